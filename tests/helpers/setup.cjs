/**
 * Mocha shows stack traces of any length. Pulumi's SDK takes one for every promise, and most of a test's
 * time went into mapping their lines back to TypeScript. The first lines say where a test failed.
 */
Error.stackTraceLimit = 5;

// On Node 20 the AWS SDK tells of the day when it will want a newer one, once for each client.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
