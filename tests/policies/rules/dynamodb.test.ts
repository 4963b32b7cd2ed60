import type * as appautoscaling from "@pulumi/aws/appautoscaling";
import type * as dynamodb from "@pulumi/aws/dynamodb";
import { dynamodbCapacityScaling, dynamodbPitr } from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import type { Fixture } from "../helpers/engine";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const table = resource<dynamodb.TableArgs>("aws:dynamodb/table:Table", "carts", {
  name: "carts-1a2b",
  billingMode: "PROVISIONED",
  hashKey: "id",
  attributes: [{ name: "id", type: "S" }],
  globalSecondaryIndexes: [{ name: "byItem", projectionType: "ALL" }],
  pointInTimeRecovery: { enabled: true },
  replicas: [{ regionName: "eu-central-1", pointInTimeRecovery: true }],
});

describeRule(dynamodbPitr, {
  valid: [table],
  fails: {
    "recovery that is off": {
      set: { "pointInTimeRecovery.enabled": false },
      says: "pointInTimeRecovery.enabled is false",
    },
    "the default": {
      set: { pointInTimeRecovery: undefined },
      says: "pointInTimeRecovery.enabled is not set",
    },
    "a replica of its own without recovery": {
      set: { replicas: undefined },
      add: [
        resource<dynamodb.TableReplicaArgs>(
          "aws:dynamodb/tableReplica:TableReplica",
          "carts-replica",
          { globalTableArn: UNKNOWN, pointInTimeRecovery: false },
          { dependsOn: { globalTableArn: ["carts"] } },
        ),
      ],
      at: "carts-replica",
      says: "pointInTimeRecovery is false",
    },
    "a replica without recovery": {
      set: { "replicas[0].pointInTimeRecovery": undefined },
      says: "replicas[0].pointInTimeRecovery is not set",
    },
  },
  silent: { "the setting": unknown("pointInTimeRecovery"), "the replicas": unknown("replicas") },
});

function scaling(way: "Read" | "Write", index?: string): readonly Fixture[] {
  const kind = index === undefined ? "table" : "index";
  const name = `carts-${kind}-${way.toLowerCase()}`;
  const common = {
    serviceNamespace: "dynamodb",
    resourceId: index === undefined ? "table/carts-1a2b" : `table/carts-1a2b/index/${index}`,
    scalableDimension: `dynamodb:${kind}:${way}CapacityUnits`,
  };
  return [
    resource<appautoscaling.TargetArgs>(
      "aws:appautoscaling/target:Target",
      `${name}-target`,
      { ...common, minCapacity: 2, maxCapacity: 20 },
      { dependsOn: { resourceId: ["carts"] } },
    ),
    resource<appautoscaling.PolicyArgs>(
      "aws:appautoscaling/policy:Policy",
      `${name}-policy`,
      common,
      {
        dependsOn: { resourceId: [`${name}-target`] },
      },
    ),
  ];
}

const scalings = [
  ...scaling("Read"),
  ...scaling("Write"),
  ...scaling("Read", "byItem"),
  ...scaling("Write", "byItem"),
];
/** As in a first preview, with the table's name not known yet. */
const unnamed = scalings.map((each) => ({
  ...each,
  props: { ...each.props, resourceId: UNKNOWN },
}));
const names = scalings.map(({ name }) => name);

describeRule(dynamodbCapacityScaling, {
  valid: [table, ...scalings],
  passes: {
    "capacity on demand": { set: { billingMode: "PAY_PER_REQUEST" }, drop: names },
    "references that are not known yet": { drop: names, add: unnamed },
    "a literal name without references": {
      drop: names,
      add: scalings.map((each) => ({ ...each, dependsOn: {} })),
    },
  },
  fails: {
    "reading that does not scale": {
      drop: ["carts-table-read-target"],
      says: "read capacity of the table has no scaling target",
    },
    "an index whose writing does not scale": {
      drop: ["carts-index-write-target"],
      says: "write capacity of index byItem has no scaling target",
    },
    "a target without a policy": {
      drop: ["carts-table-write-policy"],
      says: "write capacity of the table has a scaling target without a policy",
    },
    "a target of another table": {
      on: "carts-table-read-target",
      set: { resourceId: "table/other" },
      says: "read capacity of the table has no scaling target",
    },
    "provisioned by default, while names are unknown": {
      set: { billingMode: undefined },
      drop: names,
      add: unnamed.filter(({ name }) => name !== "carts-table-read-target"),
      says: "read capacity of the table has no scaling target",
    },
  },
  silent: {
    "the billing mode": {
      ...unknown("billingMode", { billingMode: ["carts"] }),
      drop: names,
    },
    "what a target is for": {
      on: "carts-table-read-target",
      set: { resourceId: UNKNOWN },
      dependsOn: {},
    },
  },
});
