import assert from "node:assert/strict";
import { anyOf } from "../../../policies/framework/answers";

describe("one of several answers", () => {
  for (const [answers, expected] of [
    [[], false],
    [[false, false], false],
    [[false, undefined], undefined],
    [[undefined, false, true], true],
  ] as const) {
    it(`is ${expected} in ${JSON.stringify(answers)}`, () => {
      assert.equal(anyOf(answers), expected);
    });
  }
});
