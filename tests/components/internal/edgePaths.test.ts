import assert from "node:assert/strict";
import fc from "fast-check";
import { inOrder, pathName, patternsOverlap } from "../../../components/internal/edgePaths";

describe("patternsOverlap", () => {
  for (const [one, other, expected] of [
    ["/orders/*", "/orders/1", true],
    ["/orders/*", "/orders", false],
    ["/orders/*", "/carts/*", false],
    ["/orders/*/lines", "/orders/new/*", true],
    ["/orders/*/lines", "/orders/new/items", false],
    ["/*", "/", true],
    ["/a?c", "/abc", true],
    ["/a?c", "/ac", false],
    ["/a?", "/?b", true],
    ["*", "", true],
    ["/a*b*c", "/a*c*b", false],
    ["/a*b", "/a*c", false],
  ] as const) {
    it(`${expected ? "finds" : "finds no"} path that matches ${one} and ${other}`, () => {
      assert.equal(patternsOverlap(one, other), expected);
      assert.equal(patternsOverlap(other, one), expected);
    });
  }

  it("agrees with matching, for any path and any pattern", () => {
    const text = fc.stringMatching(/^[ab]{0,8}$/);
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*?]{0,6}$/), text, (pattern, path) => {
        const matcher = new RegExp(`^${pattern.replaceAll("*", ".*").replaceAll("?", ".")}$`);
        assert.equal(patternsOverlap(pattern, path), matcher.test(path));
      }),
    );
  });

  it("answers at once for the longest patterns", () => {
    const longest = "*a".repeat(64);
    assert.equal(patternsOverlap(longest, `${"a*".repeat(63)}b`), false);
  });
});

describe("pathName", () => {
  it("tells a path from the paths below it, and keeps its words", () => {
    assert.match(pathName("/orders/*"), /^orders-[0-9a-f]{6}$/);
    assert.notEqual(pathName("/orders/*"), pathName("/orders"));
  });
});

describe("inOrder", () => {
  it("puts the more specific route first, and a route where its priority says", () => {
    const paths = inOrder([
      { path: "/*", auth: "public" },
      { path: "/orders/*", auth: "public" },
      { path: "/orders/*/lines", auth: "public" },
      { path: "/a", auth: "public", priority: 1 },
    ]).map(({ path }) => path);
    assert.deepEqual(paths, ["/a", "/orders/*/lines", "/orders/*", "/*"]);
  });
});
