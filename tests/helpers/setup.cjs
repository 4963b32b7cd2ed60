/**
 * What all tests are spared. The SDK takes a stack trace for every promise, to name those that never settle, and
 * another for every resource, to tell the engine its line. Mapping them back to TypeScript took half of the time
 * of a program under mocks, and nobody reads them: mocks have no engine, and a failed test has a trace of its own.
 */
const { AsyncLocalStorage } = require("node:async_hooks");
const { realpathSync } = require("node:fs");
const { basename, resolve, sep } = require("node:path");
const debuggable = require("@pulumi/pulumi/runtime/debuggable");
const { Resource } = require("@pulumi/pulumi/resource");
const esbuild = require("esbuild");

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

// Once a test has made spans, Node.js follows every promise for the rest of the process, which makes a program under
// mocks three times slower. Nothing is under way between two tests.
const used = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function runAndRemember(...args) {
  used.add(this);
  return run.apply(this, args);
};
exports.mochaHooks = {
  afterEach() {
    for (const storage of used) storage.disable();
    used.clear();
  },
};

// Whole programs bundle the same services again and again; their sources do not change while tests run. Those that a
// test writes itself are outside of the repository, and bundled each time.
const repository = resolve(__dirname, "../..");
const bundled = new Map();
require.cache[require.resolve("esbuild")].exports = { ...esbuild, buildSync };

function buildSync(options) {
  const [entry] = options.entryPoints.map((path) => realpathSync(path));
  if (options.write !== false || !entry.startsWith(repository + sep))
    return esbuild.buildSync(options);
  const key = `${entry} ${basename(options.outfile)}`;
  const known = bundled.get(key) ?? esbuild.buildSync(options);
  bundled.set(key, known);
  return known;
}

// The first lines say where a test failed.
Error.stackTraceLimit = 5;

// On Node 20 the AWS SDK tells of the day when it will want a newer one, once for each client.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
