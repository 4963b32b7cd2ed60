import type { Condition, Statement } from "../../aws/policyDocument";
import { covers, statementsOf } from "../../aws/policyDocument";
import { namesEveryone } from "../../aws/publicAccess";
import { BUCKET, BUCKET_POLICY } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

function isPlainHttp({ operator, key, values }: Condition): boolean {
  return operator === "bool" && key === "aws:securetransport" && values.join() === "false";
}

function coversBucketAndObjects(resources: readonly string[]): boolean {
  const bucket = resources.some((each) => each === "*" || !each.includes("/"));
  return bucket && resources.some((each) => each.endsWith("*"));
}

/** A further condition would leave some plain requests through, so there must be only this one. */
function deniesPlainHttp(statement: Statement): boolean {
  return (
    statement.denies &&
    namesEveryone(statement) &&
    !statement.hasNotPrincipal &&
    statement.actions.some((action) => covers(action, "s3:*")) &&
    coversBucketAndObjects(statement.resources) &&
    statement.conditions.length === 1 &&
    statement.conditions.every(isPlainHttp)
  );
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
  check({ resource, props, stack, report }) {
    const policies = stack.referrers(resource, BUCKET_POLICY, "bucket");
    const inline = props.at("policy");
    if (policies === undefined || inline.isUnknown) return;
    const documents = [...policies.map((policy) => policy.props.at("policy")), inline];
    if (documents.some((document) => document.json().isUnknown)) return;
    const given = documents.filter((document) => !document.isMissing);
    if (given.length === 0) {
      report("no BucketPolicy in the stack names this bucket, so plain HTTP is allowed");
    } else if (!given.flatMap(statementsOf).some(deniesPlainHttp)) {
      report("its bucket policy does not deny every request over plain HTTP");
    }
  },
});
