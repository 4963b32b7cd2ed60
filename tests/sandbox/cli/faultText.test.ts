import assert from "node:assert/strict";
import { missingPackage, readableFault, withoutRepeats } from "../../../sandbox/engine/faultText";

const root = "/home/ann/my shop";

describe("the text of a fault", () => {
  it("names the place in the repository's own code instead of the stack", () => {
    const text = [
      "Unhandled exception: TypeError: boom",
      "    at read (/home/ann/my shop/node_modules/yaml/index.js:3:1)",
      "    at <anonymous> (/home/ann/my shop/index.ts:81:7)",
      "    at Object.init (/home/ann/my shop/sandbox/stack.ts:54:30)",
    ].join("\n");
    assert.equal(readableFault(text, root), "TypeError: boom (index.ts:81)");
  });

  it("keeps a compiler's message, with its path relative to the repository", () => {
    const text = [
      "Error: Transform failed with 1 error:",
      '/home/ann/my shop/services/a/definition.ts:10:9: ERROR: Unexpected "="',
      "    at failureErrorWithLog (/home/ann/my shop/node_modules/esbuild/lib/main.js:1752:15)",
    ].join("\n");
    assert.equal(
      readableFault(text, root),
      'Transform failed with 1 error:\nservices/a/definition.ts:10:9: ERROR: Unexpected "="',
    );
  });

  it("names the file that imports what does not exist", () => {
    const text = [
      "Error: Cannot find module './reviews/definition'",
      "Require stack:",
      "- /home/ann/my shop/services/registry.ts",
      "- /home/ann/my shop/index.ts",
      "    at Module._resolveFilename (node:internal/modules/cjs/loader:1207:15)",
    ].join("\n");
    assert.equal(
      readableFault(text, root),
      "Cannot find module './reviews/definition' (services/registry.ts)",
    );
  });

  it("leaves a plain message as it is", () => {
    assert.equal(readableFault("Stack has a fault:\n  - a", root), "Stack has a fault:\n  - a");
  });

  it("says how to get a package that is missing", () => {
    const [, hint] = readableFault("Error: Cannot find module 'zod'", root).split("\n");
    assert.match(hint ?? "", /^The package "zod" is not in node_modules\. Run "npm ci"/);
  });
});

describe("missingPackage", () => {
  for (const [text, name] of [
    ["Cannot find module '@pulumi/aws/getCallerIdentity'", "@pulumi/aws"],
    ["Cannot find package 'zod' imported from /a.mjs", "zod"],
    ['a.ts:3:35: ERROR: Could not resolve "@hono/node-server"', "@hono/node-server"],
  ] as const) {
    it(`names ${name}`, () => {
      assert.match(missingPackage(text) ?? "", new RegExp(`^The package "${name}" `));
    });
  }

  for (const path of ["./app", "../app", "/srv/app.js"]) {
    it(`does not take the path ${path} for a package`, () => {
      assert.equal(missingPackage(`Cannot find module '${path}'`), undefined);
    });
  }
});

describe("withoutRepeats", () => {
  it("keeps the longer of two messages that say the same, and one of two equal ones", () => {
    assert.deepEqual(withoutRepeats(["Error: a", "a", "b", "b"]), ["Error: a", "b"]);
    assert.deepEqual(withoutRepeats(["a (x.ts)", "a (x.ts:3)"]), ["a (x.ts:3)"]);
  });
});
