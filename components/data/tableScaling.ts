import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as pulumi from "@pulumi/pulumi";
import type { CapacityRange, TableCapacity, TableDefinition } from "../../services/contract";
import { shortHash } from "../internal/naming";
import type { ScheduledCapacity, TableScaling } from "./tables/tableOptions";

type ProvisionedCapacity = Extract<TableCapacity, { mode: "provisioned" }>;

const directions = [
  { word: "read", capacity: "ReadCapacityUnits", metric: "DynamoDBReadCapacityUtilization" },
  { word: "write", capacity: "WriteCapacityUnits", metric: "DynamoDBWriteCapacityUtilization" },
] as const;

export interface TableScalingArgs extends TableScaling {
  readonly tableName: pulumi.Output<string>;
  readonly definition: TableDefinition;
  readonly capacity: ProvisionedCapacity;
}

/**
 * Target tracking for reads and writes of a table and of each of its indexes: an index that cannot
 * keep up throttles the table's writes.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
 *
 * @returns what must exist before the table scales everywhere
 */
export function createTableScaling(
  name: string,
  args: TableScalingArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const { tableName, definition, capacity, schedules = [] } = args;
  const scaled = [
    { name, resourceId: pulumi.interpolate`table/${tableName}`, kind: "table" },
    ...Object.keys(definition.indexes ?? {}).map((index) => ({
      name: `${name}-${index}`,
      resourceId: pulumi.interpolate`table/${tableName}/index/${index}`,
      kind: "index",
    })),
  ];
  return scaled.flatMap((one) =>
    directions.map((direction) => {
      const range: CapacityRange = capacity[direction.word];
      const target = new appautoscaling.Target(
        `${one.name}-${direction.word}`,
        {
          serviceNamespace: "dynamodb",
          resourceId: one.resourceId,
          scalableDimension: `dynamodb:${one.kind}:${direction.capacity}`,
          minCapacity: range.min,
          maxCapacity: range.max,
        },
        opts,
      );
      for (const schedule of schedules) {
        createSchedule(`${one.name}-${direction.word}`, target, schedule, direction.word, opts);
      }
      return track(`${one.name}-${direction.word}-tracking`, target, direction.metric, args, opts);
    }),
  );
}

type Scalable = Pick<
  appautoscaling.Target,
  "serviceNamespace" | "resourceId" | "scalableDimension"
>;

function track(
  name: string,
  { serviceNamespace, resourceId, scalableDimension }: Scalable,
  predefinedMetricType: string,
  { capacity, scaleInCooldownSeconds, scaleOutCooldownSeconds }: TableScalingArgs,
  opts: pulumi.CustomResourceOptions,
): appautoscaling.Policy {
  return new appautoscaling.Policy(
    name,
    {
      policyType: "TargetTrackingScaling",
      serviceNamespace,
      resourceId,
      scalableDimension,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType },
        targetValue: capacity.targetPercent ?? 70,
        ...(scaleInCooldownSeconds === undefined
          ? {}
          : { scaleInCooldown: scaleInCooldownSeconds }),
        ...(scaleOutCooldownSeconds === undefined
          ? {}
          : { scaleOutCooldown: scaleOutCooldownSeconds }),
      },
    },
    opts,
  );
}

/** Named by when it happens, so that another order of the schedules changes nothing. */
function createSchedule(
  name: string,
  { serviceNamespace, resourceId, scalableDimension }: Scalable,
  schedule: ScheduledCapacity,
  direction: "read" | "write",
  opts: pulumi.CustomResourceOptions,
): void {
  const { cron, timezone = "UTC" } = schedule;
  const range = schedule[direction];
  if (range === undefined) return;
  new appautoscaling.ScheduledAction(
    `${name}-schedule-${shortHash(`${cron} ${timezone}`, 6)}`,
    {
      serviceNamespace,
      resourceId,
      scalableDimension,
      schedule: `cron(${cron})`,
      timezone,
      scalableTargetAction: { minCapacity: range.min, maxCapacity: range.max },
    },
    opts,
  );
}
