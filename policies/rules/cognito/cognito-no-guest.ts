import { IDENTITY_POOL } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "cognito-no-guest",
  title: "Cognito identity pool gives no credentials to guests",
  service: "cognito",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["Cognito.2"],
    checkov: ["CKV_AWS_366"],
    cdkNag: ["AwsSolutions-COG7"],
    prowler: ["cognito_identity_pool_guest_access_disabled"],
  },
  types: IDENTITY_POOL,
  fix: "Set allowUnauthenticatedIdentities and allowClassicFlow to false.",
  url: "https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html",
  example: `
import { cognito } from "@pulumi/aws";

new cognito.IdentityPool("customers", {
  ...settings,
  allowUnauthenticatedIdentities: false,
  allowClassicFlow: false,
});`,
  remedy: [
    { path: "allowUnauthenticatedIdentities", value: false },
    { path: "allowClassicFlow", value: false },
  ],
  check({ props, report }) {
    const on = ["allowUnauthenticatedIdentities", "allowClassicFlow"]
      .map((name) => props.at(name))
      .filter((setting) => setting.is(true));
    if (on.length > 0) report(on.map((setting) => found(setting)).join(" and "));
  },
});
