import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { Bucket } from "../data/bucket";
import { writeFlowLogs } from "../internal/permissions/logs";
import { createServiceRole, type PolicyStatement } from "../internal/policyDocument";
import { createLogGroup, type LogSettings } from "../observability/logGroup";

interface Aggregation {
  /**
   * Seconds that a connection is summed up over, 60 or 600. With 60, long connections are recorded,
   * and paid for, ten times as often. @default 600
   */
  readonly aggregationSeconds?: 60 | 600;
}

/** Where the record of every connection goes. */
export type FlowLogs =
  /** CloudWatch Logs: searched at once. */
  | ({ readonly destination: "cloudwatch" } & Aggregation)
  /** A bucket of its own, as Parquet: about half the price to write, searched with Athena. */
  | ({
      readonly destination: "s3";
      /** Days that records are kept. @default 90 */
      readonly retentionDays?: number;
    } & Aggregation);

export interface FlowLogArgs {
  readonly vpcId: pulumi.Output<string>;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  readonly logs: LogSettings;
  readonly flowLogs: FlowLogs;
}

/** Records every accepted and refused connection. */
export function createFlowLog(
  name: string,
  args: FlowLogArgs,
  opts: { readonly parent: pulumi.Resource },
): void {
  const { flowLogs, vpcId } = args;
  const { delivery, dependsOn } =
    flowLogs.destination === "s3"
      ? toBucket(name, args, flowLogs.retentionDays ?? 90, opts)
      : toLogGroup(name, args, opts);
  new ec2.FlowLog(
    `${name}-flow-log`,
    {
      vpcId,
      trafficType: "ALL",
      maxAggregationInterval: flowLogs.aggregationSeconds ?? 600,
      ...delivery,
    },
    { ...opts, dependsOn },
  );
}

interface Destination {
  readonly delivery: Partial<ec2.FlowLogArgs>;
  /** What must allow the delivery first. */
  readonly dependsOn: pulumi.Resource[];
}

function toLogGroup(
  name: string,
  { logs, accountId }: FlowLogArgs,
  opts: pulumi.CustomResourceOptions,
): Destination {
  const logGroup = createLogGroup(`${name}-flow-logs`, logs, {}, opts);
  const role = createServiceRole(
    `${name}-flow-log-role`,
    {
      service: "vpc-flow-logs.amazonaws.com",
      description: "Writes VPC flow logs to CloudWatch Logs",
      sourceAccountId: accountId,
      statements: [
        {
          sid: "WriteFlowLogs",
          actions: writeFlowLogs,
          resources: [logGroup.arn, pulumi.interpolate`${logGroup.arn}:log-stream:*`],
        },
      ],
    },
    opts,
  );
  return {
    delivery: {
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
    },
    dependsOn: [],
  };
}

function toBucket(
  name: string,
  args: FlowLogArgs,
  expireAfterDays: number,
  opts: { readonly parent: pulumi.Resource },
): Destination {
  const bucket = new Bucket(
    `${name}-flow-logs`,
    {
      statements: (arn) => deliveryStatements(arn, args),
      expireAfterDays,
      noncurrentRetentionDays: 7,
    },
    opts,
  );
  return {
    delivery: {
      logDestinationType: "s3",
      logDestination: bucket.arn,
      destinationOptions: { fileFormat: "parquet", perHourPartition: true },
    },
    dependsOn: [bucket.ready],
  };
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html */
function deliveryStatements(
  bucketArn: pulumi.Output<string>,
  { accountId, region }: FlowLogArgs,
): readonly PolicyStatement[] {
  const principals = { Service: "delivery.logs.amazonaws.com" };
  const conditions = {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": pulumi.interpolate`arn:aws:logs:${region}:${accountId}:*` },
  };
  return [
    {
      sid: "FlowLogRecords",
      principals,
      actions: ["s3:PutObject"],
      resources: [pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/*`],
      conditions,
    },
    {
      sid: "FlowLogBucket",
      principals,
      actions: ["s3:GetBucketAcl"],
      resources: [bucketArn],
      conditions,
    },
  ];
}
