import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { bucketNameFaults } from "../internal/bucketName";
import { ArgumentError } from "../internal/errors";
import { policyDocument, type PolicyStatement } from "../internal/policyDocument";
import { rangeFaults } from "../internal/serviceFaults";
import type { LogBucket } from "./logBucket";

export interface BucketArgs {
  /** Statements added to the bucket policy, given the bucket's ARN. @default none: nobody but the account's own roles */
  readonly statements?: (bucketArn: pulumi.Output<string>) => readonly PolicyStatement[];
  /** Where access to the bucket is logged. @default no access log, as for the log bucket itself */
  readonly accessLogs?: LogBucket;
  /** Days after which an overwritten or deleted object is gone for good. @default 30 */
  readonly noncurrentRetentionDays?: number;
  /** Days after which a current object is deleted. @default never */
  readonly expireAfterDays?: number;
  /** Refuses to delete the bucket. @default false */
  readonly protect?: boolean;
}

/**
 * A private S3 bucket: no public access, no ACLs, TLS only, encrypted by S3 (SSE-S3), versioned, and
 * never emptied by a destroy.
 */
export class Bucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly regionalDomainName: pulumi.Output<string>;
  /** Resolves when the bucket's policy is in force; depend on it before writing. */
  readonly ready: pulumi.Resource;

  constructor(name: string, args: BucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:data:Bucket", name, {}, opts);
    const faults = bucketFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("Bucket", name, faults.join("; "));

    const bucket = new s3.Bucket(
      `${name}-bucket`,
      { forceDestroy: false },
      { parent: this, protect: args.protect ?? false },
    );
    // S3 answers 409 to two changes of one bucket's access settings at a time, so these form a chain.
    const block = new s3.BucketPublicAccessBlock(
      `${name}-public-access`,
      {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this },
    );
    const ownership = new s3.BucketOwnershipControls(
      `${name}-ownership`,
      { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { parent: this, dependsOn: block },
    );
    this.createSettings(name, bucket, args);
    this.ready = new s3.BucketPolicy(
      `${name}-policy`,
      {
        bucket: bucket.bucket,
        policy: policyDocument([
          denyPlainHttp(bucket.arn),
          ...(args.statements?.(bucket.arn) ?? []),
        ]),
      },
      { parent: this, dependsOn: ownership },
    );

    this.bucketName = bucket.bucket;
    this.arn = bucket.arn;
    this.regionalDomainName = bucket.bucketRegionalDomainName;
    this.registerOutputs({
      bucketName: this.bucketName,
      arn: this.arn,
      regionalDomainName: this.regionalDomainName,
    });
  }

  private createSettings(name: string, bucket: s3.Bucket, args: BucketArgs): void {
    const opts = { parent: this };
    const versioning = new s3.BucketVersioning(
      `${name}-versioning`,
      { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
      opts,
    );
    new s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        bucket: bucket.bucket,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      },
      opts,
    );
    new s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      { bucket: bucket.bucket, rules: lifecycleRules(args) },
      { ...opts, dependsOn: versioning },
    );
    if (args.accessLogs) {
      new s3.BucketLogging(
        `${name}-access-log`,
        {
          bucket: bucket.bucket,
          targetBucket: args.accessLogs.bucketName,
          targetPrefix: `s3/${name}/`,
        },
        { ...opts, dependsOn: args.accessLogs.ready },
      );
    }
  }
}

function denyPlainHttp(bucketArn: pulumi.Output<string>): PolicyStatement {
  return {
    sid: "DenyPlainHttp",
    effect: "Deny",
    principals: "*",
    actions: ["s3:*"],
    resources: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  };
}

function lifecycleRules(args: BucketArgs): s3.BucketLifecycleConfigurationArgs["rules"] {
  return [
    {
      id: "clean-up",
      status: "Enabled",
      filter: { prefix: "" },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      noncurrentVersionExpiration: { noncurrentDays: args.noncurrentRetentionDays ?? 30 },
      ...(args.expireAfterDays === undefined ? {} : { expiration: { days: args.expireAfterDays } }),
    },
  ];
}

function bucketFaults(name: string, args: BucketArgs): string[] {
  const most = 36_500;
  return [
    ...bucketNameFaults(name, "-bucket"),
    ...rangeFaults("noncurrentRetentionDays", args.noncurrentRetentionDays ?? 30, 1, most),
    ...rangeFaults("expireAfterDays", args.expireAfterDays ?? 1, 1, most),
  ];
}
