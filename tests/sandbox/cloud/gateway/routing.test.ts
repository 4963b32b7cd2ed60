import assert from "node:assert/strict";
import type { GatewayMethod } from "../../../../sandbox/cloud/gateway/definitions";
import { routeRequest } from "../../../../sandbox/cloud/gateway/routing";

const methods = [
  "ANY /",
  "ANY /{proxy+}",
  "ANY /carts/{proxy+}",
  "GET /carts/{customerId}",
  "GET /carts/{customerId}/items",
  "POST /carts/{customerId}/items",
  "GET /carts/all",
].map((key): GatewayMethod => {
  const [verb = "", template = ""] = key.split(" ");
  const integration = { kind: "unknown", reason: "" } as const;
  const open = { authorization: { kind: "none" }, apiKeyRequired: false, required: [] } as const;
  return { verb, template, integration, ...open };
});

function routed(request: string): string | undefined {
  const [verb = "", path = ""] = request.split(" ");
  const found = routeRequest(methods, verb, path);
  return (
    found && `${found.method.verb} ${found.method.template} ${JSON.stringify(found.variables)}`
  );
}

describe("routing of API Gateway", () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ["GET /carts/all", "GET /carts/all {}"],
    ["GET /carts/ann", 'GET /carts/{customerId} {"customerId":"ann"}'],
    ["GET /carts/ann/", 'GET /carts/{customerId} {"customerId":"ann"}'],
    ["POST /carts/ann/items", 'POST /carts/{customerId}/items {"customerId":"ann"}'],
    ["GET /carts/ann/a%2Fb/c", 'ANY /carts/{proxy+} {"proxy":"ann/a%2Fb/c"}'],
    ["GET /elsewhere", 'ANY /{proxy+} {"proxy":"elsewhere"}'],
    ["GET /", "ANY / {}"],
  ];
  for (const [request, expected] of cases) {
    it(`${request} is ${expected ?? "nobody's"}`, () => {
      assert.equal(routed(request), expected);
    });
  }

  it("does not fall back to a more general path for a method that the best one lacks", () => {
    assert.equal(routed("DELETE /carts/all"), undefined);
  });

  it("knows no path without a route", () => {
    assert.equal(routeRequest([], "GET", "/"), undefined);
  });
});
