import { deniesPlainHttp } from "../../aws/plainHttp";
import type { Statement } from "../../aws/policyDocument";
import { statementsOf } from "../../aws/policyDocument";
import { resourcePolicies } from "../../aws/resourcePolicies";
import { BUCKET, BUCKET_POLICY } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

function coversBucketAndObjects(resources: readonly string[]): boolean {
  const bucket = resources.some((each) => each === "*" || !each.includes("/"));
  return bucket && resources.some((each) => each.endsWith("*"));
}

function deniesEveryPlainRequest(statement: Statement): boolean {
  return deniesPlainHttp(statement, "s3:*") && coversBucketAndObjects(statement.resources);
}

export default defineStackRule({
  id: "s3-bucket-tls-only",
  title: "Bucket policy denies plain HTTP",
  service: "s3",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["S3.5"],
    cis: ["v5.0.0-2.1.1", "v6.0.0-3.1.1"],
    checkov: ["CKV_AWS_379"],
    cdkNag: ["AwsSolutions-S10"],
    prowler: ["s3_bucket_secure_transport_policy"],
  },
  types: BUCKET,
  relatedTypes: BUCKET_POLICY,
  fix: 'Add a BucketPolicy with a statement that denies "s3:*" to "*" on the bucket and its objects when aws:SecureTransport is "false".',
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
  example: `
import { iam, s3 } from "@pulumi/aws";

const statement: iam.PolicyStatement = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [bucket.arn, bucket.arn.apply((arn) => arn + "/*")],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
new s3.BucketPolicy("orders", {
  bucket: bucket.bucket,
  policy: { Version: "2012-10-17", Statement: [statement] },
});`,
  check({ resource, stack, report }) {
    const documents = resourcePolicies(stack, resource, BUCKET_POLICY, "bucket");
    if (documents === undefined) return;
    const given = documents.filter((document) => !document.isMissing);
    if (given.length === 0) {
      report("no BucketPolicy in the stack names this bucket, so plain HTTP is allowed");
    } else if (!given.flatMap(statementsOf).some(deniesEveryPlainRequest)) {
      report("its bucket policy does not deny every request over plain HTTP");
    }
  },
});
