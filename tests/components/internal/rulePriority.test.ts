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

/** `/a/` to `/a/b/c/d/e/`. */
const folders = fc
  .array(fc.stringMatching(/^[a-z0-9]{1,8}$/, { size: "max" }), { minLength: 1, maxLength: 5 })
  .map((segments) => `/${segments.join("/")}/`);

const anyDepth = fc
  .tuple(paths, fc.constantFrom("", "*", "/*", "?", "/*/a", "*a*"))
  .map((parts) => parts.join(""));

/** How many folders a path names before its first wildcard. */
function foldersOf(pattern: string): number {
  return pattern.replace(/[*?].*$/, "").split("/").length - 2;
}

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
      [29_833, 43_249, 49_981, 46_807, 638],
    );
  });

  it("orders any two paths by the folders before their first wildcard, up to four", () => {
    fc.assert(
      fc.property(anyDepth, anyDepth, (one, other) => {
        const deeper = Math.min(foldersOf(one), 4) - Math.min(foldersOf(other), 4);
        if (deeper > 0) assertBefore(one, other);
        if (deeper < 0) assertBefore(other, one);
      }),
      { numRuns: 1000 },
    );
  });

  it("orders two paths below one folder by their shortest match, then by how many wildcards they hold, up to four", () => {
    fc.assert(
      fc.property(folders, patterns, patterns, (folder, first, second) => {
        const [one, other] = [`${folder}*${first}`, `${folder}*${second}`];
        fc.pre(Math.max(one.length, other.length) <= longestPath);
        const longer = shortestMatch(one) - shortestMatch(other);
        const wilder = Math.min(wildcardsOf(other), 4) - Math.min(wildcardsOf(one), 4);
        const order = longer || wilder;
        if (order > 0) assertBefore(one, other);
        if (order < 0) assertBefore(other, one);
      }),
      { numRuns: 1000 },
    );
  });

  it("puts a path before what it begins, and a longer beginning before a shorter one, at every length", () => {
    for (let length = 1; length < longestPath - 1; length += 1) {
      const path = `/${"a".repeat(length - 1)}`;
      assertBefore(path, `${path}*`);
      assertBefore(`${path}/`, `${path}/*`);
      assertBefore(`${path}a*`, `${path}*`);
    }
  });

  it("gives priorities of their own to at least 20,000 services that take a folder each", () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `/service-${index}/*`);
    assert.ok(new Set(names.map(rulePriority)).size > 20_000);
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
