import assert from "node:assert/strict";
import fc from "fast-check";
import { matchesPattern } from "../../../../policies/framework/exceptions/pattern";

describe("a pattern", () => {
  const table: readonly (readonly [pattern: string, text: string, matches: boolean])[] = [
    ["legacy", "legacy", true],
    ["legacy", "legacy-2", false],
    ["legacy-*", "legacy-", true],
    ["legacy-*", "old-legacy-1", false],
    ["*-log", "access-log", true],
    ["*-log", "access-logs", false],
    ["a*a", "a", false],
    ["a*b*c", "a-b-b-c", true],
    ["a*b*c", "a-c-b", false],
    ["a.c", "abc", false],
    ["*", "", true],
  ];
  for (const [pattern, text, matches] of table) {
    it(`${pattern} ${matches ? "matches" : "does not match"} "${text}"`, () => {
      assert.equal(matchesPattern(pattern, text), matches);
    });
  }

  it("says what a regular expression says", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 6 });
    fc.assert(
      fc.property(word, fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 }), (p, text) => {
        assert.equal(
          matchesPattern(p, text),
          new RegExp(`^${p.replaceAll("*", ".*")}$`).test(text),
        );
      }),
    );
  });
});
