import assert from "node:assert/strict";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { decodeSpans, type ReceivedSpan } from "../../../../sandbox/cloud/traces/otlp";
import { bundle, type Ended, freePort, run } from "../../../helpers/services/process";

const traceId = "67891233abcdef012345678912345678";
const root = `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`;
/** Far above what a process needs, and below the test's own time-out: nothing may hang. */
const longestMs = 15_000;

/** Closes what is left open by a test that failed, or it would keep the run from ending. */
const closers: (() => void)[] = [];

/** A server on a free port, closed with every connection to it. */
async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  closers.push(close);
  return { url: `http://127.0.0.1:${address.port}`, close };
}

/** A collector that keeps what it gets. */
async function collector() {
  const spans: ReceivedSpan[] = [];
  const requests: string[] = [];
  const server = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      requests.push(`${String(request.url)} ${String(request.headers["content-type"])}`);
      spans.push(...decodeSpans(Buffer.concat(chunks)));
      response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
    });
  });
  return { ...server, spans, requests };
}

describe("carts as a container with a collector", function () {
  this.timeout(30_000);
  let file = "";
  let dynamo: Awaited<ReturnType<typeof serve>>;
  before(async () => {
    file = bundle("services/carts/main.ts");
    dynamo = await serve((_request, response) => {
      response.setHeader("content-type", "application/x-amz-json-1.0");
      response.end('{"Items":[],"Count":0}');
    });
  });
  after(() => {
    for (const close of closers) close();
    rmSync(dirname(file), { recursive: true });
  });

  /** Answers requests, stops on SIGTERM, and says how the process ended, and how long that took. */
  async function ran(
    environment: Readonly<Record<string, string>>,
    { requests = 1, pauseMs = 0 } = {},
  ): Promise<Ended & { readonly stopMs: number; readonly statuses: readonly number[] }> {
    const port = await freePort();
    const service = run(file, {
      ...{ AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
      ...{ SERVICE_NAME: "carts", CARTS_TABLE_NAME: "carts-1", AWS_ENDPOINT_URL: dynamo.url },
      ...{ PORT: String(port), HOST: "127.0.0.1", ...environment },
    });
    const killer = setTimeout(() => {
      service.signal("SIGKILL");
    }, longestMs);
    try {
      await service.printed('"listening"');
      const statuses: number[] = [];
      for (let at = 0; at < requests; at += 1) {
        const headers = { "x-amzn-trace-id": `Root=${root}` };
        const answer = await fetch(`http://127.0.0.1:${port}/carts/ann/items`, { headers });
        await answer.arrayBuffer();
        statuses.push(answer.status);
        await sleep(pauseMs);
      }
      const stoppedAt = performance.now();
      service.signal("SIGTERM");
      const ended = await service.ended;
      return { ...ended, stopMs: performance.now() - stoppedAt, statuses };
    } finally {
      clearTimeout(killer);
      service.signal("SIGKILL");
    }
  }

  it("sends the spans of its requests, the last ones before it ends", async () => {
    const { url, close, spans, requests } = await collector();
    const { code, stdout } = await ran({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
    close();
    assert.equal(code, 0);
    assert.deepEqual([...new Set(requests)], ["/v1/traces application/x-protobuf"]);
    const server = spans.find(({ kind }) => kind === 2);
    const client = spans.find(({ kind }) => kind === 3);
    assert.equal(spans.length, 2);
    assert.deepEqual(
      [server?.service, server?.name, server?.traceId, server?.parentId, server?.failed],
      ["carts", "GET /carts/:customerId/items", traceId, "", false],
    );
    assert.equal(server?.attributes["http.response.status_code"], 200);
    assert.deepEqual(
      [client?.name, client?.traceId, client?.parentId],
      ["DynamoDB.Query", traceId, server.spanId],
    );
    assert.deepEqual(client?.attributes["aws.dynamodb.table_names"], ["carts-1"]);
    assert.doesNotMatch(JSON.stringify(spans), /ann/);
    assert.match(stdout, new RegExp(`"message":"request","requestId":"${root}"`));
  });

  it("traces the share and by the name that it is given", async () => {
    const { url, close, spans } = await collector();
    await ran({
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_SERVICE_NAME: "shop-carts" },
      ...{ OTEL_TRACES_SAMPLER: "parentbased_traceidratio", OTEL_TRACES_SAMPLER_ARG: "0" },
    });
    assert.equal(spans.length, 0);
    await ran({ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_SERVICE_NAME: "shop-carts" });
    close();
    assert.equal(spans[0]?.service, "shop-carts");
  });

  it("answers as ever and ends in time with a collector that never answers", async () => {
    const silent = await serve(() => undefined);
    const { code, stdout, stderr, stopMs, statuses } = await ran(
      { OTEL_EXPORTER_OTLP_ENDPOINT: silent.url },
      { requests: 3 },
    );
    silent.close();
    assert.deepEqual(statuses, [200, 200, 200]);
    assert.equal(code, 0);
    assert.ok(stopMs < 5_000, `took ${stopMs} ms to stop`);
    assert.match(stdout, /"level":"warn".*"last spans not sent"/);
    assert.match(stdout, /"message":"stopped","finished":true/);
    assert.doesNotMatch(stderr, /rejection/i);
  });

  it("says once that a collector is away, drops the spans, and goes on", async () => {
    const OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${await freePort()}`;
    const { code, stdout, stderr, stopMs, statuses } = await ran(
      { OTEL_EXPORTER_OTLP_ENDPOINT },
      { requests: 6, pauseMs: 600 },
    );
    assert.deepEqual([...new Set(statuses)], [200]);
    assert.equal(code, 0);
    assert.ok(stopMs < 5_000, `took ${stopMs} ms to stop`);
    const warnings = stdout.split("\n").filter((line) => line.includes("collector not reached"));
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? "", /"level":"warn","service":"carts".*"reason":".*ECONNREFUSED/);
    assert.doesNotMatch(stderr, /rejection/i);
  });

  it("sends nothing and says nothing of it without one", async () => {
    const { code, stdout, stopMs } = await ran({});
    assert.equal(code, 0);
    assert.ok(stopMs < 5_000, `took ${stopMs} ms to stop`);
    assert.doesNotMatch(stdout, /span|collector/);
  });

  it("cannot start with an address that is none", async () => {
    const { code, stderr } = await run(file, {
      ...{ SERVICE_NAME: "carts", CARTS_TABLE_NAME: "carts-1", PORT: "8080" },
      OTEL_EXPORTER_OTLP_ENDPOINT: "127.0.0.1:4318",
    }).ended;
    assert.equal(code, 1);
    assert.match(
      stderr,
      /OTEL_EXPORTER_OTLP_ENDPOINT: expected the address of a collector .*, got "127/,
    );
  });
});
