import { LOG_SOURCE_TYPES, receivesLogs } from "../../aws/logBuckets";
import { BUCKET, BUCKET_ENCRYPTION } from "../../aws/types";
import { found } from "../../framework/display";
import { boolean } from "../../framework/parameters";
import type { Property } from "../../framework/property";
import { defineStackRule } from "../../framework/rule";

const KMS = ["aws:kms", "aws:kms:dsse"] as const;

/** Where the bucket itself held it in older versions of the provider. */
const OLDER = ["serverSideEncryptionConfiguration", "serverSideEncryptionConfigurations"] as const;

/** The lists of rules, some of which are a single one. */
function rulesOf(props: Property): readonly Property[] {
  const holders = [props, ...OLDER.map((name) => props.at(name))];
  return holders.flatMap((holder) => [holder.at("rules"), holder.at("rule")]);
}

function defaultsOf(rules: Property): readonly Property[] {
  return rules
    .items()
    .map((rule) => rule.at("applyServerSideEncryptionByDefault"))
    .filter((byDefault) => !byDefault.isMissing);
}

/**
 * S3 encrypts every object by itself. A key of one's own adds who may decrypt and a record of it, at a
 * price per request, and is a decision about each bucket: so the rule asks that whoever chooses KMS
 * names the key (the AWS managed one is shared by the whole account and cannot be used from another),
 * and asks the same of every bucket where `everyBucket` says so. Buckets for logs are spared then: S3
 * and load balancers deliver to SSE-S3 only.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export default defineStackRule({
  id: "s3-bucket-default-encryption-kms",
  title: "S3 default encryption uses a customer-managed KMS key",
  service: "s3",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: {
    fsbp: ["S3.17"],
    checkov: ["CKV_AWS_19", "CKV_AWS_145"],
    prowler: ["s3_bucket_kms_encryption", "s3_bucket_default_encryption"],
  },
  parameters: {
    everyBucket: boolean({
      description: "Whether every bucket that receives no logs must have a key.",
      default: false,
    }),
  },
  types: BUCKET,
  relatedTypes: [...BUCKET_ENCRYPTION, ...LOG_SOURCE_TYPES],
  fix: 'Add a BucketServerSideEncryptionConfiguration whose default has sseAlgorithm "aws:kms" and kmsMasterKeyId the ARN of a key.',
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
  example: `
import { s3 } from "@pulumi/aws";

new s3.BucketServerSideEncryptionConfiguration("orders", {
  bucket: bucket.bucket,
  rules: [
    {
      bucketKeyEnabled: true,
      applyServerSideEncryptionByDefault: {
        sseAlgorithm: "aws:kms",
        kmsMasterKeyId: key.arn,
      },
    },
  ],
});`,
  check({ resource, props, parameters, stack, report }) {
    const configurations = stack.referrers(resource, BUCKET_ENCRYPTION, "bucket");
    if (configurations === undefined) return;
    const rules = [props, ...configurations.map((each) => each.props)].flatMap(rulesOf);
    const defaults = rules.flatMap(defaultsOf);
    const algorithms = defaults.map((byDefault) => byDefault.at("sseAlgorithm"));
    if ([...rules, ...algorithms].some((each) => each.isUnknown)) return;
    const keys = defaults
      .filter((byDefault) => byDefault.at("sseAlgorithm").is(...KMS))
      .map((byDefault) => byDefault.at("kmsMasterKeyId"));
    if (keys.some((key) => !key.isMissing)) return;
    const [key] = keys;
    if (key !== undefined) {
      report(`${found(key)}, so its default encryption takes the AWS managed key`);
    } else if (parameters.everyBucket && receivesLogs(stack, resource) === false) {
      const [algorithm] = algorithms;
      const what = algorithm ? `its ${found(algorithm, ["AES256"])}` : "it has no configuration";
      report(`${what}, and every bucket must have a key`);
    }
  },
});
