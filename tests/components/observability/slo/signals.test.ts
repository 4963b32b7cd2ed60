import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AlarmTopic } from "../../../../components/observability/alarmTopic";
import { cacheSignals } from "../../../../components/observability/slo/cachePlans";
import { databaseSignals } from "../../../../components/observability/slo/databasePlans";
import {
  deadLetterSignals,
  queueSignals,
  streamSignals,
  tableSignals,
} from "../../../../components/observability/slo/dependencyPlans";
import { createAlarms, type Signals } from "../../../../components/observability/watched";
import { alarmFaults } from "../../../helpers/alarmFaults";
import { accountId, find, record, region } from "../../../helpers/recordingMocks";

const METRIC = "aws:cloudwatch/metricAlarm:MetricAlarm";

async function alarms(signals: Signals) {
  const { registrations } = await record(() => {
    const owner = new pulumi.ComponentResource("test:Owner", "it");
    createAlarms(
      { name: "it", owner, ...signals },
      new AlarmTopic("alarms", { accountId, region }),
    );
  });
  return registrations.filter(({ type }) => type === METRIC);
}

const kinds: Readonly<Record<string, readonly [signals: Signals, words: readonly string[]]>> = {
  "a table": [tableSignals("it", "t"), ["table-throttles"]],
  "a queue": [
    queueSignals("it", { queueName: "q", deadLetterQueueName: "d" }),
    ["queue-backlog", "dead-letters"],
  ],
  "dead letters": [deadLetterSignals("it", "d"), ["dead-letters"]],
  "a stream": [streamSignals("it", "s"), ["stream-backlog", "stream-throttles"]],
  "a database instance": [
    databaseSignals("it", { kind: "instance", identifier: "d", storageGiB: 100 }),
    ["database-load", "database-memory", "database-storage"],
  ],
  "a provisioned cluster": [
    databaseSignals("it", { kind: "cluster", identifier: "d", serverless: false }),
    ["database-load", "database-memory"],
  ],
  "a serverless cluster": [
    databaseSignals("it", { kind: "cluster", identifier: "d", serverless: true }),
    ["database-load"],
  ],
  "a cache of nodes": [
    cacheSignals("it", { kind: "nodes", shards: [["c-001", "c-002"]] }),
    ["cache-load", "cache-memory", "cache-evictions"],
  ],
  "a cache of shards": [
    cacheSignals("it", { kind: "nodes", shards: [["c-0001-001"], ["c-0002-001"]] }),
    [
      ...["cache-load-1", "cache-load-2", "cache-memory-1", "cache-memory-2"],
      ...["cache-evictions-1", "cache-evictions-2"],
    ],
  ],
  "a serverless cache": [
    cacheSignals("it", { kind: "serverless", cacheName: "c", maxStorageGB: 10 }),
    ["cache-memory", "cache-throttles"],
  ],
  Memcached: [cacheSignals("it", { kind: "memcached", clusterId: "c" }), ["cache-load"]],
};

describe("what a linked resource is watched by", () => {
  for (const [kind, [signals, words]] of Object.entries(kinds)) {
    it(`${kind}: ${words.join(", ")}, as CloudWatch takes them, and a line to draw`, async () => {
      const made = await alarms(signals);
      assert.deepEqual(
        made.map(({ name }) => name),
        words.map((word) => `it-${word}`),
      );
      assert.deepEqual(
        made.flatMap((alarm) => alarmFaults(alarm, new Set())),
        [],
      );
      assert.ok(signals.lines.length > 0);
    });
  }

  it("takes of a cache's nodes the one that is worst off", async () => {
    const made = await alarms(cacheSignals("it", { kind: "nodes", shards: [["c-001", "c-002"]] }));
    const node = (id: string, CacheClusterId: string) => ({
      id,
      metric: {
        namespace: "AWS/ElastiCache",
        metricName: "EngineCPUUtilization",
        dimensions: { CacheClusterId },
        stat: "Average",
        period: 300,
      },
      returnData: false,
    });
    assert.deepEqual(find(made, METRIC, "cache-load").inputs["metricQueries"], [
      {
        id: "judged",
        expression: "MAX([node1, node2])",
        label: "a node of the cache used more than 90 % of its CPU for 15 minutes",
        returnData: true,
      },
      node("node1", "c-001"),
      node("node2", "c-002"),
    ]);
  });

  it("tells when less than a tenth of a database's storage is left", async () => {
    const signals = databaseSignals("it", { kind: "instance", identifier: "d", storageGiB: 200 });
    const { comparisonOperator, threshold } = find(
      await alarms(signals),
      METRIC,
      "database-storage",
    ).inputs;
    assert.deepEqual([comparisonOperator, threshold], ["LessThanThreshold", 20 * 1024 ** 3]);
  });

  it("would not pass with a metric that nobody publishes, a wrong dimension, period or id", async () => {
    const [made] = await alarms(deadLetterSignals("it", "d"));
    assert.ok(made);
    const metric = { namespace: "AWS/SQS", dimensions: { Queue: "d" }, stat: "Most", period: 45 };
    const queries = [
      { id: "Judged", expression: "other + 1", returnData: true },
      { id: "m", metric: { ...metric, metricName: "Waiting" }, returnData: true },
    ];
    const broken = { ...made, inputs: { ...made.inputs, metricQueries: queries } };
    assert.deepEqual(alarmFaults(broken, new Set()), [
      "it-dead-letters: nobody publishes AWS/SQS Waiting by Queue",
      "it-dead-letters: AWS/SQS Waiting has no statistic Most",
      "it-dead-letters: AWS/SQS Waiting has no period of 45 s",
      "it-dead-letters: 2 queries return data",
      "it-dead-letters: the id Judged is none",
      "it-dead-letters: an expression names other, which no query has",
    ]);
  });
});
