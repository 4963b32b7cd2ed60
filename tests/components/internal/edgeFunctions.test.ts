import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import {
  singlePageFunction,
  stripPrefixFunction,
} from "../../../components/internal/edgeFunctions";

/** What the origin sees of a viewer's request for `uri`. */
function rewritten(code: string, uri: string, headers = {}): { uri: string; headers: unknown } {
  const event = { request: { uri, method: "GET", headers } };
  const text = runInNewContext(`${code}; JSON.stringify(handler(event))`, { event }) as string;
  return JSON.parse(text) as { uri: string; headers: unknown };
}

describe("stripPrefixFunction", () => {
  for (const [asked, sent] of [
    ["/api/catalog/products", "/catalog/products"],
    ["/api/", "/"],
    ["/api", "/"],
  ] as const) {
    it(`sends ${asked} on as ${sent}`, () => {
      assert.equal(rewritten(stripPrefixFunction("/api"), asked).uri, sent);
    });
  }

  it("names the prefix in a header, whatever the viewer says there", () => {
    const forged = { "x-forwarded-prefix": { value: "/other" }, accept: { value: "*/*" } };
    assert.deepEqual(rewritten(stripPrefixFunction("/api"), "/api/catalog", forged).headers, {
      "x-forwarded-prefix": { value: "/api" },
      accept: { value: "*/*" },
    });
  });
});

describe("a trace that a viewer names", () => {
  it("does not reach the origin, so that nobody outside has requests traced", () => {
    const sent = {
      "x-amzn-trace-id": { value: "Root=1-67891233-abcdef012345678912345678;Sampled=1" },
      traceparent: { value: "00-67891233abcdef012345678912345678-53995c3f42cd8ad8-01" },
      tracestate: { value: "vendor=1" },
    };
    assert.deepEqual(rewritten(stripPrefixFunction("/api"), "/api/catalog", sent).headers, {
      "x-forwarded-prefix": { value: "/api" },
    });
  });
});

describe("singlePageFunction", () => {
  for (const [asked, sent] of [
    ["/", "/index.html"],
    ["/products/lamp", "/index.html"],
    ["/products/v1.2/lamp", "/index.html"],
    ["/cart/", "/index.html"],
    ["/assets/index-0a1b.js", "/assets/index-0a1b.js"],
    ["/images/missing.svg", "/images/missing.svg"],
  ] as const) {
    it(`answers ${asked} with ${sent}`, () => {
      assert.equal(rewritten(singlePageFunction("index.html"), asked).uri, sent);
    });
  }
});
