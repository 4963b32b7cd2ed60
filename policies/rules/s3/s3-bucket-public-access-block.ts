import { BUCKET, BUCKET_PUBLIC_ACCESS_BLOCK } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

export default defineStackRule({
  id: "s3-bucket-public-access-block",
  title: "S3 bucket has its own public access block",
  service: "s3",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["S3.8"],
    cis: ["v5.0.0-2.1.4", "v6.0.0-3.1.4"],
    checkov: ["CKV2_AWS_6"],
    cdkNag: ["AwsSolutions-S2"],
    prowler: ["s3_bucket_level_public_access_block"],
  },
  types: BUCKET,
  relatedTypes: BUCKET_PUBLIC_ACCESS_BLOCK,
  fix: "Add a BucketPublicAccessBlock with all four switches on whose bucket is this bucket.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  example: `
import { s3 } from "@pulumi/aws";

new s3.BucketPublicAccessBlock("orders", {
  bucket: bucket.bucket,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});`,
  check({ resource, stack, report }) {
    const blocks = stack.referrers(resource, BUCKET_PUBLIC_ACCESS_BLOCK, "bucket");
    if (blocks?.length === 0) report("no BucketPublicAccessBlock in the stack names this bucket");
  },
});
