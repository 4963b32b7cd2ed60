import assert from "node:assert/strict";
import { type Server, createServer } from "node:http";
import { readListeners, readLoadBalancers } from "../../../../sandbox/cloud/balancer/definitions";
import { HttpTargets } from "../../../../sandbox/cloud/balancer/httpTarget";
import { Balancer } from "../../../../sandbox/cloud/balancer/loadBalancer";
import type { TokenCheck } from "../../../../sandbox/cloud/balancer/tokenCheck";
import type {
  FunctionTarget,
  Target,
  TaskTarget,
} from "../../../../sandbox/cloud/balancer/targets";
import type { EdgeResponse } from "../../../../sandbox/cloud/http/exchange";
import { findFreePort, listenOnFreePort } from "../../../../sandbox/cloud/ports";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { type RequestParts, bodyText, edgeRequest } from "../fixtures/http";
import { type Changes, arns, stackState } from "../fixtures/state";

describe("a load balancer", () => {
  const http = new HttpTargets();
  let task: Server;
  let port: number;
  let warnings: string[];

  before(async () => {
    task = createServer((request, response) => {
      if (request.url === "/catalog/hang") return;
      if (request.url === "/catalog/drop") {
        request.socket.destroy();
        return;
      }
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        response.setHeader("x-served-by", "task");
        response.end(
          JSON.stringify({
            url: request.url,
            headers: request.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
    });
    port = await listenOnFreePort(task);
  });
  after(() => {
    http.close();
    task.closeAllConnections();
    task.close();
  });
  beforeEach(() => {
    warnings = [];
  });

  const tasks = (change: Partial<TaskTarget> = {}): TaskTarget => ({
    kind: "tasks",
    label: "catalog",
    pick: () => port,
    ...change,
  });
  const lambda = (change: Partial<FunctionTarget> = {}): FunctionTarget => ({
    kind: "function",
    label: "carts",
    multiValueHeaders: false,
    invoke: (event) => {
      const body = JSON.stringify(event);
      return Promise.resolve({
        kind: "result",
        payload: JSON.stringify({ statusCode: 200, body }),
      });
    },
    ...change,
  });

  async function ask(
    parts: RequestParts,
    targets: Record<string, Target> = {},
    changes: Changes = {},
    checkToken: TokenCheck = () => assert.fail("no rule asks for a token"),
  ): Promise<EdgeResponse> {
    const stack = new DeployedStack(stackState(changes));
    const [definition] = readLoadBalancers(stack);
    assert.ok(definition !== undefined);
    const all = { [arns.catalogTargets]: tasks(), [arns.cartsTargets]: lambda(), ...targets };
    const balancer = new Balancer({
      definition,
      listeners: readListeners(stack),
      targets: new Map(Object.entries(all)),
      http,
      checkToken,
      warn: (message) => warnings.push(message),
    });
    const response = await balancer.handle(443, edgeRequest(parts));
    assert.ok(response !== undefined);
    return response;
  }

  it("streams to a task and back, with its own headers", async () => {
    const response = await ask({
      method: "POST",
      uri: "/catalog/products",
      query: "a=%20&b",
      headers: { "x-forwarded-for": "203.0.113.9", "content-length": "2" },
      body: "hi",
    });
    assert.equal(response.status, 200);
    assert.deepEqual(response.headers.get("x-served-by"), ["task"]);
    const seen = JSON.parse(await bodyText(response)) as {
      url: string;
      body: string;
      headers: Record<string, string>;
    };
    assert.equal(seen.url, "/catalog/products?a=%20&b");
    assert.equal(seen.body, "hi");
    assert.equal(seen.headers["x-forwarded-for"], "203.0.113.9, 127.0.0.1");
    assert.equal(seen.headers["x-forwarded-proto"], "https");
    assert.equal(seen.headers["x-forwarded-port"], "443");
    assert.match(seen.headers["x-amzn-trace-id"] ?? "", /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    assert.equal(seen.headers.host, "127.0.0.1:8080");
  });

  it("answers the listener's default where no rule matches", async () => {
    const response = await ask({ uri: "/nowhere" });
    assert.equal(response.status, 404);
    assert.equal(await bodyText(response), '{"code":404}');
    assert.deepEqual(response.headers.get("content-type"), ["application/json"]);
  });

  it("redirects with the parts of the request filled in", async () => {
    const redirect = { host: "new.#{host}", path: "/v2/#{path}", statusCode: "HTTP_301" };
    const changes = { "api-https": { defaultActions: [{ type: "redirect", redirect }] } };
    const response = await ask(
      { uri: "/old", query: "a=1", headers: { host: "x.net" } },
      {},
      changes,
    );
    assert.equal(response.status, 301);
    assert.deepEqual(response.headers.get("location"), ["https://new.x.net:443/v2/old?a=1"]);
  });

  for (const [what, target, uri, status] of [
    ["503 when no task is healthy", tasks({ pick: () => undefined }), "/catalog/products", 503],
    ["504 when a security group is in the way", tasks({ blocked: "no rule" }), "/catalog/x", 504],
    ["502 when the task drops the connection", tasks(), "/catalog/drop", 502],
  ] as const) {
    it(`answers ${what}`, async () => {
      assert.equal((await ask({ uri }, { [arns.catalogTargets]: target })).status, status);
    });
  }

  it("answers 502 when nothing listens on the task's port, and tells it", async () => {
    const deadPort = await findFreePort();
    const target = tasks({ pick: () => deadPort });
    const response = await ask({ uri: "/catalog/x" }, { [arns.catalogTargets]: target });
    assert.equal(response.status, 502);
    assert.match(warnings.join(), /catalog on port \d+: .*ECONNREFUSED/);
  });

  it("answers 504 when the task is silent for the idle time-out", async () => {
    const response = await ask({ uri: "/catalog/hang" }, {}, { api: { idleTimeout: 0.05 } });
    assert.equal(response.status, 504);
  });

  it("invokes a function with the request", async () => {
    const response = await ask({ uri: "/carts/1", method: "PUT", body: "{}" });
    const event = JSON.parse(await bodyText(response)) as { path: string; body: string };
    assert.equal(event.path, "/carts/1");
    assert.equal(event.body, "{}");
  });

  it("answers 502 for a function it may not invoke, and never calls it", async () => {
    const target = lambda({ blocked: "no permission", invoke: () => assert.fail("was invoked") });
    const response = await ask({ uri: "/carts/1" }, { [arns.cartsTargets]: target });
    assert.equal(response.status, 502);
    assert.deepEqual(warnings, ["no permission"]);
  });

  it("answers 502 for a function that failed or answered nonsense", async () => {
    for (const invoke of [
      () => Promise.resolve({ kind: "failed", message: "timed out" } as const),
      () => Promise.resolve({ kind: "result", payload: "{}" } as const),
    ]) {
      const target = lambda({ invoke });
      const response = await ask({ uri: "/carts/1" }, { [arns.cartsTargets]: target });
      assert.equal(response.status, 502);
    }
    assert.match(warnings.join(), /timed out.*malformed at statusCode/);
  });

  it("answers 413 for more than 1 MB to a function", async () => {
    const body = "x".repeat(1024 * 1024 + 1);
    assert.equal((await ask({ uri: "/carts/1", method: "PUT", body })).status, 413);
  });

  describe("before it forwards", () => {
    const validation = {
      type: "jwt-validation",
      order: 1,
      jwtValidation: { issuer: "https://issuer", jwksEndpoint: "https://issuer/keys" },
    };
    const forward = { type: "forward", order: 2, targetGroupArn: arns.catalogTargets };
    const guarded = { "catalog-route": { actions: [forward, validation] } };
    const request = { uri: "/catalog/products" };

    it("lets a request with a valid token through, with its token", async () => {
      const headers = { authorization: "Bearer abc" };
      const seen: unknown[] = [];
      const response = await ask(
        { ...request, headers },
        {},
        guarded,
        (rule, { headers: sent }) => {
          seen.push(rule.jwksEndpoint, sent.get("authorization"));
          return Promise.resolve({ kind: "valid" });
        },
      );
      assert.equal(response.status, 200);
      assert.match(await bodyText(response), /"authorization":"Bearer abc"/);
      assert.deepEqual(seen, ["https://issuer/keys", ["Bearer abc"]]);
    });

    it("answers 401 without a token, which is nothing to warn of", async () => {
      const response = await ask(request, { [arns.catalogTargets]: refusing() }, guarded, () =>
        Promise.resolve({ kind: "missing" }),
      );
      assert.equal(response.status, 401);
      assert.deepEqual(warnings, []);
    });

    it("answers 401 to a worthless token, and says why in the log", async () => {
      const response = await ask(request, { [arns.catalogTargets]: refusing() }, guarded, () =>
        Promise.resolve({ kind: "invalid", reason: "it has expired" }),
      );
      assert.equal(response.status, 401);
      assert.deepEqual(warnings, ["token for /catalog/products refused: it has expired"]);
    });

    it("answers 500 where it cannot check, and lets nobody through", async () => {
      const targets = { [arns.catalogTargets]: refusing() };
      const unknownKeys = await ask(request, targets, guarded, () =>
        Promise.resolve({ kind: "impossible", reason: "its keys are elsewhere" }),
      );
      assert.equal(unknownKeys.status, 500);
      const cognito = { type: "authenticate-cognito", order: 1 };
      const actions = { "catalog-route": { actions: [cognito, forward] } };
      assert.equal((await ask(request, targets, actions)).status, 500);
      assert.deepEqual(warnings, [
        "load balancer api: tokens for /catalog/products cannot be checked: its keys are elsewhere",
        "load balancer api: action authenticate-cognito is not simulated, so nobody is let through",
      ]);
    });

    function refusing(): TaskTarget {
      return tasks({ pick: () => assert.fail("was forwarded") });
    }
  });
});
