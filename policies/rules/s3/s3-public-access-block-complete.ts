import { ACCOUNT_PUBLIC_ACCESS_BLOCK, BUCKET_PUBLIC_ACCESS_BLOCK } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

const SWITCHES = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
] as const;

export default defineResourceRule({
  id: "s3-public-access-block-complete",
  title: "S3 public access block turns on all four switches",
  service: "s3",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["S3.8", "S3.1"],
    cis: ["v5.0.0-2.1.4", "v6.0.0-3.1.4"],
    checkov: ["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56"],
    cdkNag: ["AwsSolutions-S2"],
    prowler: ["s3_bucket_level_public_access_block", "s3_account_level_public_access_blocks"],
  },
  types: [...BUCKET_PUBLIC_ACCESS_BLOCK, ...ACCOUNT_PUBLIC_ACCESS_BLOCK],
  fix: "Set blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets to true.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  example: `
import { s3 } from "@pulumi/aws";

new s3.BucketPublicAccessBlock("orders", {
  ...settings,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});`,
  remedy: [
    { path: "blockPublicAcls", value: true },
    { path: "blockPublicPolicy", value: true },
    { path: "ignorePublicAcls", value: true },
    { path: "restrictPublicBuckets", value: true },
  ],
  check({ props, report }) {
    for (const name of SWITCHES) {
      const property = props.at(name);
      if (property.isNot(true)) report(found(property));
    }
  },
});
