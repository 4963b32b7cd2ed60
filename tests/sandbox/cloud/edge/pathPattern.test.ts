import assert from "node:assert/strict";
import { behaviorCovers } from "../../../../sandbox/cloud/edge/pathPattern";
import { matchesPattern } from "../../../../sandbox/cloud/wildcard";

describe("path patterns", () => {
  for (const [pattern, path, expected] of [
    ["/api/*", "/api/catalog/products", true],
    ["/api/*", "/api/", true],
    ["/api/*", "/api", false],
    ["/api/*", "/API/x", false],
    ["api/*", "/api/x", true],
    ["*.jpg", "/images/a.jpg", true],
    ["/a?c", "/abc", true],
    ["/a?c", "/ac", false],
    ["/a.c", "/abc", false],
    ["/carts/*/items", "/carts/7/items", true],
    ["*", "/anything/at/all", true],
  ] as const) {
    it(`${pattern} ${expected ? "covers" : "does not cover"} ${path}`, () => {
      assert.equal(behaviorCovers(pattern, path), expected);
    });
  }

  it("can ignore case where AWS does", () => {
    assert.ok(matchesPattern("*.Example.com", "shop.example.COM", true));
  });
});
