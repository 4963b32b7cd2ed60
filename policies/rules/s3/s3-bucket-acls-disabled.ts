import { BUCKET_OWNERSHIP_CONTROLS } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

const OWNERSHIPS = ["BucketOwnerPreferred", "ObjectWriter"] as const;

/**
 * A bucket without ownership controls has its ACLs disabled since April 2023, and needs none. AWS
 * refuses the remedy while an ACL grants to somebody else; what the ACL allowed has to be said in
 * a policy first.
 */
export default defineResourceRule({
  id: "s3-bucket-acls-disabled",
  title: "S3 ACLs are disabled",
  service: "s3",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: {
    fsbp: ["S3.12"],
    checkov: ["CKV2_AWS_65"],
    prowler: ["s3_bucket_acl_prohibited"],
  },
  types: BUCKET_OWNERSHIP_CONTROLS,
  fix: 'Set rule.objectOwnership to "BucketOwnerEnforced", and grant by the bucket policy.',
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
  example: `
import { s3 } from "@pulumi/aws";

new s3.BucketOwnershipControls("orders", {
  bucket: bucket.bucket,
  rule: { objectOwnership: "BucketOwnerEnforced" },
});`,
  remedy: [{ path: "rule.objectOwnership", value: "BucketOwnerEnforced" }],
  check({ props, report }) {
    const ownership = props.at("rule").at("objectOwnership");
    if (ownership.isNot("BucketOwnerEnforced")) report(found(ownership, OWNERSHIPS));
  },
});
