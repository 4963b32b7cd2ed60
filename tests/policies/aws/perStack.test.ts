import assert from "node:assert/strict";
import { perStack } from "../../../policies/aws/perStack";
import { StackGraph } from "../../../policies/framework/graph";

describe("what is worked out per stack", () => {
  it("is worked out once for each stack, also when there is nothing", () => {
    const stacks = [new StackGraph([]), new StackGraph([])] as const;
    const asked: StackGraph[] = [];
    const read = perStack((stack) => {
      asked.push(stack);
      return stack === stacks[0] ? "first" : undefined;
    });
    const answers = [stacks[0], stacks[1], stacks[0], stacks[1]].map(read);
    assert.deepEqual(answers, ["first", undefined, "first", undefined]);
    assert.equal(asked.length, 2);
    assert.ok(asked[0] === stacks[0] && asked[1] === stacks[1]);
  });
});
