import { USER_POOL } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

const MODES = ["OFF", "AUDIT", "ENFORCED"] as const;

export default defineResourceRule({
  id: "cognito-protection",
  title: "Cognito user pool is protected against attacks and deletion",
  service: "cognito",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: {
    fsbp: ["Cognito.1", "Cognito.6"],
    cdkNag: ["AwsSolutions-COG8"],
    prowler: [
      "cognito_user_pool_advanced_security_enabled",
      "cognito_user_pool_deletion_protection_enabled",
    ],
  },
  types: USER_POOL,
  fix: 'Set userPoolAddOns.advancedSecurityMode to "ENFORCED" with userPoolTier "PLUS", and deletionProtection to "ACTIVE".',
  url: "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html",
  example: `
import { cognito } from "@pulumi/aws";

new cognito.UserPool("customers", {
  ...settings,
  userPoolTier: "PLUS",
  userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
  deletionProtection: "ACTIVE",
});`,
  check({ props, report }) {
    const mode = props.at("userPoolAddOns").at("advancedSecurityMode");
    const deletion = props.at("deletionProtection");
    const faults = [
      ...(mode.isNot("ENFORCED") ? [found(mode, MODES)] : []),
      ...(deletion.isNot("ACTIVE") ? [found(deletion, ["INACTIVE"])] : []),
    ];
    if (faults.length > 0) report(faults.join(" and "));
  },
});
