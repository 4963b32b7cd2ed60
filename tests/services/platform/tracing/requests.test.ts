import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { createApp } from "../../../../services/platform/app";
import { HttpError } from "../../../../services/platform/errors";
import { createLogger } from "../../../../services/platform/logger";
import { noTracing } from "../../../../services/platform/tracing";
import { type LogLine, parseLine, recordingLogger } from "../../../helpers/services/logs";
import { recordingTracing } from "../../../helpers/services/spans";

const root = "1-67891233-abcdef012345678912345678";
const traceId = "67891233abcdef012345678912345678";
const call = { name: "GET", attributes: { "db.system.name": "valkey" } };

function tested(ratio = 1, requestTimeoutMs = 5_000) {
  const { tracing, spans } = recordingTracing(ratio);
  const lines: LogLine[] = [];
  const write = (line: string) => lines.push(parseLine(line));
  const logger = createLogger({
    service: "tested",
    clock: () => 0,
    more: tracing.logFields,
    write,
  });
  const app = createApp({ logger, clock: () => 0, tracing, requestTimeoutMs });
  app.get("/carts/:customerId", async (c) => {
    await tracing.call(call, () => sleep(2));
    logger.warn("something on the way");
    return c.json({});
  });
  app.post("/carts/:customerId", () => {
    throw new HttpError(409, "the cart of ann is full");
  });
  app.get("/broken", async (c) => {
    await tracing.call(call, () => Promise.reject(new TypeError("password is hunter2")));
    return c.json({});
  });
  app.get("/hangs", () => new Promise<Response>(() => undefined));
  const request = async (path: string, header?: string, method = "GET") => {
    const headers = new Headers(header === undefined ? [] : [["x-amzn-trace-id", header]]);
    return app.request(path, { method, headers });
  };
  return { tracing, app, spans, lines, request };
}

describe("span of a request", () => {
  it("has the route as it was declared for its name, and nothing of the customer", async () => {
    const { spans, request } = tested();
    await request("/carts/ann@example.com?token=hunter2", `Root=${root}`);
    const server = spans().find(({ kind }) => kind === "SERVER");
    assert.equal(server?.name, "GET /carts/:customerId");
    assert.deepEqual(server.attributes, {
      "http.request.method": "GET",
      "http.route": "/carts/:customerId",
      "http.response.status_code": 200,
    });
    assert.doesNotMatch(JSON.stringify(spans()), /ann|hunter2/);
  });

  it("begins the trace that the load balancer named, without a parent", async () => {
    const { spans, request } = tested();
    await request("/carts/ann", `Root=${root}`);
    const server = spans().find(({ kind }) => kind === "SERVER");
    assert.deepEqual([server?.traceId, server?.parentId], [traceId, undefined]);
  });

  it("hangs below the caller's span", async () => {
    const { spans, request } = tested();
    await request("/carts/ann", `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`);
    const server = spans().find(({ kind }) => kind === "SERVER");
    assert.deepEqual([server?.traceId, server?.parentId], [traceId, "53995c3f42cd8ad8"]);
  });

  it("hangs below a span that is named by the W3C's header", async () => {
    const { spans, app } = tested();
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    await app.request("/carts/ann", { headers: { traceparent } });
    const server = spans().find(({ kind }) => kind === "SERVER");
    assert.equal(server?.traceId, "0af7651916cd43dd8448eb211c80319c");
    assert.equal(server.parentId, "b7ad6b7169203331");
  });

  it("has its calls below it, each request its own", async () => {
    const { spans, request } = tested();
    await Promise.all([request("/carts/ann"), request("/carts/ben"), request("/carts/cid")]);
    const servers = spans().filter(({ kind }) => kind === "SERVER");
    const calls = spans().filter(({ kind }) => kind === "CLIENT");
    assert.equal(new Set(servers.map((span) => span.traceId)).size, 3);
    assert.deepEqual(
      calls.map((span) => `${span.traceId} ${String(span.parentId)}`).sort(),
      servers.map((span) => `${span.traceId} ${span.spanId}`).sort(),
    );
  });

  it("does not fail with a request that is the caller's fault", async () => {
    const { spans, request } = tested();
    await request("/carts/ann", undefined, "POST");
    const [span] = spans();
    assert.equal(span?.failed, false);
    assert.equal(span.attributes["http.response.status_code"], 409);
    assert.equal(span.attributes["error.type"], undefined);
  });

  it("fails with its error's name, its call too, and not with the error's words", async () => {
    const { spans, request } = tested();
    assert.equal((await request("/broken")).status, 500);
    assert.deepEqual(
      spans().map((span) => [span.name, span.failed, span.attributes["error.type"]]),
      [
        ["GET", true, "TypeError"],
        ["GET /broken", true, "TypeError"],
      ],
    );
    assert.doesNotMatch(JSON.stringify(spans()), /hunter2/);
  });

  it("fails with the status of a request that took too long", async () => {
    const { spans, request } = tested(1, 20);
    await request("/hangs");
    assert.equal(spans()[0]?.attributes["error.type"], "504");
  });

  it("has no route for a request to nowhere, and no word of the caller's for its method", async () => {
    const { spans, request } = tested();
    await request("/ann@example.com", undefined, "ANN");
    assert.equal(spans()[0]?.name, "HTTP");
    assert.deepEqual(spans()[0]?.attributes, {
      "http.request.method": "_OTHER",
      "http.response.status_code": 404,
    });
  });

  it("is not made for health checks", async () => {
    const { spans, request } = tested();
    assert.equal((await request("/health", `Root=${root};Sampled=1`)).status, 200);
    assert.deepEqual(spans(), []);
  });
});

describe("trace of which a share is taken", () => {
  it("is left out where the caller does not trace, and taken where it does", async () => {
    const all = tested(1);
    await all.request("/carts/ann", `Root=${root};Parent=53995c3f42cd8ad8;Sampled=0`);
    assert.deepEqual(all.spans(), []);
    const none = tested(0);
    await none.request("/carts/ann", `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`);
    assert.equal(none.spans().length, 2);
  });

  it("is decided by its id alone, so that all services decide alike", async () => {
    const { spans, request } = tested(0.25);
    const requests = 400;
    for (let at = 0; at < requests; at += 1) await request("/carts/ann");
    const taken = spans().filter(({ kind }) => kind === "SERVER");
    assert.ok(taken.length > 50 && taken.length < 150, `${taken.length} of ${requests}`);
    const again = tested(0.25);
    for (const { traceId: id } of taken) {
      await again.request("/carts/ann", `Root=1-${id.slice(0, 8)}-${id.slice(8)}`);
    }
    assert.equal(again.spans().length, 2 * taken.length);
  });
});

describe("log of a traced request", () => {
  it("carries the trace's id on every line, traced or not", async () => {
    for (const ratio of [0, 1]) {
      const { lines, request } = tested(ratio);
      const answer = await request("/carts/ann", `Root=${root}`);
      assert.equal(answer.headers.get("x-request-id"), root);
      assert.deepEqual(
        lines.map(({ message, requestId }) => [message, requestId]),
        [
          ["something on the way", root],
          ["request", root],
        ],
      );
    }
  });

  it("carries the id of a trace that begins here, which tells its second", async () => {
    const { lines, spans, request } = tested();
    await request("/carts/ann");
    const [id] = new Set(spans().map((span) => span.traceId));
    assert.match(id ?? "", /^6553f100[0-9a-f]{24}$/);
    assert.equal(lines[0]?.requestId, `1-6553f100-${(id ?? "").slice(8)}`);
  });
});

describe("call outside a request", () => {
  it("makes no span", async () => {
    const { tracing, spans } = recordingTracing();
    assert.equal(await tracing.call(call, () => Promise.resolve(7)), 7);
    assert.deepEqual(spans(), []);
  });
});

describe("service that nobody traces", () => {
  it("does its work, and gives requests ids of their own", async () => {
    assert.equal(await noTracing.call(call, () => Promise.resolve(7)), 7);
    const { logger } = recordingLogger();
    const app = createApp({ logger, clock: () => 0 });
    app.get("/fast", (c) => c.json({}));
    const { headers } = await app.request("/fast");
    assert.match(headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/);
    await noTracing.close();
  });
});
