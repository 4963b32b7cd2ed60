"use strict";
// Starts a policy pack as Pulumi's own runner does, but leaves TypeScript to tsx, which is loaded already: ts-node would
// check every type anew at each start. The engine passes its address and the pack's directory.
const { run } = require("@pulumi/pulumi/cmd/run-policy-pack/run");

const [, ...program] = process.argv.slice(2);
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
