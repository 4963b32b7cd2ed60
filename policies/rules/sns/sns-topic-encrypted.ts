import { statementsOf } from "../../aws/policyDocument";
import { TOPIC } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

const AWS_MANAGED = "alias/aws/sns";

/** AWS's own key lets no service in, so a topic that services publish to needs a key of the account. */
export default defineResourceRule({
  id: "sns-topic-encrypted",
  title: "SNS topic is encrypted with KMS",
  service: "sns",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["SNS.1"],
    checkov: ["CKV_AWS_26"],
    prowler: ["sns_topics_kms_encryption_at_rest_enabled"],
  },
  types: TOPIC,
  fix: "Set kmsMasterKeyId to a customer managed key whose policy lets the publishing services in.",
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html",
  example: `
import { sns } from "@pulumi/aws";

new sns.Topic("orders", { ...settings, kmsMasterKeyId: key.arn });`,
  check({ props, report }) {
    const key = props.at("kmsMasterKeyId");
    if (key.isUnknown) return;
    if (key.isMissing) {
      report("kmsMasterKeyId is not set");
      return;
    }
    if (key.isNot(AWS_MANAGED)) return;
    const byService = statementsOf(props.at("policy")).some(
      ({ allows, principals }) => allows && principals.some(({ type }) => type === "service"),
    );
    if (byService) report(`kmsMasterKeyId is "${AWS_MANAGED}", which lets no AWS service publish`);
  },
});
