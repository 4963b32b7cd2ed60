import * as cloudtrail from "@pulumi/aws/cloudtrail";
import * as pulumi from "@pulumi/pulumi";
import { Bucket, type ObjectLock } from "../data/bucket";
import { Key } from "../data/key";
import type { LogBucket } from "../data/logBucket";
import { ArgumentError } from "../internal/errors";
import { writeLogs } from "../internal/permissions/logs";
import { createServiceRole } from "../internal/policyDocument";
import { createLogGroup, type LogSettings, type RetentionDays } from "./logGroup";
import { auditTrailFaults } from "./trail/auditTrailFaults";
import { type DataEvents, eventSelectors } from "./trail/eventSelectors";
import { bucketStatements, keyStatements } from "./trail/trailStatements";

export type { DataEvents } from "./trail/eventSelectors";

/** What CloudTrail watches for by itself: unusual numbers of write calls, or of refused calls. */
export type Insight = "apiCallRate" | "apiErrorRate";

export interface AuditTrailArgs {
  readonly accountId: pulumi.Input<string>;
  /** Home region of the trail, which records every region. */
  readonly region: string;
  readonly logs: LogSettings;
  /** Name of the trail, one of its kind in the account and region. @default the component's name */
  readonly trailName?: string;
  /** Where access to the trail's bucket is logged. @default no access log */
  readonly accessLogs?: LogBucket;
  /** How long nobody can change or delete the records. @default 365 days in governance mode */
  readonly lock?: ObjectLock;
  /** Days after which the records are deleted, no shorter than the lock. @default 731, two years */
  readonly expireAfterDays?: number;
  /** Days that the records can be searched in CloudWatch Logs. @default those of `logs` */
  readonly logRetentionDays?: RetentionDays;
  /** Reads and writes of data that are recorded too, at 0.10 USD per 100,000. @default none */
  readonly dataEvents?: readonly DataEvents[];
  /** @default none: CloudTrail watches for nothing */
  readonly insights?: readonly Insight[];
  /** Refuses to delete bucket and key. @default false */
  readonly protect?: boolean;
}

/**
 * Who did what in the account, in every region: a CloudTrail trail whose files are signed, encrypted with
 * a key of its own, kept in a bucket that lets nobody change them, and searchable in CloudWatch Logs.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
 */
export class AuditTrail extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:observability:AuditTrail", name, {}, opts);
    const faults = auditTrailFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("AuditTrail", name, faults.join("; "));

    const { accountId, region, protect = false, trailName = name } = args;
    const child = { parent: this };
    // The bucket's policy names the trail and the trail the bucket, so the trail's name is given.
    const trailArn = pulumi.interpolate`arn:aws:cloudtrail:${region}:${accountId}:trail/${trailName}`;
    const identity = { trailArn, accountId };
    const key = new Key(
      `${name}-key`,
      {
        description: `Encrypts the audit trail ${trailName}`,
        accountId,
        protect,
        statements: keyStatements(identity),
      },
      child,
    );
    const bucket = new Bucket(
      `${name}-store`,
      {
        accessLogs: args.accessLogs,
        objectLock: args.lock ?? defaultLock,
        expireAfterDays: args.expireAfterDays ?? defaultExpiryDays,
        protect,
        statements: (bucketArn) => bucketStatements(bucketArn, identity),
      },
      child,
    );
    const trail = this.createTrail(name, args, { trailName, key, bucket });

    this.arn = trail.trail.arn;
    this.bucketName = bucket.bucketName;
    this.logGroupName = trail.logGroupName;
    this.keyArn = key.arn;
    this.registerOutputs({
      arn: this.arn,
      bucketName: this.bucketName,
      logGroupName: this.logGroupName,
      keyArn: this.keyArn,
    });
  }

  private createTrail(
    name: string,
    args: AuditTrailArgs,
    { trailName, key, bucket }: { trailName: string; key: Key; bucket: Bucket },
  ): { readonly trail: cloudtrail.Trail; readonly logGroupName: pulumi.Output<string> } {
    const { accountId, region, logs, dataEvents = [], insights = [] } = args;
    const child = { parent: this };
    const logGroup = createLogGroup(
      `${name}-logs`,
      { ...logs, retentionDays: args.logRetentionDays ?? logs.retentionDays },
      {},
      child,
    );
    const role = createServiceRole(
      `${name}-role`,
      {
        service: "cloudtrail.amazonaws.com",
        description: `Lets the audit trail ${trailName} write its log`,
        statements: [
          {
            sid: "WriteLogs",
            actions: writeLogs,
            // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
            resources: [
              pulumi.interpolate`${logGroup.arn}:log-stream:${accountId}_CloudTrail_${region}*`,
            ],
          },
        ],
      },
      child,
    );
    const selectors = eventSelectors(dataEvents);
    const trail = new cloudtrail.Trail(
      `${name}-trail`,
      {
        name: trailName,
        s3BucketName: bucket.bucketName,
        kmsKeyId: key.arn,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        enableLogging: true,
        cloudWatchLogsGroupArn: pulumi.interpolate`${logGroup.arn}:*`,
        cloudWatchLogsRoleArn: role.arn,
        ...(selectors.length === 0 ? {} : { advancedEventSelectors: selectors }),
        ...(insights.length === 0 ? {} : { insightSelectors: insightSelectors(insights) }),
      },
      // CloudTrail tries to write before it takes the bucket.
      { parent: this, dependsOn: bucket.ready },
    );
    return { trail, logGroupName: logGroup.name };
  }
}

const defaultLock: ObjectLock = { mode: "governance", retentionDays: 365 };
const defaultExpiryDays = 731;

const insightTypes: Readonly<Record<Insight, string>> = {
  apiCallRate: "ApiCallRateInsight",
  apiErrorRate: "ApiErrorRateInsight",
};

function insightSelectors(insights: readonly Insight[]): { insightType: string }[] {
  return insights.map((insight) => ({ insightType: insightTypes[insight] }));
}
