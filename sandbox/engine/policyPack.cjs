"use strict";
// Starts a policy pack as Pulumi's own runner does, but leaves TypeScript to tsx: ts-node would check every type anew at
// each start. A pack of plain JavaScript does without either. The engine passes its address and the pack's directory.
const { createRequire } = require("node:module");
const { resolve } = require("node:path");

const [, ...program] = process.argv.slice(2);
// The pack's own SDK, so that a pack which was installed by itself does not load a second one.
const { run } = createRequire(resolve(program[0], "PulumiPolicy.yaml"))(
  "@pulumi/pulumi/cmd/run-policy-pack/run",
);
if (!isJavaScript(program[0])) require("tsx/cjs");
run({
  argv: { _: program },
  typeScript: false,
  programStarted: () => undefined,
  reportLoggedError: () => {
    process.exitCode = 32;
  },
}).catch((error) => {
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 1;
});

function isJavaScript(directory) {
  try {
    return /\.[cm]?js$/.test(require.resolve(resolve(directory)));
  } catch {
    return false;
  }
}
