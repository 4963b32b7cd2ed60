import assert from "node:assert/strict";
import { readListeners } from "../../../../sandbox/cloud/balancer/definitions";
import type { TokenVerdict } from "../../../../sandbox/cloud/balancer/tokenCheck";
import {
  Gateway,
  type GatewayOptions,
  type InvokedFunction,
} from "../../../../sandbox/cloud/gateway/gateway";
import { readGateways } from "../../../../sandbox/cloud/gateway/read";
import { type EdgeRequest, textResponse } from "../../../../sandbox/cloud/http/exchange";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { gatewayArns, httpApi, restApi, restBody } from "../fixtures/gateways";
import { type RequestParts, bodyText, edgeRequest } from "../fixtures/http";
import { stackState } from "../fixtures/state";

const secretHeader = { "x-origin-secret": "s3cret" };

function gateways(resources = [...restApi(), ...httpApi()]) {
  const stack = new DeployedStack({
    resources: [...(stackState().resources ?? []), ...resources],
  });
  return readGateways(stack, readListeners(stack));
}

describe("a stage of API Gateway", () => {
  let warnings: string[];
  let sources: string[];
  let verdict: TokenVerdict;
  let toBalancer: EdgeRequest | undefined;

  beforeEach(() => {
    warnings = [];
    sources = [];
    verdict = { kind: "missing" };
    toBalancer = undefined;
  });

  const carts = (change: Partial<InvokedFunction> = {}): InvokedFunction => ({
    label: 'function "carts"',
    invoke: (event) => {
      const result = { statusCode: 200, body: JSON.stringify(event) };
      return Promise.resolve({ kind: "result", payload: JSON.stringify(result) });
    },
    blocked: (sourceArn) => {
      sources.push(sourceArn);
      return undefined;
    },
    ...change,
  });

  function gateway(host: string, change: Partial<GatewayOptions> = {}): Gateway {
    const { apis, apiKeys, requiredHeaders } = gateways();
    const api = apis.find(({ hosts }) => hosts.includes(host));
    assert.ok(api);
    return new Gateway({
      api,
      apiKeys,
      requiredHeaders: requiredHeaders.get(api.stageArn ?? "") ?? [],
      functionFor: () => carts(),
      balancerFor: () => ({
        handle: (request) => {
          toBalancer = request;
          return Promise.resolve(textResponse(200, "text/plain", "from tasks"));
        },
      }),
      checkTokens: () => Promise.resolve(verdict),
      warn: (message) => warnings.push(message),
      ...change,
    });
  }

  async function ask(parts: RequestParts, change: Partial<GatewayOptions> = {}) {
    const headers = { ...secretHeader, ...parts.headers };
    const response = await gateway(gatewayArns.restHost, change).handle(
      edgeRequest({ ...parts, headers }),
    );
    return { status: response.status, body: await bodyText(response) };
  }

  it("blocks requests without the header that its web ACL asks for", async () => {
    const forged = { headers: { "x-origin-secret": "guess" }, uri: "/live/carts/ann" };
    assert.equal((await ask(forged)).status, 403);
    assert.match(warnings.join(), /web ACL blocks .* x-origin-secret/);
  });

  it("invokes a function with the path behind the stage, decoded query and variables", async () => {
    const { status, body } = await ask({
      method: "POST",
      uri: "/live/carts/ann/items",
      query: "a=1%202&a=3",
      headers: { "content-type": "application/json" },
      body: '{"x":1}',
    });
    assert.equal(status, 200);
    const event = JSON.parse(body) as Record<string, unknown>;
    assert.equal(event.path, "/carts/ann/items");
    assert.equal(event.httpMethod, "POST");
    assert.equal(event.resource, "/carts/{proxy+}");
    assert.deepEqual(event.pathParameters, { proxy: "ann/items" });
    assert.deepEqual(event.multiValueQueryStringParameters, { a: ["1 2", "3"] });
    assert.equal(event.body, '{"x":1}');
    assert.deepEqual(sources, [`${gatewayArns.restExecution}/POST/carts/*`]);
  });

  it("answers in its own words for a path that nobody claims, and for another stage", async () => {
    assert.deepEqual(await ask({ uri: "/live/none" }), {
      status: 404,
      body: '{"code":404,"message":"nobody"}',
    });
    assert.equal((await ask({ uri: "/test/carts/ann" })).status, 404);
  });

  it("answers 502 when the function may not be invoked, and says which permission lacks", async () => {
    const blocked = carts({ blocked: () => "no lambda permission" });
    const { status } = await ask({ uri: "/live/carts/ann" }, { functionFor: () => blocked });
    assert.equal(status, 502);
    assert.match(warnings.join(), /no lambda permission/);
  });

  it("answers 502 when the function fails or answers malformed", async () => {
    for (const invocation of [
      { kind: "failed", message: "broken" },
      { kind: "result", payload: '{"status":200}' },
      { kind: "result", payload: "no json" },
    ] as const) {
      const failing = carts({ invoke: () => Promise.resolve(invocation) });
      const { status } = await ask({ uri: "/live/carts/ann" }, { functionFor: () => failing });
      assert.equal(status, 502);
    }
  });

  it("hands a path on to the load balancer, with what the caller sent", async () => {
    const { body } = await ask({ uri: "/live/catalog/products/a%20b", query: "page=2" });
    assert.equal(body, "from tasks");
    assert.equal(toBalancer?.uri, "/catalog/products/a%20b");
    assert.equal(toBalancer.query, "page=2");
  });

  it("answers 504 when the VPC link cannot reach the load balancer", async () => {
    const balancerFor = () => ({
      handle: () => Promise.resolve(undefined),
      blocked: "missing an egress rule",
    });
    assert.equal((await ask({ uri: "/live/catalog/a" }, { balancerFor })).status, 504);
    assert.match(warnings.join(), /missing an egress rule/);
  });

  it("lets customers through by their token alone", async () => {
    const request = { uri: "/live/orders/1" };
    assert.deepEqual(await ask(request), {
      status: 401,
      body: '{"code":401,"message":"Unauthorized"}',
    });
    verdict = { kind: "invalid", reason: "expired" };
    assert.equal((await ask(request)).status, 401);
    verdict = { kind: "valid" };
    assert.equal((await ask(request)).status, 200);
  });

  it("refuses everybody where it cannot check, and says so", async () => {
    verdict = { kind: "impossible", reason: "no pool" };
    assert.equal((await ask({ uri: "/live/orders/1" })).status, 500);
    assert.equal((await ask({ uri: "/live/guarded" })).status, 500);
    assert.match(warnings.join(), /no pool.*authorizers of type request are not simulated/);
  });

  it("asks for an API key that exists", async () => {
    assert.equal((await ask({ uri: "/live/partners" })).status, 403);
    const headers = { "x-api-key": "key-1" };
    assert.equal((await ask({ uri: "/live/partners", headers })).status, 200);
  });

  it("asks for the parameters that a described operation needs", async () => {
    assert.equal((await ask({ uri: "/live/carts/ann/merge" })).status, 400);
    const query = "sessionId=visitor";
    assert.equal((await ask({ uri: "/live/carts/ann/merge", query })).status, 200);
  });

  it("invokes functions of an HTTP API with payload 2.0 and without a stage in the path", async () => {
    verdict = { kind: "valid" };
    const response = await gateway(gatewayArns.httpHost).handle(
      edgeRequest({ uri: "/carts/ann", query: "a=1%202", headers: { cookie: "x=1; y=2" } }),
    );
    const event = JSON.parse(await bodyText(response)) as Record<string, unknown>;
    assert.equal(event.version, "2.0");
    assert.equal(event.rawPath, "/carts/ann");
    assert.equal(event.rawQueryString, "a=1%202");
    assert.equal(event.routeKey, "ANY /carts/{proxy+}");
    assert.deepEqual(event.cookies, ["x=1", "y=2"]);
    assert.ok(sources[0]?.endsWith("http1/$default/GET/carts/*"));
  });

  it("hands an HTTP API's path on as it is, and answers 404 for others", async () => {
    const http = gateway(gatewayArns.httpHost);
    await http.handle(edgeRequest({ uri: "/catalog/products" }));
    assert.equal(toBalancer?.uri, "/catalog/products");
    assert.equal((await http.handle(edgeRequest({ uri: "/none" }))).status, 404);
  });
});

describe("the APIs of a deployed stack", () => {
  it("must be made from a body", () => {
    const [api, ...others] = restApi();
    assert.ok(api);
    const bare = { ...api, outputs: { disableExecuteApiEndpoint: false } };
    assert.throws(() => gateways([bare, ...others]), /REST API rest1 has no body/);
  });

  it("say which method has no integration", () => {
    const body = { ...restBody, paths: { "/a": { get: {} } } };
    assert.throws(() => gateways(restApi(body)), /get \/a has no integration/);
  });
});
