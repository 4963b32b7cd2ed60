import assert from "node:assert/strict";
import fc from "fast-check";
import { rulePriority } from "../../../components/internal/rulePriority";

/** Longest path that a listener rule takes. */
const longestPath = 128;

/** Any path that a definition may hold. */
const patterns = fc.stringMatching(/^\/[A-Za-z0-9._~\-/*?]{0,127}$/, { size: "max" });

/** Path of one to four segments without wildcards, up to half the longest. */
const paths = fc
  .array(fc.stringMatching(/^[a-z0-9]{1,14}$/, { size: "max" }), { minLength: 1, maxLength: 4 })
  .map((segments) => `/${segments.join("/")}`);

function wildcardsOf(pattern: string): number {
  return pattern.replace(/[^*?]/g, "").length;
}

function shortestMatch(pattern: string): number {
  return pattern.replaceAll("*", "").length;
}

function assertBefore(specific: string, general: string): void {
  assert.ok(
    rulePriority(specific) < rulePriority(general),
    `${specific} has ${rulePriority(specific)}, ${general} has ${rulePriority(general)}`,
  );
}

describe("rulePriority", () => {
  for (const [kind, texts] of [
    ["path", patterns],
    ["text", fc.string({ maxLength: 2 * longestPath, size: "max" })],
  ] as const) {
    it(`lies within what a listener accepts, for any ${kind}`, () => {
      fc.assert(
        fc.property(texts, (text) => {
          const priority = rulePriority(text);
          assert.ok(
            Number.isInteger(priority) && priority >= 1 && priority <= 50_000,
            `${priority}`,
          );
        }),
        { numRuns: 1000 },
      );
    });
  }

  it("never changes for a path, so that a deployed rule keeps its place", () => {
    assert.deepEqual(
      ["/catalog/*", "/carts/*", "/*", "/", `/${"long-path/".repeat(5)}*`].map(rulePriority),
      [40_373, 42_289, 48_456, 48_147, 8_685],
    );
  });

  it("orders any two paths by their shortest match, then by how many wildcards they hold, up to four", () => {
    fc.assert(
      fc.property(patterns, patterns, (one, other) => {
        const longer = shortestMatch(one) - shortestMatch(other);
        const wilder = Math.min(wildcardsOf(other), 4) - Math.min(wildcardsOf(one), 4);
        const order = longer || wilder;
        if (order > 0) assertBefore(one, other);
        if (order < 0) assertBefore(other, one);
      }),
      { numRuns: 1000 },
    );
  });

  it("puts a longer path before a shorter one, and both before what they begin, at every length", () => {
    for (let length = 1; length < longestPath; length += 1) {
      const path = `/${"a".repeat(length - 1)}`;
      assertBefore(`${path}a`, path);
      assertBefore(`${path}a`, `${path}*`);
      assertBefore(path, `${path}*`);
    }
  });
});

describe("rulePriority of two paths of which one matches more", () => {
  const pairs: Record<string, (one: string, other: string) => [string, string]> = {
    "a path below another": (parent, child) => [`${parent}${child}`, `${parent}/*`],
    "a tree below another": (parent, child) => [`${parent}${child}/*`, `${parent}/*`],
    "a path with a wildcard in the middle": (parent, child) => [
      `${parent}/*${child}`,
      `${parent}/*`,
    ],
    "an exact path": (path) => [path, `${path}*`],
    "a tree's own root": (path) => [`${path}/`, `${path}/*`],
    "a path that ends where another goes on": (start, end) => [
      `${start}*${end}`,
      `${start}*${end}*`,
    ],
    "any path": (path) => [`${path}/*`, "/*"],
  };
  for (const [title, pairOf] of Object.entries(pairs)) {
    it(`puts ${title} first`, () => {
      fc.assert(
        fc.property(paths, paths, (one, other) => {
          const [specific, general] = pairOf(one, other);
          fc.pre(Math.max(specific.length, general.length) <= longestPath);
          assertBefore(specific, general);
        }),
      );
    });
  }
});
