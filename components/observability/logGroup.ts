import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { Key } from "../data/key";
import type { PolicyStatement } from "../internal/policyDocument";

/** Retention periods that CloudWatch Logs accepts, in days, up to ten years. */
export const acceptedRetentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;
export type RetentionDays = (typeof acceptedRetentionDays)[number];

/** How every log group of the stack is kept. */
export interface LogSettings {
  readonly retentionDays: RetentionDays;
  /** Key that encrypts the log groups; its policy lets CloudWatch Logs use it. */
  readonly key: Key;
}

export interface LogSettingsArgs {
  readonly retentionDays: RetentionDays;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  /** Refuses to delete the key, without which the logs cannot be read. @default false */
  readonly protect?: boolean;
}

/** The retention of a stack's log groups, and a key made for them alone. */
export function createLogSettings(name: string, args: LogSettingsArgs): LogSettings {
  const { retentionDays, region, accountId, protect } = args;
  const key = new Key(name, {
    description: "Encrypts the log groups",
    accountId,
    protect,
    statements: [logEncryption(region, accountId)],
  });
  return { retentionDays, key };
}

export interface LogGroupArgs {
  /** Name of the log group. @default Pulumi's auto-name */
  readonly groupName?: string;
  /**
   * Region other than the stack's. The stack's key is not there, so such a group is encrypted with
   * the key that CloudWatch Logs owns. @default the stack's region
   */
  readonly region?: string;
}

/** A log group with retention and encryption. A function, since it adds no resource of its own. */
export function createLogGroup(
  name: string,
  settings: LogSettings,
  args: LogGroupArgs,
  opts: pulumi.CustomResourceOptions,
): cloudwatch.LogGroup {
  return new cloudwatch.LogGroup(
    name,
    {
      ...(args.groupName === undefined ? {} : { name: args.groupName }),
      ...(args.region === undefined ? { kmsKeyId: settings.key.arn } : { region: args.region }),
      retentionInDays: settings.retentionDays,
    },
    opts,
  );
}

/**
 * Lets CloudWatch Logs use a key for this account's log groups in one region.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
function logEncryption(region: string, accountId: pulumi.Input<string>): PolicyStatement {
  return {
    sid: "CloudWatchLogs",
    principals: { Service: `logs.${region}.amazonaws.com` },
    actions: [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey",
      "kms:ReEncryptFrom",
      "kms:ReEncryptTo",
    ],
    resources: ["*"],
    conditions: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": pulumi.interpolate`arn:aws:logs:${region}:${accountId}:log-group:*`,
      },
    },
  };
}
