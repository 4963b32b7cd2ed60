/** Which events a trail records besides those that manage the account. */
import type { input } from "@pulumi/aws/types";
import * as pulumi from "@pulumi/pulumi";

/** Reads and writes of data that a trail records. */
export interface DataEvents {
  /** What holds the data. */
  readonly of: "buckets" | "tables" | "functions";
  /** ARNs of these, at least one; `"all"` means every one in the account, now and later. */
  readonly arns: readonly pulumi.Input<string>[] | "all";
  /** @default "readsAndWrites" */
  readonly operations?: "readsAndWrites" | "writes";
}

/** CloudTrail's words: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html */
const resourceTypes = {
  buckets: "AWS::S3::Object",
  tables: "AWS::DynamoDB::Table",
  functions: "AWS::Lambda::Function",
} as const;

type Selector = input.cloudtrail.TrailAdvancedEventSelector;

/**
 * Selectors for management events and these data events; none without data events, when a trail records
 * management events by itself. As soon as there is one selector, management events need theirs.
 */
export function eventSelectors(dataEvents: readonly DataEvents[]): Selector[] {
  if (dataEvents.length === 0) return [];
  return [
    {
      name: "Management events",
      fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }],
    },
    ...dataEvents.map(dataSelector),
  ];
}

function dataSelector({ of, arns, operations }: DataEvents): Selector {
  return {
    name: `Data events of ${of}`,
    fieldSelectors: [
      { field: "eventCategory", equals: ["Data"] },
      { field: "resources.type", equals: [resourceTypes[of]] },
      ...(operations === "writes" ? [{ field: "readOnly", equals: ["false"] }] : []),
      ...(arns === "all" ? [] : [narrowed(of, arns)]),
    ],
  };
}

/** Objects are below their bucket, which the slash keeps apart from buckets with a longer name. */
function narrowed(
  of: DataEvents["of"],
  arns: readonly pulumi.Input<string>[],
): input.cloudtrail.TrailAdvancedEventSelectorFieldSelector {
  const field = "resources.ARN";
  return of === "buckets"
    ? { field, startsWiths: arns.map((arn) => pulumi.interpolate`${arn}/`) }
    : { field, equals: [...arns] };
}
