import { USER_POOL } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

const SETTINGS = ["ON", "OFF", "OPTIONAL"] as const;

export default defineResourceRule({
  id: "cognito-mfa",
  title: "Cognito user pool offers or requires a second factor",
  service: "cognito",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["Cognito.5"],
    cdkNag: ["AwsSolutions-COG2"],
    prowler: ["cognito_user_pool_mfa_enabled"],
  },
  types: USER_POOL,
  fix: 'Set mfaConfiguration to "ON", or to "OPTIONAL" with softwareTokenMfaConfiguration.enabled true.',
  url: "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html",
  example: `
import { cognito } from "@pulumi/aws";

new cognito.UserPool("customers", {
  ...settings,
  mfaConfiguration: "ON",
  softwareTokenMfaConfiguration: { enabled: true },
});`,
  check({ props, report }) {
    const mfa = props.at("mfaConfiguration");
    if (mfa.isNot("ON", "OPTIONAL")) report(found(mfa, SETTINGS));
    const token = props.at("softwareTokenMfaConfiguration").at("enabled");
    if (mfa.is("OPTIONAL") && token.isNot(true)) {
      report(`mfaConfiguration is "OPTIONAL" and ${found(token)}`);
    }
  },
});
