import { KEY } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/**
 * AWS rotates symmetric keys only, and none of a custom key store.
 */
export default defineResourceRule({
  id: "kms-rotation",
  title: "KMS keys rotate",
  service: "kms",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["KMS.4"],
    cis: ["v5.0.0-3.6", "v6.0.0-4.6"],
    checkov: ["CKV_AWS_7"],
    cdkNag: ["AwsSolutions-KMS5"],
    prowler: ["kms_cmk_rotation_enabled"],
  },
  types: KEY,
  fix: "Set enableKeyRotation to true.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
  example: `
import { kms } from "@pulumi/aws";

new kms.Key("orders", { ...settings, enableKeyRotation: true });`,
  remedy: [{ path: "enableKeyRotation", value: true }],
  check({ props, report }) {
    const spec = props.at("customerMasterKeySpec");
    const isSymmetric = spec.isMissing || spec.is("SYMMETRIC_DEFAULT");
    const rotation = props.at("enableKeyRotation");
    if (!isSymmetric || !props.at("customKeyStoreId").isMissing) return;
    if (rotation.isNot(true)) report(found(rotation));
  },
});
