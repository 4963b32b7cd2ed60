import assert from "node:assert/strict";
import { iamFaults } from "../helpers/iamFaults";
import { runProgram, stacks } from "../helpers/program";
import { statementsOf } from "../helpers/statements";

describe("every IAM statement of the program", () => {
  for (const stack of stacks) {
    it(`names actions and condition keys that AWS has, and no broader resource than needed, in ${stack}`, async () => {
      const statements = statementsOf((await runProgram(stack)).registrations);
      assert.ok(statements.length > 10);
      assert.deepEqual(await iamFaults(statements), []);
    });
  }

  it("would not pass with a misspelt action, a misspelt key or a needless wildcard", async () => {
    const statement = {
      where: "role.policy",
      effect: "Allow",
      actions: ["dynamodb:GetItems", "dynamodb:GetItem"],
      resources: ["*"],
      hasPrincipal: false,
      conditionKeys: [],
    };
    assert.deepEqual(
      await iamFaults([
        statement,
        { ...statement, actions: [], conditionKeys: ["aws:SourceAcount", "kms:ViaService"] },
      ]),
      [
        "role.policy: AWS has no action dynamodb:GetItems",
        "role.policy: AWS has no condition key aws:SourceAcount",
        "role.policy: dynamodb:GetItem on every resource, where AWS takes table",
      ],
    );
  });
});
