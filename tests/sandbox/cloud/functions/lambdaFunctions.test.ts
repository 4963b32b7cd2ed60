import assert from "node:assert/strict";
import {
  mayBalancerInvoke,
  readFunctions,
  readPermissions,
  zipFiles,
} from "../../../../sandbox/cloud/functions/lambdaFunctions";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { type Changes, arns, stackState } from "../fixtures/state";

const stackOf = (changes: Changes = {}) => new DeployedStack(stackState(changes));
const target = { functionArn: `${arns.function}:live`, targetGroupArn: arns.cartsTargets };

describe("functions", () => {
  it("carry their limits and variables, secrets in plaintext", () => {
    const [carts] = readFunctions(stackOf());
    assert.equal(carts?.displayName, "carts");
    assert.equal(carts.timeoutSeconds, 5);
    assert.equal(carts.memoryMiB, 256);
    assert.deepEqual(carts.variables, { SERVICE_NAME: "carts", API_KEY: "hidden" });
  });

  it("of one service are told apart by their own names", () => {
    const state = stackState();
    const { resources = [] } = state;
    const carts = resources.find(({ type }) => type === "aws:lambda/function:Function");
    assert.ok(carts);
    const bake = { ...carts, urn: carts.urn.replace("carts-function", "carts-bake") };
    const functions = readFunctions(new DeployedStack({ resources: [...resources, bake] }));
    assert.deepEqual(
      functions.map(({ displayName }) => displayName),
      ["carts-function", "carts-bake"],
    );
  });

  for (const [what, change] of [
    ["an image", { packageType: "Image" }],
    ["another runtime", { runtime: "python3.13" }],
    ["no handler", { handler: null }],
  ] as const) {
    it(`with ${what} are refused by name`, () => {
      assert.throws(() => readFunctions(stackOf({ "carts-function": change })), /carts-1a2b/);
    });
  }

  it("have the same package for the same files in any order", () => {
    const [a, b] = [Buffer.from("a"), Buffer.from("b")];
    const zip = zipFiles(
      new Map([
        ["a.js", a],
        ["b.js", b],
      ]),
    );
    assert.deepEqual(
      zipFiles(
        new Map([
          ["b.js", b],
          ["a.js", a],
        ]),
      ),
      zip,
    );
    assert.notDeepEqual(
      zipFiles(
        new Map([
          ["a.js", b],
          ["b.js", b],
        ]),
      ),
      zip,
    );
  });
});

describe("the permission of the load balancer", () => {
  it("covers the alias and target group it names", () => {
    assert.ok(mayBalancerInvoke(readPermissions(stackOf()), target));
  });

  for (const [what, change] of [
    ["is for another service", { principal: "apigateway.amazonaws.com" }],
    ["is for another target group", { sourceArn: arns.catalogTargets }],
    ["is for another alias", { qualifier: "next" }],
    ["is for the function without an alias", { qualifier: null }],
    ["is for another function", { function: "other" }],
    ["is for another action", { action: "lambda:GetFunction" }],
    ["is missing", null],
  ] as const) {
    it(`does not exist when it ${what}`, () => {
      const permissions = readPermissions(stackOf({ "carts-from-balancer": change }));
      assert.ok(!mayBalancerInvoke(permissions, target));
    });
  }
});
