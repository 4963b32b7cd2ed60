import assert from "node:assert/strict";
import { mayApiInvoke } from "../../../../sandbox/cloud/functions/lambdaFunctions";
import { gatewayArns } from "../fixtures/gateways";
import { arns } from "../fixtures/state";

const permission = {
  function: "carts-1a2b",
  qualifier: "live",
  action: "lambda:InvokeFunction",
  principal: "apigateway.amazonaws.com",
  sourceArn: `${gatewayArns.restExecution}/*/carts/*`,
};
const target = {
  functionArn: `${arns.function}:live`,
  sourceArn: `${gatewayArns.restExecution}/GET/carts/*`,
};

describe("the permission of an API", () => {
  it("covers the stage, methods and path that it names", () => {
    assert.ok(mayApiInvoke([permission], target));
  });

  const others = {
    "another path": { sourceArn: `${gatewayArns.restExecution}/*/orders/*` },
    "another stage": { sourceArn: target.sourceArn.replace("/live/", "/test/") },
    "the load balancer": { principal: "elasticloadbalancing.amazonaws.com" },
    "the function without an alias": { qualifier: undefined },
  };
  for (const [who, change] of Object.entries(others)) {
    it(`does not exist when it is for ${who}`, () => {
      assert.ok(!mayApiInvoke([{ ...permission, ...change }], target));
    });
  }
});
