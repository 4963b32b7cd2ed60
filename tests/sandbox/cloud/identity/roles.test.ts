import assert from "node:assert/strict";
import { assumableBySandbox, readIdentity, trusts } from "../../../../sandbox/cloud/identity/roles";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { type Changes, stackState } from "../fixtures/state";

function rolesOf(changes: Changes = {}) {
  return readIdentity(new DeployedStack(stackState(changes))).roles;
}

describe("roles", () => {
  it("carry their inline policies", () => {
    const role = rolesOf().find(({ name }) => name === "catalog-task");
    assert.deepEqual([...(role?.inline.keys() ?? [])], ["catalog-task-policy"]);
    assert.equal(rolesOf().find(({ name }) => name === "carts-function")?.inline.size, 0);
  });

  it("are trusted to the service they name, in the account they name", () => {
    const [task] = rolesOf();
    assert.ok(task !== undefined);
    assert.ok(trusts(task, { principal: "ecs-tasks.amazonaws.com" }, "123456789012"));
    assert.ok(!trusts(task, { principal: "lambda.amazonaws.com" }, "123456789012"));
    assert.ok(!trusts(task, { principal: "ecs-tasks.amazonaws.com" }, "999999999999"));
  });

  it("keep their trust policy when the sandbox adds itself for the emulator", () => {
    const [task] = rolesOf();
    assert.ok(task !== undefined);
    const { Statement } = JSON.parse(assumableBySandbox(task)) as { Statement: object[] };
    const declared = JSON.parse(task.assumeRolePolicy) as { Statement: object[] };
    assert.deepEqual(Statement[0], declared.Statement[0]);
    assert.equal(Statement.length, 2);
  });
});
