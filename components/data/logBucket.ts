import * as pulumi from "@pulumi/pulumi";
import type { PolicyStatement } from "../internal/policyDocument";
import { bucketNameFaults } from "../internal/bucketName";
import { ArgumentError } from "../internal/errors";
import { rangeFaults } from "../internal/serviceFaults";
import { Bucket } from "./bucket";

export interface LogBucketArgs {
  /** Account whose services deliver logs. */
  readonly accountId: pulumi.Input<string>;
  /** Region of the log sources. */
  readonly region: pulumi.Input<string>;
  /** Days that logs are kept. @default 90 */
  readonly retentionDays?: number;
  /** Refuses to delete the bucket. @default false */
  readonly protect?: boolean;
}

/**
 * The bucket that access logs go to: the load balancer's under `load-balancer/`, CloudFront's under
 * `cloudfront/`, other buckets' under `s3/`. Encrypted by S3, the only encryption that load balancer
 * logs can be delivered to:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export class LogBucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Resolves when log delivery is allowed; depend on it before switching logs on. */
  readonly ready: pulumi.Resource;

  constructor(name: string, args: LogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:data:LogBucket", name, {}, opts);
    const faults = [
      ...bucketNameFaults(name, "-store-bucket"),
      ...rangeFaults("retentionDays", args.retentionDays ?? 90, 1, 36_500),
    ];
    if (faults.length > 0) throw new ArgumentError("LogBucket", name, faults.join("; "));

    const bucket = new Bucket(
      `${name}-store`,
      {
        statements: (arn) => deliveryStatements(arn, args),
        expireAfterDays: args.retentionDays ?? 90,
        noncurrentRetentionDays: 7,
        protect: args.protect ?? false,
      },
      { parent: this },
    );

    this.bucketName = bucket.bucketName;
    this.arn = bucket.arn;
    this.ready = bucket.ready;
    this.registerOutputs({ bucketName: this.bucketName, arn: this.arn });
  }
}

function deliveryStatements(
  bucketArn: pulumi.Output<string>,
  args: LogBucketArgs,
): readonly PolicyStatement[] {
  const account = args.accountId;
  return [
    {
      sid: "LoadBalancerLogs",
      principals: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
      actions: ["s3:PutObject"],
      resources: [pulumi.interpolate`${bucketArn}/load-balancer/AWSLogs/${account}/*`],
      conditions: {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: {
          "aws:SourceArn": pulumi.interpolate`arn:aws:elasticloadbalancing:${args.region}:${account}:loadbalancer/*`,
        },
      },
    },
    {
      sid: "CloudFrontLogs",
      principals: { Service: "delivery.logs.amazonaws.com" },
      actions: ["s3:PutObject"],
      resources: [pulumi.interpolate`${bucketArn}/cloudfront/*`],
      conditions: {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: {
          "aws:SourceArn": pulumi.interpolate`arn:aws:logs:us-east-1:${account}:delivery-source:*`,
        },
      },
    },
    {
      sid: "BucketAccessLogs",
      principals: { Service: "logging.s3.amazonaws.com" },
      actions: ["s3:PutObject"],
      resources: [pulumi.interpolate`${bucketArn}/s3/*`],
      conditions: {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" },
      },
    },
  ];
}
