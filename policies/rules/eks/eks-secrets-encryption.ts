import { EKS_CLUSTER } from "../../aws/types";
import type { Property } from "../../framework/property";
import { defineResourceRule } from "../../framework/rule";

function lacksSecrets(resources: Property): boolean {
  const items = resources.items();
  if (resources.isUnknown || items.some((item) => item.isUnknown)) return false;
  return !items.some((item) => item.is("secrets"));
}

/**
 * Clusters from Kubernetes 1.28 on encrypt all API data with a key that AWS owns; the rule asks for a
 * key of the account's own, whose use can be seen and ended.
 */
export default defineResourceRule({
  id: "eks-secrets-encryption",
  title: "EKS encrypts secrets with a KMS key of the account",
  service: "eks",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["EKS.3"],
    checkov: ["CKV_AWS_58"],
    prowler: ["eks_cluster_kms_cmk_encryption_in_secrets_enabled"],
  },
  types: EKS_CLUSTER,
  fix: 'Set encryptionConfig with resources ["secrets"] and provider.keyArn.',
  url: "https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html",
  example: `
import { eks } from "@pulumi/aws";

new eks.Cluster("shop", {
  ...settings,
  encryptionConfig: { resources: ["secrets"], provider: { keyArn: key.arn } },
});`,
  check({ props, report }) {
    const encryption = props.at("encryptionConfig");
    if (encryption.isUnknown) return;
    const resources = encryption.at("resources");
    const key = encryption.at("provider").at("keyArn");
    if (encryption.isMissing) report("encryptionConfig is not set");
    else if (lacksSecrets(resources)) {
      report(`${resources.path} does not name secrets`);
    } else if (key.isMissing) report(`${key.path} is not set`);
  },
});
