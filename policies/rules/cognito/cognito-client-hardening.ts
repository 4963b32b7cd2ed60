import { USER_POOL_CLIENT } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/** A browser on the developer's own machine, where there is no certificate. */
const LOCAL = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/;

/**
 * The remedy leaves URLs and flows alone: whether a site answers by HTTPS and which flow a client
 * speaks, only its owner knows.
 */
export default defineResourceRule({
  id: "cognito-client-hardening",
  title: "Cognito app clients tell nothing of users and can revoke tokens",
  service: "cognito",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    prowler: [
      "cognito_user_pool_client_prevent_user_existence_errors",
      "cognito_user_pool_client_token_revocation_enabled",
    ],
  },
  types: USER_POOL_CLIENT,
  fix: 'Set preventUserExistenceErrors to "ENABLED", leave enableTokenRevocation true, use https callback URLs and the authorization code flow.',
  url: "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html",
  example: `
import { cognito } from "@pulumi/aws";

new cognito.UserPoolClient("page", {
  ...settings,
  preventUserExistenceErrors: "ENABLED",
  enableTokenRevocation: true,
  callbackUrls: ["https://shop.example.com/"],
  allowedOauthFlowsUserPoolClient: true,
  allowedOauthFlows: ["code"],
  allowedOauthScopes: ["openid"],
});`,
  remedy: [
    { path: "preventUserExistenceErrors", value: "ENABLED" },
    { path: "enableTokenRevocation", value: true },
  ],
  check({ props, report }) {
    const errors = props.at("preventUserExistenceErrors");
    const revocation = props.at("enableTokenRevocation");
    const flows = props.at("allowedOauthFlows");
    const plain = props
      .at("callbackUrls")
      .items()
      .find((url) => /^http:/i.test(url.text() ?? "") && !LOCAL.test(url.text() ?? ""));
    const faults = [
      ...(errors.isNot("ENABLED") ? [found(errors, ["LEGACY"])] : []),
      ...(revocation.is(false) ? [found(revocation)] : []),
      ...(flows.items().some((flow) => flow.is("implicit"))
        ? [`${flows.path} holds "implicit"`]
        : []),
      ...(plain ? [`${plain.path} is plain http`] : []),
    ];
    if (faults.length > 0) report(faults.join(" and "));
  },
});
