import assert from "node:assert/strict";
import type { Processes } from "../../../../sandbox/cloud/localValues";
import { TraceCollector } from "../../../../sandbox/cloud/traces/collector";
import { collected } from "../../../../services/platform/tracing/otlp";
import { createSpans } from "../../../../services/platform/tracing/spans";
import { recordingLogger } from "../../../helpers/services/logs";

/** A stack with one service that has these variables. */
function stackWith(environment: Readonly<Record<string, string>>): Processes {
  const variables = Object.entries(environment).map(([name, value]) => ({ name, value }));
  const service: Processes["services"][number] = {
    runtime: "fargate",
    ...{ name: "carts", serviceName: "carts", family: "carts" },
    ...{ desiredCount: 1, gracePeriodSeconds: 0, sidecars: ["tracing"], targetGroups: [] },
    ...{ subnetIds: [], securityGroupIds: [] },
    container: { name: "carts", image: "x", environment: variables },
  };
  return { services: [service], oneOffTasks: [], functions: [] };
}

const traced = stackWith({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318", OTHER: "x" });

async function started(): Promise<TraceCollector> {
  const collector = await TraceCollector.start(traced);
  assert.ok(collector);
  return collector;
}

/** Serves requests, each with a call, and sends their spans. */
async function send(endpoint: string, requests: number): Promise<void> {
  const { logger, lines } = recordingLogger();
  const tracing = createSpans({
    ...{ serviceName: "carts", ratio: 1, clock: Date.now, logger },
    processor: collected({ endpoint, logger }),
  });
  const call = { name: "DynamoDB.Query", attributes: { "aws.dynamodb.table_names": ["a", "b"] } };
  for (let at = 0; at < requests; at += 1) {
    await tracing.serve({ name: `GET /${at}`, attributes: { size: 7, share: 0.5 } }, () =>
      tracing.call(call, (span) => {
        span.fail("TimeoutError");
        return Promise.resolve();
      }),
    );
  }
  await tracing.close();
  assert.deepEqual(lines, []);
}

describe("the sandbox's collector", () => {
  it("keeps the spans that a service sends, by trace, and tells them", async () => {
    const collector = await started();
    const before = Date.now();
    await send(collector.url, 2);
    const answer = await fetch(collector.url);
    const told: unknown = await answer.json();
    await collector.stop();
    assert.deepEqual(told, collector.traces());
    assert.equal(collector.traces().length, 2);
    const [server, client] = collector.traces()[0]?.spans ?? [];
    assert.deepEqual([server?.service, server?.name, server?.kind], ["carts", "GET /1", 2]);
    assert.deepEqual(server?.attributes, { size: 7, share: 0.5 });
    assert.deepEqual([client?.name, client?.parentId], ["DynamoDB.Query", server.spanId]);
    assert.deepEqual([server.failed, client?.failed], [false, true]);
    assert.deepEqual(client?.attributes, {
      "aws.dynamodb.table_names": ["a", "b"],
      "error.type": "TimeoutError",
    });
    assert.ok(server.startMs >= before - 1 && server.endMs >= server.startMs);
    assert.ok(server.endMs <= Date.now() + 1);
  });

  it("keeps the last hundred traces", async () => {
    const collector = await started();
    await send(collector.url, 103);
    await collector.stop();
    assert.equal(collector.traces().length, 100);
    assert.equal(collector.traces().at(-1)?.spans[0]?.name, "GET /3");
  });

  it("takes nothing else", async () => {
    const collector = await started();
    const post = (path: string, body: string) =>
      fetch(`${collector.url}${path}`, { method: "POST", body }).then(({ status }) => status);
    assert.equal(await post("/v1/traces", "these are no spans"), 400);
    assert.equal(await post("/v1/metrics", ""), 404);
    assert.equal((await fetch(`${collector.url}/carts`)).status, 404);
    await collector.stop();
    assert.deepEqual(collector.traces(), []);
  });

  it("has tasks send here what they would send to the collector beside them", async () => {
    const collector = await started();
    await collector.stop();
    const [service] = collector.collectingFrom(traced).services;
    assert.deepEqual(service?.container.environment, [
      { name: "OTEL_EXPORTER_OTLP_ENDPOINT", value: collector.url },
      { name: "OTHER", value: "x" },
    ]);
  });

  for (const [what, environment] of [
    ["no collector", { OTHER: "http://127.0.0.1:4318" }],
    ["one elsewhere", { OTEL_EXPORTER_OTLP_ENDPOINT: "https://collector.example.com" }],
    ["no address of one", { OTEL_EXPORTER_OTLP_ENDPOINT: "x" }],
  ] as const) {
    it(`is not started for tasks with ${what}`, async () => {
      assert.equal(await TraceCollector.start(stackWith(environment)), undefined);
    });
  }
});
