/**
 * Mocha shows stack traces of any length. Pulumi's SDK takes one for every promise, and most of a test's
 * time went into mapping their lines back to TypeScript. The first lines say where a test failed.
 */
Error.stackTraceLimit = 5;
