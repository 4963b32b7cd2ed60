/**
 * What all tests are spared. The SDK takes a stack trace for every promise, to name those that never settle, and
 * another for every resource, to tell the engine its line. Mapping them back to TypeScript took half of the time
 * of a program under mocks, and nobody reads them: mocks have no engine, and a failed test has a trace of its own.
 */
const debuggable = require("@pulumi/pulumi/runtime/debuggable");
const { Resource } = require("@pulumi/pulumi/resource");

const { debuggablePromise } = debuggable;
debuggable.debuggablePromise = (promise, context) => {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return debuggablePromise(promise, context);
  } finally {
    Error.stackTraceLimit = limit;
  }
};
Resource.stackTrace = () => [];

// The first lines say where a test failed.
Error.stackTraceLimit = 5;

// On Node 20 the AWS SDK tells of the day when it will want a newer one, once for each client.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
