import assert from "node:assert/strict";
import { readListeners } from "../../../../sandbox/cloud/balancer/definitions";
import {
  chooseActions,
  chooseTargetGroup,
  conditionHolds,
} from "../../../../sandbox/cloud/balancer/rules";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { type RequestParts, edgeRequest } from "../fixtures/http";
import { type Changes, arns, stackState } from "../fixtures/state";

function actionFor(parts: RequestParts, changes: Changes = {}) {
  const [listener] = readListeners(new DeployedStack(stackState(changes)));
  assert.ok(listener !== undefined);
  return chooseActions(listener, edgeRequest(parts)).at(-1);
}

describe("listener rules", () => {
  it("send a path to the target group of its rule, and others to the default", () => {
    assert.equal(actionFor({ uri: "/carts/1" })?.targetGroupArn, arns.cartsTargets);
    assert.equal(actionFor({ uri: "/catalog/products" })?.targetGroupArn, arns.catalogTargets);
    assert.equal(actionFor({ uri: "/unknown" })?.type, "fixed-response");
  });

  it("are tried by priority, not by their order in the state", () => {
    const conditions = [{ pathPattern: { values: ["/*"] } }];
    const uri = "/catalog/products";
    const low = actionFor({ uri }, { "carts-route": { conditions, priority: 99 } });
    assert.equal(low?.targetGroupArn, arns.catalogTargets);
    const high = actionFor({ uri }, { "carts-route": { conditions, priority: 1 } });
    assert.equal(high?.targetGroupArn, arns.cartsTargets);
  });

  it("need all of their conditions", () => {
    const conditions = [
      { pathPattern: { values: ["/carts/*"] } },
      { httpRequestMethod: { values: ["POST"] } },
    ];
    const changes = { "carts-route": { conditions } };
    assert.equal(actionFor({ uri: "/carts/1" }, changes)?.type, "fixed-response");
    assert.equal(actionFor({ uri: "/carts/1", method: "POST" }, changes)?.type, "forward");
  });
});

describe("listener rule conditions", () => {
  const request = edgeRequest({
    uri: "/Path",
    query: "version=v1&q=red%20mug",
    headers: { host: "Shop.example.com:8080", "user-agent": "Mozilla/5.0" },
  });
  const header = (values: string[]) => ({ httpHeader: { httpHeaderName: "User-Agent", values } });
  for (const [what, condition, expected] of [
    ["a path, with regard to case", { pathPattern: { values: ["/path"] } }, false],
    ["a host, without regard to case or port", { hostHeader: { values: ["*.Example.com"] } }, true],
    ["another host", { hostHeader: { values: ["example.com"] } }, false],
    ["a header by wildcard", header(["*mozilla*"]), true],
    ["a header's other value", header(["curl*"]), false],
    ["any of several values", { pathPattern: { values: ["/x", "/P*"] } }, true],
    ["a query parameter", { queryStrings: [{ key: "version", value: "V1" }] }, true],
    ["a decoded query value of any key", { queryStrings: [{ value: "red mug" }] }, true],
    ["an absent query parameter", { queryStrings: [{ key: "page", value: "*" }] }, false],
    ["the caller's range", { sourceIp: { values: ["127.0.0.0/8"] } }, true],
    ["another range", { sourceIp: { values: ["10.0.0.0/8"] } }, false],
  ] as const) {
    it(`${expected ? "hold" : "do not hold"} for ${what}`, () => {
      const full = { queryStrings: [], ...structuredClone(condition) };
      assert.equal(conditionHolds(full as Parameters<typeof conditionHolds>[0], request), expected);
    });
  }
});

describe("a weighted forward", () => {
  const action = {
    type: "forward",
    forward: {
      targetGroups: [
        { arn: "a", weight: 3 },
        { arn: "b", weight: 1 },
        { arn: "never", weight: 0 },
      ],
    },
  };
  it("divides requests by weight", () => {
    const picked = [0, 0.5, 0.74, 0.75, 0.99].map((chance) => chooseTargetGroup(action, chance));
    assert.deepEqual(picked, ["a", "a", "a", "b", "b"]);
  });
});
