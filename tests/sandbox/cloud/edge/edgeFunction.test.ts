import assert from "node:assert/strict";
import { EdgeFunction, EdgeFunctionError } from "../../../../sandbox/cloud/edge/edgeFunction";
import { CloudError } from "../../../../sandbox/cloud/types";

function run(code: string, event: object = {}): unknown {
  return new EdgeFunction({ arn: "arn", name: "rewrite", code }, () => undefined).run(event);
}

function failsWith(status: 502 | 503, message: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof EdgeFunctionError);
    assert.equal(error.status, status);
    assert.match(error.message, message);
    return true;
  };
}

describe("CloudFront functions", () => {
  it("return what their handler returns", () => {
    const code = "function handler(event) { event.request.uri += '!'; return event.request; }";
    assert.deepEqual(run(code, { request: { uri: "/a" } }), { uri: "/a!" });
  });

  it("may be asynchronous and use the modules of the runtime", () => {
    const code = `
      const crypto = require("crypto");
      const handler = async (event) => {
        await null;
        return { uri: "/" + crypto.createHash("md5").update(event.text).digest("hex").length };
      };`;
    assert.deepEqual(run(code, { text: "x" }), { uri: "/32" });
  });

  it("remember nothing from one request to the next", () => {
    const edgeFunction = new EdgeFunction(
      { arn: "arn", name: "count", code: "let n = 0; function handler() { return { n: ++n }; }" },
      () => undefined,
    );
    assert.deepEqual([edgeFunction.run({}), edgeFunction.run({})], [{ n: 1 }, { n: 1 }]);
  });

  it("write to the log", () => {
    const lines: string[] = [];
    const code = "function handler() { console.log('seen'); return { uri: '/' }; }";
    new EdgeFunction({ arn: "arn", name: "log", code }, (line) => lines.push(line)).run({});
    assert.deepEqual(lines, ["seen"]);
  });

  it("fail with 503 when they throw", () => {
    assert.throws(
      () => run("function handler() { throw new Error('no uri'); }"),
      failsWith(503, /rewrite failed: no uri/),
    );
  });

  it("fail with 503 when they take too long, before and after an await", () => {
    assert.throws(() => run("function handler() { for (;;); }"), failsWith(503, /timed out/));
    assert.throws(
      () => run("async function handler() { await null; for (;;); }"),
      failsWith(503, /timed out/),
    );
  });

  it("fail with 502 when they return nothing or never finish", () => {
    assert.throws(() => run("function handler() {}"), failsWith(502, /returned nothing/));
    assert.throws(
      () => run("function handler() { return new Promise(() => {}); }"),
      failsWith(502, /returned nothing/),
    );
  });

  for (const [what, code] of [
    ["fetch", "function handler() { return fetch('http://127.0.0.1'); }"],
    ["timers", "function handler() { setTimeout(() => {}, 1); return {}; }"],
    ["the process", "function handler() { return process.env; }"],
    ["the file system", "function handler() { return require('fs').readdirSync('/'); }"],
    ["eval", "function handler() { return eval('({})'); }"],
  ] as const) {
    it(`have no ${what}`, () => {
      assert.throws(() => run(code), failsWith(503, /not defined|does not exist|disallowed/));
    });
  }

  it("that do not compile are refused by name", () => {
    assert.throws(
      () => run("import cf from 'cloudfront';"),
      (error) => error instanceof CloudError && error.message.includes("function rewrite"),
    );
  });
});
