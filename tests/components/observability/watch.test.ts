import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { createMicroservices } from "../../../components/compute/microservice";
import { Table } from "../../../components/data/table";
import { AlarmTopic } from "../../../components/observability/alarmTopic";
import type { WatchedService } from "../../../components/observability/monitoredService";
import { queueSignals, tableSignals } from "../../../components/observability/slo/dependencyPlans";
import { siteSignals } from "../../../components/observability/slo/siteErrors";
import { type WatchArgs, watchStack } from "../../../components/observability/watch";
import { linkTarget } from "../../../components/resources/linkTarget";
import { type ServiceDefinition, verbsByKind } from "../../../services/contract";
import { logBucket, logSettings, platform } from "../../helpers/components";
import {
  accountId,
  find,
  inputsOf,
  namesOf,
  record,
  region,
  type Registration,
  valueOf,
} from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";
import { fn, tasks } from "./monitored";

const METRIC = "aws:cloudwatch/metricAlarm:MetricAlarm";
const DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";
const noAudit = {
  trail: false,
  threatDetection: false,
  configRecorder: false,
  accessAnalyzer: false,
};

/** A component of nothing, to which alarms belong. */
function owner(name: string): pulumi.ComponentResource {
  return new pulumi.ComponentResource("test:Owner", name);
}

function args(changes: Partial<WatchArgs> = {}): WatchArgs {
  const shared = { accountId, region, protect: false };
  return {
    ...shared,
    prefix: "shop-test",
    logs: logSettings(),
    accessLogs: logBucket(),
    audit: noAudit,
    topic: new AlarmTopic("alarms", shared),
    alarms: {},
    services: { catalog: { watched: { service: tasks, resources: [] } } },
    site: {
      watched: {
        name: "edge",
        owner: owner("edge"),
        region: "us-east-1",
        ...siteSignals("edge", "E1"),
      },
      url: pulumi.output("https://shop.example.com"),
    },
    ...changes,
  };
}

async function watched(changes: () => Partial<WatchArgs> = () => ({})) {
  return record(() => watchStack(args(changes())));
}

function typesOf(registrations: readonly Registration[]): Set<string> {
  return new Set(registrations.map(({ type }) => type.split("/")[0] ?? ""));
}

describe("watchStack: services and what they link to", () => {
  it("has one alarm for a table, however many services link to it, and shows it with each", async () => {
    const { registrations } = await watched(() => {
      const table = {
        name: "carts",
        owner: owner("carts"),
        ...tableSignals("carts", "carts-table"),
      };
      const service = (watching: WatchedService["service"]) => ({
        watched: { service: watching, resources: [table] },
      });
      return { services: { catalog: service(tasks), orders: service(fn) } };
    });
    const alarm = find(registrations, METRIC, "carts-table-throttles");
    assert.ok(alarm.parent.endsWith("::carts"));
    assert.deepEqual(alarm.inputs, {
      alarmDescription:
        "carts: the table refused reads or writes for want of capacity (docs/runbook.md#table-throttles)",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      treatMissingData: "notBreaching",
      metricQueries: [
        {
          id: "judged",
          expression: "FILL(reads, 0) + FILL(writes, 0)",
          label: "the table refused reads or writes for want of capacity",
          returnData: true,
        },
        ...(["Read", "Write"] as const).map((way) => ({
          id: `${way.toLowerCase()}s`,
          metric: {
            namespace: "AWS/DynamoDB",
            metricName: `${way}ThrottleEvents`,
            dimensions: { TableName: "carts-table" },
            stat: "Sum",
            period: 60,
          },
          returnData: false,
        })),
      ],
      alarmActions: ["arn:mock:alarms-topic"],
      okActions: ["arn:mock:alarms-topic"],
    });
    const body = JSON.stringify(inputsOf(find(registrations, DASHBOARD))["dashboardBody"]);
    assert.equal(body.match(/arn:mock:carts-table-throttles/g)?.length, 2);
    assert.equal(body.match(/"carts: reads refused"/g)?.length, 2);
  });

  it("tells of a service's own promise, and links to where everything is shown", async () => {
    const { registrations, result } = await watched(() => ({
      services: {
        catalog: { watched: { service: tasks, slo: { latencyP99Ms: 300 }, resources: [] } },
      },
    }));
    assert.equal(find(registrations, METRIC, "catalog-latency-1").inputs["threshold"], 0.3);
    const urls = await Promise.all(result.map((url) => valueOf(url)));
    assert.equal(urls.length, 1);
    assert.match(String(urls[0]), /#dashboards\/dashboard\/shop-test$/);
  });

  it("watches nothing else unless asked for", async () => {
    const types = typesOf((await watched()).registrations);
    for (const service of ["xray", "synthetics", "cloudtrail", "guardduty", "cfg", "budgets"]) {
      assert.ok(!types.has(`aws:${service}`), service);
    }
  });

  it("creates what the settings ask for, by itself", async () => {
    const budget = { monthlyUsd: 100, emails: ["a@example.com"] };
    for (const [type, changes] of Object.entries({
      "aws:xray": { tracing: { percent: 10 } },
      "aws:synthetics": { canary: { runtimeVersion: "syn-nodejs-puppeteer-13.0" } },
      "aws:cloudtrail": { audit: { ...noAudit, trail: true } },
      "aws:guardduty": { audit: { ...noAudit, threatDetection: true } },
      "aws:cfg": { audit: { ...noAudit, configRecorder: true } },
      "aws:accessanalyzer": { audit: { ...noAudit, accessAnalyzer: true } },
      "aws:budgets": { budget },
    } satisfies Record<string, Partial<WatchArgs>>)) {
      const before = typesOf((await watched()).registrations);
      const after = typesOf((await watched(() => changes)).registrations);
      const audited = [...after].filter((one) => !before.has(one) && one !== "aws:iam");
      assert.ok(audited.includes(type), `${type}: ${audited.join(", ")}`);
    }
  });
});

describe("watchStack: the site", () => {
  it("is watched where CloudFront tells its metrics, by the stack's topic there", async () => {
    const { registrations } = await watched(() => ({ region: "us-east-1" }));
    const { region: where, alarmActions } = find(registrations, METRIC, "edge-site-errors").inputs;
    assert.deepEqual([where, alarmActions], ["us-east-1", ["arn:mock:alarms-topic"]]);
    assert.deepEqual(namesOf(registrations, "aws:sns/topic:Topic"), ["alarms-topic"]);
  });

  it("has a topic beside it for a stack of another region, with the same addresses", async () => {
    const { registrations } = await watched(() => ({
      region: "eu-west-1",
      alarms: { emails: ["on-call@example.com"] },
    }));
    const alarm = find(registrations, METRIC, "edge-site-errors").inputs;
    assert.deepEqual(alarm["alarmActions"], ["arn:mock:alarms-us-east-1-topic"]);
    const type = "microservices:observability:AlarmTopic";
    const [transform] = find(registrations, type, "alarms-us-east-1").transforms ?? [];
    assert.ok(transform);
    const moved = (child: string) =>
      transform({ custom: true, type: child, name: "x", props: { a: 1 }, opts: {} });
    assert.deepEqual(await moved("aws:sns/topic:Topic"), {
      props: { a: 1, region: "us-east-1" },
      opts: {},
    });
    assert.equal(await moved("microservices:data:Key"), undefined);
    const subscription = find(
      registrations,
      "aws:sns/topicSubscription:TopicSubscription",
      "alarms-us-east-1-email-1",
    );
    assert.equal(subscription.inputs["endpoint"], "on-call@example.com");
  });
});

describe("Microservice: what it is watched by", () => {
  useWorkspace({
    files: {
      "services/orders/main.ts": "console.log(1)",
      "services/orders/lambda.ts": "export const handler = () => undefined;",
    },
  });

  function deployed(definition: Partial<ServiceDefinition>) {
    return record(() => {
      const shared = platform();
      const products = new Table("products", {
        definition: { kind: "table", attributes: { id: "string" }, partitionKey: "id" },
        ...{ key: shared.key, region },
      });
      const target = {
        kind: "table" as const,
        component: products,
        ...linkTarget(products, verbsByKind.table),
      };
      const { orders } = createMicroservices(
        [
          {
            name: "orders",
            runtime: { kind: "fargate", memoryMiB: 512 },
            routes: [{ path: "/orders/*", auth: "public" }],
            links: { reads: ["products"], writes: ["products"] },
            ...definition,
          },
        ],
        { platform: shared, resources: { products: target } },
      );
      assert.ok(orders);
      watchStack(args({ region: shared.region, services: { orders } }));
      return orders.watched;
    });
  }

  it("is its tasks, its target group and each resource once", async () => {
    const { result } = await deployed({ slo: { availability: 0.99 } });
    assert.deepEqual(
      result.resources.map(({ name }) => name),
      ["products"],
    );
    assert.deepEqual(result.slo, { availability: 0.99 });
    const { service } = result;
    assert.ok(service.kind === "ecs" && service.traffic);
    assert.deepEqual(
      await valueOf(
        pulumi.all([service.serviceName, service.traffic.targetGroupArnSuffixes.length]),
      ),
      ["orders-service", 1],
    );
  });

  it("is both target groups of a release that shifts traffic", async () => {
    const { registrations } = await deployed({ release: { strategy: "blueGreen" } });
    const names = namesOf(registrations, METRIC);
    assert.deepEqual(
      names.filter((name) => name.startsWith("orders-unhealthy")),
      ["orders-unhealthy-1", "orders-unhealthy-2"],
    );
  });

  it("is a function whose answers are counted once, for its release and for its alarms", async () => {
    const { registrations } = await deployed({
      runtime: { kind: "lambda", memoryMiB: 256, timeoutSeconds: 20 },
      release: { strategy: "canary" },
    });
    assert.deepEqual(namesOf(registrations, "aws:cloudwatch/logMetricFilter:LogMetricFilter"), [
      "orders-breaker",
      "orders-release-answers",
    ]);
    const long = find(registrations, METRIC, "orders-budget-fast-long");
    assert.ok(JSON.stringify(long.inputs["metricQueries"]).includes("orders-function-5xx"));
    assert.equal(find(registrations, METRIC, "orders-time").inputs["threshold"], 17_000);
  });

  it("leaves it to the alarms of the service to tell of what takes a release back", async () => {
    const { registrations } = await deployed({});
    const { alarmActions } = find(registrations, METRIC, "orders-release-5xx-production").inputs;
    assert.equal(alarmActions, undefined);
  });
});

describe("what a queue is watched by", () => {
  it("leaves its dead letters out where they have an alarm already", () => {
    const words = (facts: Parameters<typeof queueSignals>[1]) =>
      queueSignals("mails", facts).plans.map(({ word }) => word);
    assert.deepEqual(words({ queueName: "mails" }), ["queue-backlog"]);
    assert.deepEqual(words({ queueName: "mails", deadLetterQueueName: "dead" }), [
      "queue-backlog",
      "dead-letters",
    ]);
  });
});
