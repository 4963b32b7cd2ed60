import { statementsOf } from "../../aws/policyDocument";
import { allowsEveryone } from "../../aws/publicAccess";
import { BUCKET, BUCKET_POLICY } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

/**
 * Stricter than a look for any condition: it counts only when it names the caller, its value is
 * fixed, and it does not also hold for requests that lack the key (IfExists, ForAllValues).
 */
export default defineResourceRule({
  id: "s3-bucket-policy-no-public-principal",
  title: "Bucket policy has no unconditioned public Allow",
  service: "s3",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["S3.2", "S3.3"],
    checkov: ["CKV_AWS_70"],
    cdkNag: ["AwsSolutions-S5"],
    prowler: ["s3_bucket_policy_public_write_access", "s3_bucket_public_access"],
  },
  types: [...BUCKET_POLICY, ...BUCKET],
  fix: "Name the principals that need access, or narrow the statement with a fixed aws:SourceArn, aws:SourceAccount, aws:PrincipalOrgID or aws:SourceVpce.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  example: `
import { s3 } from "@pulumi/aws";

new s3.BucketPolicy("orders", {
  ...settings,
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: role.arn }, Action: "s3:GetObject", Resource: bucket.arn.apply((arn) => arn + "/*") }],
  },
});`,
  check({ props, report }) {
    for (const statement of statementsOf(props.at("policy"))) {
      if (!allowsEveryone(statement)) continue;
      const whom = statement.hasNotPrincipal ? "everyone but its NotPrincipal" : 'principal "*"';
      report(`${statement.path} allows ${whom} without a condition that pins the caller`);
    }
  },
});
