import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import {
  singlePageFunction,
  stripPrefixFunction,
} from "../../../components/internal/edgeFunctions";

/** The address that the origin sees when a viewer asks for `uri`. */
function rewritten(code: string, uri: string): unknown {
  const event = { request: { uri, method: "GET" } };
  return runInNewContext(`${code}; handler(event).uri`, { event });
}

describe("stripPrefixFunction", () => {
  for (const [asked, sent] of [
    ["/api/catalog/products", "/catalog/products"],
    ["/api/", "/"],
    ["/api", "/"],
  ] as const) {
    it(`sends ${asked} on as ${sent}`, () => {
      assert.equal(rewritten(stripPrefixFunction("/api"), asked), sent);
    });
  }
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
      assert.equal(rewritten(singlePageFunction("index.html"), asked), sent);
    });
  }
});
