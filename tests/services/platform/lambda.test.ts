import assert from "node:assert/strict";
import { createApp } from "../../../services/platform/app";
import { lambdaHandler } from "../../../services/platform/lambda";
import { recordingLogger } from "../../helpers/services/logs";

const app = createApp({ logger: recordingLogger().logger, clock: () => 0 });
app.all("/echo/:id", async (c) =>
  c.json({
    method: c.req.method,
    id: c.req.param("id"),
    query: c.req.queries(),
    accept: c.req.header("accept") ?? null,
    cookie: c.req.header("cookie") ?? null,
    body: await c.req.text(),
  }),
);
app.get("/picture", (c) =>
  c.body(new Uint8Array([0xff, 0xd8]), 200, { "content-type": "image/png" }),
);
app.get("/nothing", (c) => c.body(null, 202));

const handler = lambdaHandler(app);

const targetGroupArn =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/tested/73e2d6bc24d8a067";

const albEvent = {
  requestContext: { elb: { targetGroupArn } },
  httpMethod: "GET",
  path: "/echo/a%20b",
  queryStringParameters: { q: "x%26y", empty: "" },
  headers: { accept: "application/json", host: "shop.example.com" },
  body: "",
  isBase64Encoded: false,
};

const gatewayV1Event = {
  resource: "/{proxy+}",
  requestContext: { stage: "prod", requestId: "1" },
  httpMethod: "GET",
  path: "/echo/1",
  headers: { accept: "text/html" },
  multiValueHeaders: { accept: ["text/html"] },
  queryStringParameters: { q: "x&y" },
  multiValueQueryStringParameters: { q: ["x&y", "z"] },
  body: null,
  isBase64Encoded: false,
};

const gatewayV2Event = {
  version: "2.0",
  rawPath: "/echo/1",
  rawQueryString: "q=x%26y&q=z",
  headers: { accept: "text/html" },
  cookies: ["a=1", "b=2"],
  requestContext: { http: { method: "GET", path: "/echo/1" } },
  isBase64Encoded: false,
};

async function echoOf(event: object): Promise<Record<string, unknown>> {
  const result = await handler(event);
  assert.equal(result.statusCode, 200, result.body);
  const echo: unknown = JSON.parse(result.body);
  assert.ok(typeof echo === "object" && echo !== null);
  return { ...echo };
}

describe("function behind a load balancer", () => {
  it("answers in the load balancer's form", async () => {
    const result = await handler(albEvent);
    assert.equal(result.statusCode, 200);
    assert.equal(result.statusDescription, "200 OK");
    assert.equal(result.isBase64Encoded, false);
    assert.equal(result.headers?.["content-type"], "application/json");
    assert.equal("multiValueHeaders" in result, false);
  });

  it("decodes path and query once", async () => {
    const { id, query, accept } = await echoOf(albEvent);
    assert.deepEqual([id, query, accept], ["a b", { q: ["x&y"], empty: [""] }, "application/json"]);
  });

  it("answers with multi-value headers when asked with them", async () => {
    const result = await handler({
      ...albEvent,
      headers: undefined,
      queryStringParameters: undefined,
      multiValueHeaders: { accept: ["text/html", "text/plain"] },
      multiValueQueryStringParameters: { q: ["1", "2"] },
    });
    assert.equal("headers" in result, false);
    assert.deepEqual(result.multiValueHeaders?.["content-type"], ["application/json"]);
    assert.match(result.body, /"q":\["1","2"\]/);
    assert.match(result.body, /"accept":"text\/html, text\/plain"/);
  });

  for (const isBase64Encoded of [false, true]) {
    it(`reads a body ${isBase64Encoded ? "in base64" : "as text"}`, async () => {
      const text = "größer";
      const body = isBase64Encoded ? Buffer.from(text).toString("base64") : text;
      const echo = await echoOf({ ...albEvent, httpMethod: "POST", body, isBase64Encoded });
      assert.deepEqual([echo.method, echo.body], ["POST", text]);
    });
  }

  it("holds a body against the limit whatever its headers say", async () => {
    const body = "x".repeat(17_000);
    const headers = { "content-length": "1", "transfer-encoding": "chunked" };
    const result = await handler({ ...albEvent, httpMethod: "POST", body, headers });
    assert.equal(result.statusCode, 413);
  });

  it("answers what is not text in base64", async () => {
    const result = await handler({ ...albEvent, path: "/picture" });
    assert.deepEqual([result.isBase64Encoded, result.body], [true, "/9g="]);
  });

  it("answers an empty body as such", async () => {
    const result = await handler({ ...albEvent, path: "/nothing" });
    assert.deepEqual(
      [result.statusCode, result.statusDescription, result.body, result.isBase64Encoded],
      [202, "202 Accepted", "", false],
    );
  });

  it("takes a health check, which comes without query or body", async () => {
    const result = await handler({
      requestContext: { elb: { targetGroupArn } },
      httpMethod: "GET",
      path: "/health",
      queryStringParameters: {},
      headers: { "user-agent": "ELB-HealthChecker/2.0" },
      body: "",
      isBase64Encoded: false,
    });
    assert.equal(result.statusCode, 200);
  });

  for (const path of ["//evil.example/echo", "/%E0%A4%A", "/echo/../../x", ""]) {
    it(`answers a caller's mistake for the path ${JSON.stringify(path)}`, async () => {
      assert.equal((await handler({ ...albEvent, path })).statusCode, 404);
    });
  }

  it("survives header values outside ASCII", async () => {
    const headers = { accept: "naïve 😀\r\nx: y" };
    assert.equal((await handler({ ...albEvent, headers })).statusCode, 200);
  });
});

describe("function behind API Gateway", () => {
  it("answers events of payload format 1.0, whose query is decoded already", async () => {
    const { query, accept } = await echoOf(gatewayV1Event);
    assert.deepEqual([query, accept], [{ q: ["x&y", "z"] }, "text/html"]);
  });

  it("answers events of payload format 2.0, cookies included", async () => {
    const { query, accept, cookie } = await echoOf(gatewayV2Event);
    assert.deepEqual([query, accept, cookie], [{ q: ["x&y", "z"] }, "text/html", "a=1; b=2"]);
  });
});

describe("function invoked by something else", () => {
  for (const [event, message] of [
    [{ Records: [] }, /the keys Records\. Check what invokes/],
    [{}, /no keys/],
    [undefined, /no keys/],
  ] as const) {
    it(`says so about ${JSON.stringify(event)}`, async () => {
      await assert.rejects(handler(event), message);
    });
  }
});
