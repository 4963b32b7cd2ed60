/** What a canary does in AWS: it reads its script's bucket, leaves its runs, and tells its metrics. */
import * as pulumi from "@pulumi/pulumi";
import { sendTraces } from "../../internal/permissions/logs";
import {
  findBucket,
  listBuckets,
  putMetrics,
  writeArtifacts,
  writeCanaryLogs,
} from "../../internal/permissions/observability";
import type { PolicyStatement } from "../../internal/policyDocument";

export interface CanaryPlace {
  readonly bucketArn: pulumi.Output<string>;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_CanaryPermissions.html */
export function canaryStatements({
  bucketArn,
  region,
  accountId,
}: CanaryPlace): readonly PolicyStatement[] {
  return [
    {
      sid: "LeaveRuns",
      actions: writeArtifacts,
      resources: [pulumi.interpolate`${bucketArn}/runs/*`],
    },
    { sid: "FindBucket", actions: findBucket, resources: [bucketArn] },
    { sid: "ListBuckets", actions: listBuckets, resources: ["*"] },
    {
      sid: "TellMetrics",
      actions: putMetrics,
      resources: ["*"],
      conditions: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } },
    },
    {
      sid: "WriteLogs",
      actions: writeCanaryLogs,
      // Synthetics names the group after the canary and a number of its own.
      resources: [
        pulumi.interpolate`arn:aws:logs:${region}:${accountId}:log-group:/aws/lambda/cwsyn-*`,
      ],
    },
    { sid: "SendTraces", actions: sendTraces, resources: ["*"] },
  ];
}
