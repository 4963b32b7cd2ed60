import { LOG_SOURCE_TYPES, receivesLogs } from "../../aws/logBuckets";
import { BUCKET, BUCKET_LOGGING } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

/**
 * Spares every bucket that receives logs, and not only those of other buckets. The bucket of a trail is
 * not spared: who reads or deletes the account's record is worth a record.
 */
export default defineStackRule({
  id: "s3-bucket-access-logging",
  title: "S3 server access logging is set up",
  service: "s3",
  severity: "medium",
  pillar: "operations",
  enforcement: "advisory",
  controls: {
    fsbp: ["S3.9", "CloudTrail.7"],
    cis: ["v5.0.0-3.4", "v6.0.0-4.4"],
    checkov: ["CKV_AWS_18"],
    cdkNag: ["AwsSolutions-S1"],
    prowler: ["s3_bucket_server_access_logging_enabled"],
  },
  types: BUCKET,
  relatedTypes: [...BUCKET_LOGGING, ...LOG_SOURCE_TYPES],
  fix: "Add a BucketLogging whose bucket is this bucket, with targetBucket a bucket for logs.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",
  example: `
import { s3 } from "@pulumi/aws";

new s3.BucketLogging("orders", {
  bucket: bucket.bucket,
  targetBucket: logBucket.bucket,
  targetPrefix: "orders/",
});`,
  check({ resource, props, stack, report }) {
    const inline = [props.at("logging"), props.at("loggings")];
    if (inline.some((logging) => !logging.at("targetBucket").isMissing)) return;
    if (receivesLogs(stack, resource) !== false) return;
    const loggings = stack.referrers(resource, BUCKET_LOGGING, "bucket");
    if (loggings?.length === 0) report("no BucketLogging in the stack names this bucket");
  },
});
