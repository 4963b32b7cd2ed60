import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as pulumi from "@pulumi/pulumi";
import type { CapacityRange, TableCapacity, TableDefinition } from "../../services/contract";

type ProvisionedCapacity = Extract<TableCapacity, { mode: "provisioned" }>;

const directions = [
  { word: "read", capacity: "ReadCapacityUnits", metric: "DynamoDBReadCapacityUtilization" },
  { word: "write", capacity: "WriteCapacityUnits", metric: "DynamoDBWriteCapacityUtilization" },
] as const;

/**
 * Target tracking for reads and writes of a table and of each of its indexes: an index that cannot
 * keep up throttles the table's writes.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
 */
export function createTableScaling(
  name: string,
  tableName: pulumi.Output<string>,
  definition: TableDefinition,
  capacity: ProvisionedCapacity,
  opts: pulumi.CustomResourceOptions,
): void {
  const scaled = [
    { name, resourceId: pulumi.interpolate`table/${tableName}`, kind: "table" },
    ...Object.keys(definition.indexes ?? {}).map((index) => ({
      name: `${name}-${index}`,
      resourceId: pulumi.interpolate`table/${tableName}/index/${index}`,
      kind: "index",
    })),
  ];
  for (const one of scaled) {
    for (const direction of directions) {
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
      new appautoscaling.Policy(
        `${one.name}-${direction.word}-tracking`,
        {
          policyType: "TargetTrackingScaling",
          serviceNamespace: target.serviceNamespace,
          resourceId: target.resourceId,
          scalableDimension: target.scalableDimension,
          targetTrackingScalingPolicyConfiguration: {
            predefinedMetricSpecification: { predefinedMetricType: direction.metric },
            targetValue: capacity.targetPercent ?? 70,
          },
        },
        opts,
      );
    }
  }
}
