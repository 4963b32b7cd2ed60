import { join } from "node:path";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as s3 from "@pulumi/aws/s3";
import * as synthetics from "@pulumi/aws/synthetics";
import * as pulumi from "@pulumi/pulumi";
import { Bucket } from "../data/bucket";
import type { LogBucket } from "../data/logBucket";
import { bucketNameFaults } from "../internal/bucketName";
import { bundle } from "../internal/bundle";
import { ArgumentError } from "../internal/errors";
import { createServiceRole } from "../internal/policyDocument";
import { rangeFaults } from "../internal/serviceFaults";
import type { AlarmTopic } from "./alarmTopic";
import { explained } from "./runbook";
import { canaryStatements } from "./canary/canaryStatements";

export interface CanaryArgs {
  readonly accountId: pulumi.Input<string>;
  readonly region: string;
  /** Address that must answer with a status from 200 to 299. */
  readonly url: pulumi.Input<string>;
  /** Who is told when it does not. */
  readonly topic: AlarmTopic;
  /**
   * Runtime that the canary runs on, such as `syn-nodejs-puppeteer-13.0`. AWS retires them within a year
   * or so; `aws synthetics describe-runtime-versions` lists those that are current.
   */
  readonly runtimeVersion: string;
  /** Text that the answer must contain. @default any answer will do */
  readonly text?: string;
  /** Source file of another script, whose `handler` throws when something is wrong. @default asks for `url` once */
  readonly entry?: string;
  /** Minutes between two runs, 1 to 60. @default 5 */
  readonly everyMinutes?: number;
  /** Runs of which all must fail before somebody is told, 1 to 10. @default 2 */
  readonly failures?: number;
  /** Days that what the runs leave is kept. @default 31 */
  readonly retentionDays?: number;
  /** Where access to the bucket is logged. @default no access log */
  readonly accessLogs?: LogBucket;
  /** Refuses to delete the bucket. @default false */
  readonly protect?: boolean;
}

/** Asks for a page from outside as a visitor would, and tells when it does not answer. */
export class Canary extends pulumi.ComponentResource {
  readonly canaryName: pulumi.Output<string>;
  readonly alarmArn: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;

  constructor(name: string, args: CanaryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:observability:Canary", name, {}, opts);
    const faults = canaryFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("Canary", name, faults.join("; "));

    const bucket = new Bucket(
      `${name}-runs`,
      {
        expireAfterDays: retentionOf(args),
        accessLogs: args.accessLogs,
        protect: args.protect ?? false,
      },
      { parent: this },
    );
    const canary = this.createCanary(name, args, bucket);
    const alarm = createAlarm(name, args, canary.name, { parent: this });

    this.canaryName = canary.name;
    this.alarmArn = alarm.arn;
    this.bucketName = bucket.bucketName;
    this.registerOutputs({
      canaryName: this.canaryName,
      alarmArn: this.alarmArn,
      bucketName: this.bucketName,
    });
  }

  private createCanary(name: string, args: CanaryArgs, bucket: Bucket): synthetics.Canary {
    const { accountId, region, entry = defaultEntry, text } = args;
    const child = { parent: this };
    const code = bundle({ entry, fileName: "check.js" });
    const script = new s3.BucketObjectv2(
      `${name}-script`,
      {
        bucket: bucket.bucketName,
        // A new script has a new name, by which Synthetics sees that it changed.
        key: `script/${code.hash}.zip`,
        source: new pulumi.asset.AssetArchive({
          "nodejs/node_modules": new pulumi.asset.FileArchive(code.directory),
        }),
      },
      child,
    );
    const role = createServiceRole(
      `${name}-role`,
      {
        service: "lambda.amazonaws.com",
        description: `What the canary ${name} may do`,
        statements: canaryStatements({ bucketArn: bucket.arn, region, accountId }),
      },
      child,
    );
    return new synthetics.Canary(
      `${name}-canary`,
      {
        runtimeVersion: args.runtimeVersion,
        handler: "check.handler",
        s3Bucket: bucket.bucketName,
        s3Key: script.key,
        artifactS3Location: pulumi.interpolate`s3://${bucket.bucketName}/runs`,
        executionRoleArn: role.arn,
        schedule: { expression: rateOf(args.everyMinutes ?? defaultMinutes) },
        runConfig: {
          timeoutInSeconds: 60,
          activeTracing: true,
          environmentVariables: {
            CANARY_URL: args.url,
            ...(text === undefined ? {} : { CANARY_TEXT: text }),
          },
        },
        successRetentionPeriod: retentionOf(args),
        failureRetentionPeriod: retentionOf(args),
        startCanary: true,
        deleteLambda: true,
      },
      { parent: this, dependsOn: bucket.ready },
    );
  }
}

const defaultEntry = join(__dirname, "canary", "check.ts");
const defaultMinutes = 5;
const defaultRetentionDays = 31;
const defaultFailures = 2;

function retentionOf({ retentionDays = defaultRetentionDays }: CanaryArgs): number {
  return retentionDays;
}

function rateOf(minutes: number): string {
  return minutes === 1 ? "rate(1 minute)" : `rate(${minutes} minutes)`;
}

/** A canary that does not run tells nothing, and that is a fault too. */
function createAlarm(
  name: string,
  { topic, failures = defaultFailures, everyMinutes = defaultMinutes }: CanaryArgs,
  canaryName: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): cloudwatch.MetricAlarm {
  return new cloudwatch.MetricAlarm(
    `${name}-failing`,
    {
      alarmDescription: explained(
        `${name}: the page did not answer as it should, ${failures} times in a row`,
        "canary",
      ),
      namespace: "CloudWatchSynthetics",
      metricName: "SuccessPercent",
      dimensions: { CanaryName: canaryName },
      statistic: "Average",
      period: everyMinutes * 60,
      comparisonOperator: "LessThanThreshold",
      threshold: 100,
      evaluationPeriods: failures,
      datapointsToAlarm: failures,
      treatMissingData: "breaching",
      alarmActions: [topic.arn],
      okActions: [topic.arn],
    },
    opts,
  );
}

function canaryFaults(name: string, args: CanaryArgs): string[] {
  const { runtimeVersion, everyMinutes = defaultMinutes, failures = defaultFailures } = args;
  return [
    ...bucketNameFaults(name, "-runs-bucket"),
    ...(/^syn-nodejs-\S+$/.test(runtimeVersion)
      ? []
      : [
          `runtimeVersion must be a Node.js runtime of CloudWatch Synthetics, got "${runtimeVersion}"; aws synthetics describe-runtime-versions lists those that are current`,
        ]),
    ...rangeFaults("everyMinutes", everyMinutes, 1, 60),
    ...rangeFaults("failures", failures, 1, 10),
    ...rangeFaults("retentionDays", retentionOf(args), 1, 455),
  ];
}
