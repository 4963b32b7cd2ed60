/** A bucket's settings, each a resource of its own. */
import * as s3 from "@pulumi/aws/s3";
import type * as pulumi from "@pulumi/pulumi";
import type { BucketArgs } from "../bucket";
import { defaultMaxAgeSeconds } from "./bucketFaults";
import type { BucketEncryption, CorsRule } from "./bucketOptions";

export function createSettings(
  name: string,
  bucket: s3.Bucket,
  args: BucketArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const versioning = new s3.BucketVersioning(
    `${name}-versioning`,
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    opts,
  );
  const versioned = { ...opts, dependsOn: versioning };
  new s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    { bucket: bucket.bucket, rules: [encryptionRule(args.encryption)] },
    opts,
  );
  new s3.BucketLifecycleConfiguration(
    `${name}-lifecycle`,
    { bucket: bucket.bucket, rules: lifecycleRules(args) },
    versioned,
  );
  createLock(name, bucket, args, versioned);
  createConnections(name, bucket, args, opts);
}

function encryptionRule(encryption: BucketEncryption | undefined) {
  return encryption === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : {
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: "aws:kms",
          kmsMasterKeyId: encryption.key.arn,
        },
        bucketKeyEnabled: true,
      };
}

function lifecycleRules(args: BucketArgs): s3.BucketLifecycleConfigurationArgs["rules"] {
  const { transitions = [], expireAfterDays } = args;
  return [
    {
      id: "clean-up",
      status: "Enabled",
      filter: { prefix: "" },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      noncurrentVersionExpiration: { noncurrentDays: args.noncurrentRetentionDays ?? 30 },
      ...(transitions.length === 0
        ? {}
        : {
            transitions: transitions.map(({ afterDays, storageClass }) => ({
              days: afterDays,
              storageClass,
            })),
          }),
      ...(expireAfterDays === undefined ? {} : { expiration: { days: expireAfterDays } }),
    },
  ];
}

function createLock(
  name: string,
  bucket: s3.Bucket,
  { objectLock }: BucketArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  if (objectLock === undefined) return;
  new s3.BucketObjectLockConfiguration(
    `${name}-lock`,
    {
      bucket: bucket.bucket,
      rule: {
        defaultRetention: {
          mode: objectLock.mode === "compliance" ? "COMPLIANCE" : "GOVERNANCE",
          days: objectLock.retentionDays,
        },
      },
    },
    opts,
  );
}

/** What ties a bucket to others: its access log, its events, and pages in browsers. */
function createConnections(
  name: string,
  { bucket }: s3.Bucket,
  { accessLogs, cors = [], events }: BucketArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  if (accessLogs) {
    new s3.BucketLogging(
      `${name}-access-log`,
      { bucket, targetBucket: accessLogs.bucketName, targetPrefix: `s3/${name}/` },
      { ...opts, dependsOn: accessLogs.ready },
    );
  }
  if (events === "eventBridge") {
    new s3.BucketNotification(`${name}-events`, { bucket, eventbridge: true }, opts);
  }
  if (cors.length > 0) {
    new s3.BucketCorsConfiguration(`${name}-cors`, { bucket, corsRules: cors.map(corsRule) }, opts);
  }
}

function corsRule(rule: CorsRule) {
  const { requestHeaders, answerHeaders, maxAgeSeconds = defaultMaxAgeSeconds } = rule;
  return {
    allowedOrigins: [...rule.origins],
    allowedMethods: [...rule.methods],
    ...(requestHeaders === undefined ? {} : { allowedHeaders: [...requestHeaders] }),
    ...(answerHeaders === undefined ? {} : { exposeHeaders: [...answerHeaders] }),
    maxAgeSeconds,
  };
}
