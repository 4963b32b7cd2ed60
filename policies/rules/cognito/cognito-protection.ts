import { USER_POOL } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

const MODES = ["OFF", "AUDIT", "ENFORCED"] as const;

/** Sign-in through one's own triggers has a mode of its own, which does nothing while the first is off. */
export default defineResourceRule({
  id: "cognito-protection",
  title: "Cognito user pool is protected against attacks and deletion",
  service: "cognito",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: {
    fsbp: ["Cognito.1", "Cognito.4", "Cognito.6"],
    cdkNag: ["AwsSolutions-COG8"],
    prowler: [
      "cognito_user_pool_advanced_security_enabled",
      "cognito_user_pool_deletion_protection_enabled",
    ],
  },
  types: USER_POOL,
  fix: 'Set userPoolAddOns.advancedSecurityMode and its advancedSecurityAdditionalFlows.customAuthMode to "ENFORCED" with userPoolTier "PLUS", and deletionProtection to "ACTIVE".',
  url: "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html",
  example: `
import { cognito } from "@pulumi/aws";

new cognito.UserPool("customers", {
  ...settings,
  userPoolTier: "PLUS",
  userPoolAddOns: {
    advancedSecurityMode: "ENFORCED",
    advancedSecurityAdditionalFlows: { customAuthMode: "ENFORCED" },
  },
  deletionProtection: "ACTIVE",
});`,
  check({ props, report }) {
    const addOns = props.at("userPoolAddOns");
    const mode = addOns.at("advancedSecurityMode");
    const custom = addOns.at("advancedSecurityAdditionalFlows").at("customAuthMode");
    const deletion = props.at("deletionProtection");
    const faults = [
      ...(mode.isNot("ENFORCED") ? [found(mode, MODES)] : []),
      ...(mode.is("ENFORCED") && custom.isNot("ENFORCED") ? [found(custom, MODES)] : []),
      ...(deletion.isNot("ACTIVE") ? [found(deletion, ["INACTIVE"])] : []),
    ];
    if (faults.length > 0) report(faults.join(" and "));
  },
});
