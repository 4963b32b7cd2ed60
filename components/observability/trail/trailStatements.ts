/** What CloudTrail needs on its bucket and its key, for one trail and no other. */
import * as pulumi from "@pulumi/pulumi";
import { describeKey, encryptTrail } from "../../internal/permissions/observability";
import type { PolicyStatement } from "../../internal/policyDocument";

export interface TrailIdentity {
  readonly trailArn: pulumi.Output<string>;
  readonly accountId: pulumi.Input<string>;
}

const principals = { Service: "cloudtrail.amazonaws.com" };

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export function bucketStatements(
  bucketArn: pulumi.Output<string>,
  { trailArn, accountId }: TrailIdentity,
): readonly PolicyStatement[] {
  return [
    {
      sid: "CloudTrailLooksAtTheBucket",
      principals,
      actions: ["s3:GetBucketAcl"],
      resources: [bucketArn],
      conditions: { StringEquals: { "aws:SourceArn": trailArn } },
    },
    {
      sid: "CloudTrailWrites",
      principals,
      actions: ["s3:PutObject"],
      resources: [pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/*`],
      conditions: {
        StringEquals: {
          "aws:SourceArn": trailArn,
          "s3:x-amz-acl": "bucket-owner-full-control",
        },
      },
    },
  ];
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
export function keyStatements({ trailArn, accountId }: TrailIdentity): readonly PolicyStatement[] {
  const ofTrail = { "aws:SourceArn": trailArn };
  return [
    {
      sid: "CloudTrailEncrypts",
      principals,
      actions: encryptTrail,
      resources: ["*"],
      conditions: {
        StringEquals: ofTrail,
        StringLike: {
          "kms:EncryptionContext:aws:cloudtrail:arn": pulumi.interpolate`arn:aws:cloudtrail:*:${accountId}:trail/*`,
        },
      },
    },
    {
      sid: "CloudTrailDescribesTheKey",
      principals,
      actions: describeKey,
      resources: ["*"],
      conditions: { StringEquals: ofTrail },
    },
  ];
}
