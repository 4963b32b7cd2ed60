import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Key } from "../../../components/data/key";
import { Table, type TableArgs } from "../../../components/data/table";
import type { TableDefinition } from "../../../services/contract";
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

const tableType = "aws:dynamodb/table:Table";
const replicaType = "aws:dynamodb/tableReplica:TableReplica";
const insightsType = "aws:dynamodb/contributorInsights:ContributorInsights";
const scheduleType = "aws:appautoscaling/scheduledAction:ScheduledAction";

const simple: TableDefinition = {
  kind: "table",
  attributes: { id: "string", shop: "string" },
  partitionKey: "id",
  indexes: { byShop: { partitionKey: "shop" } },
};
const provisioned: TableDefinition = {
  ...simple,
  capacity: { mode: "provisioned", read: { min: 2, max: 40 }, write: { min: 1, max: 20 } },
};
const replicas = [
  { region: "eu-west-1", key: { arn: "arn:key:eu" } },
  { region: "ap-south-1", key: { arn: "arn:key:ap" } },
];

async function registered(
  more: Partial<TableArgs>,
  definition = simple,
): Promise<readonly Registration[]> {
  return (await record(() => create(more, definition))).registrations;
}

function create(more: Partial<TableArgs>, definition = simple): Table {
  const key = new Key("data", { description: "Data", accountId });
  return new Table("orders", { definition, key, region, ...more });
}

/** Inputs of the table alone that are not there without options. */
async function added(more: Partial<TableArgs>, definition = simple) {
  const { inputs } = find(await registered(more, definition), tableType);
  const { inputs: usual } = find(await registered({}, definition), tableType);
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !(key in usual)));
}

describe("Table throughput", () => {
  const throughput = { maxReadRequestUnits: 4000, maxWriteRequestUnits: 1000 };

  it("limits what a table on demand and its indexes take", async () => {
    const maxRequestUnits = { read: 4000, write: 1000 };
    assert.deepEqual(await added({ maxRequestUnits }), { onDemandThroughput: throughput });
    const { inputs } = find(await registered({ maxRequestUnits }), tableType);
    const [index] = inputs["globalSecondaryIndexes"] as Record<string, unknown>[];
    assert.deepEqual(index?.["onDemandThroughput"], throughput);
  });

  it("makes a table and its indexes ready for a peak", async () => {
    const warmThroughput = { readUnitsPerSecond: 20_000, writeUnitsPerSecond: 8000 };
    assert.deepEqual(await added({ warmThroughput }), { warmThroughput });
    const { inputs } = find(await registered({ warmThroughput }), tableType);
    const [index] = inputs["globalSecondaryIndexes"] as Record<string, unknown>[];
    assert.deepEqual(index?.["warmThroughput"], warmThroughput);
  });

  for (const [tableClass, word] of [
    ["standard", "STANDARD"],
    ["infrequentAccess", "STANDARD_INFREQUENT_ACCESS"],
  ] as const) {
    it(`stores its items in class ${word}`, async () => {
      assert.deepEqual(await added({ tableClass }), { tableClass: word });
    });
  }
});

describe("Table scaling options", () => {
  it("waits between changes of the capacity", async () => {
    const scaling = { scaleInCooldownSeconds: 600, scaleOutCooldownSeconds: 0 };
    const registrations = await registered({ scaling }, provisioned);
    for (const ending of ["g-read-tracking", "g-byShop-write-tracking"]) {
      const { inputs } = find(registrations, "aws:appautoscaling/policy:Policy", ending);
      const { scaleInCooldown, scaleOutCooldown } = inputs[
        "targetTrackingScalingPolicyConfiguration"
      ] as Record<string, unknown>;
      assert.deepEqual([scaleInCooldown, scaleOutCooldown], [600, 0]);
    }
  });

  it("changes the bounds of table and indexes at set times, of what the schedule names", async () => {
    const schedules = [{ cron: "0 7 ? * MON-FRI *", read: { min: 20, max: 80 } }];
    const registrations = await registered({ scaling: { schedules } }, provisioned);
    assert.deepEqual(namesOf(registrations, scheduleType), [
      "orders-scaling-byShop-read-schedule-4feac0",
      "orders-scaling-read-schedule-4feac0",
    ]);
    assert.deepEqual(find(registrations, scheduleType, "g-read-schedule-4feac0").inputs, {
      serviceNamespace: "dynamodb",
      resourceId: "table/orders-table",
      scalableDimension: "dynamodb:table:ReadCapacityUnits",
      schedule: "cron(0 7 ? * MON-FRI *)",
      timezone: "UTC",
      scalableTargetAction: { minCapacity: 20, maxCapacity: 80 },
    });
  });
});

describe("Table stream", () => {
  for (const [stream, view] of [
    ["keys", "KEYS_ONLY"],
    ["newImage", "NEW_IMAGE"],
    ["oldImage", "OLD_IMAGE"],
    ["newAndOldImages", "NEW_AND_OLD_IMAGES"],
  ] as const) {
    it(`holds ${view} for ${stream}`, async () => {
      assert.deepEqual(await added({ stream }), { streamEnabled: true, streamViewType: view });
    });
  }

  it("is an output of the table that has one", async () => {
    const { result, registrations } = await record(() => create({ stream: "keys" }));
    const component = find(registrations, "microservices:data:Table");
    assert.equal(component.registeredOutputs?.["streamArn"], "arn:mock:orders-table/stream/1");
    assert.ok(result.streamArn);
  });

  it("is no output of a table without one", async () => {
    const { result, registrations } = await record(() => create({}));
    const { registeredOutputs = {} } = find(registrations, "microservices:data:Table");
    assert.deepEqual(Object.keys(registeredOutputs).sort(), ["arn", "tableName"]);
    assert.equal(result.streamArn, undefined);
  });

  it("gives its consumers the stream and the key through DynamoDB, not the table", async () => {
    const { result } = await record(() => create({ stream: "keys" }));
    assert.deepEqual(await valueOf(pulumi.output(result.grant("consumes"))), {
      environment: { ORDERS_STREAM_ARN: "arn:mock:orders-table/stream/1" },
      statements: [
        {
          sid: "ConsumesOrdersStream",
          actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
          resources: ["arn:mock:orders-table/stream/1"],
        },
        {
          sid: "ConsumesOrdersStreamList",
          actions: ["dynamodb:ListStreams"],
          resources: ["*"],
        },
        {
          sid: "ConsumesOrdersStreamKey",
          actions: ["kms:Decrypt"],
          resources: ["arn:mock:data-key"],
          conditions: { StringEquals: { "kms:ViaService": "dynamodb.us-east-1.amazonaws.com" } },
        },
      ],
    });
  });
});

describe("Table replicas", () => {
  it("are as safe as the table, each with its region's key", async () => {
    const registrations = await registered({ replicas, protect: true });
    const { inputs, protect } = find(registrations, replicaType, "orders-replica-eu-west-1");
    assert.deepEqual(inputs, {
      globalTableArn: "arn:mock:orders-table",
      region: "eu-west-1",
      kmsKeyArn: "arn:key:eu",
      pointInTimeRecovery: true,
      deletionProtectionEnabled: true,
    });
    assert.equal(protect, true);
  });

  it("may be deleted unless the table is protected", async () => {
    const { inputs, protect } = find(await registered({ replicas }), replicaType, "eu-west-1");
    assert.deepEqual([inputs["deletionProtectionEnabled"], protect], [false, false]);
  });

  it("are fed by a stream, and left alone by the table", async () => {
    assert.deepEqual(await added({ replicas }), {
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
    });
    const table = find(await registered({ replicas }), tableType);
    assert.deepEqual(table.ignoreChanges, ["replicas"]);
  });

  it("are made one after the other", async () => {
    const registrations = await registered({ replicas });
    const first = find(registrations, replicaType, "eu-west-1");
    const second = find(registrations, replicaType, "ap-south-1");
    assert.ok(second.dependencies.includes(first.urn));
    assert.ok(!first.dependencies.includes(second.urn));
  });

  it("wait until a provisioned table scales, on every index", async () => {
    const registrations = await registered({ replicas }, provisioned);
    const { dependencies } = find(registrations, replicaType, "eu-west-1");
    const policies = registrations.filter(({ type }) => type.endsWith(":Policy"));
    assert.equal(policies.length, 4);
    assert.deepEqual(
      policies.filter(({ urn }) => !dependencies.includes(urn)),
      [],
    );
  });
});

describe("Table insights", () => {
  it("are off unless asked for", async () => {
    const registrations = await registered({});
    assert.deepEqual(namesOf(registrations, insightsType), []);
  });

  for (const [contributorInsights, mode] of [
    ["throttledKeys", "THROTTLED_KEYS"],
    ["accessedAndThrottledKeys", "ACCESSED_AND_THROTTLED_KEYS"],
  ] as const) {
    it(`watch the keys of table and indexes for ${contributorInsights}`, async () => {
      const registrations = await registered({ contributorInsights });
      const watched = registrations.filter(({ type }) => type === insightsType);
      assert.deepEqual(Object.fromEntries(watched.map(({ name, inputs }) => [name, inputs])), {
        "orders-insights": { tableName: "orders-table", mode },
        "orders-insights-byShop": { tableName: "orders-table", mode, indexName: "byShop" },
      });
    });
  }
});

describe("Table policy", () => {
  const type = "aws:dynamodb/resourcePolicy:ResourcePolicy";

  it("holds the statements that are given", async () => {
    const registrations = await registered({
      statements: (arn) => [
        {
          sid: "Partner",
          principals: { AWS: "arn:aws:iam::210987654321:root" },
          actions: ["dynamodb:GetItem"],
          resources: [arn],
        },
      ],
    });
    assert.deepEqual(inputsOf(find(registrations, type)), {
      resourceArn: "arn:mock:orders-table",
      policy: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Partner",
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::210987654321:root" },
            Action: ["dynamodb:GetItem"],
            Resource: ["arn:mock:orders-table"],
          },
        ],
      },
    });
  });

  it("is not there without any", async () => {
    assert.deepEqual(namesOf(await registered({}), type), []);
  });
});
