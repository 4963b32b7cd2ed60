import { USER_POOL } from "../../aws/types";
import { found } from "../../framework/display";
import { integer } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

const KINDS = ["requireLowercase", "requireUppercase", "requireNumbers", "requireSymbols"] as const;

/** Length of a pool that sets none. */
const COGNITO_DEFAULT = 8;

/**
 * A pool without a policy gets Cognito's own: eight characters of all four kinds. Once there is a
 * policy, what it leaves out is not demanded.
 */
export default defineResourceRule({
  id: "cognito-password-policy",
  title: "Cognito passwords are long and mixed",
  service: "cognito",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["Cognito.3"],
    cdkNag: ["AwsSolutions-COG1"],
    prowler: [
      "cognito_user_pool_password_policy_minimum_length_14",
      "cognito_user_pool_password_policy_symbol",
    ],
  },
  parameters: {
    minimumLength: integer({
      description: "Fewest characters of a password.",
      default: 8,
      minimum: 8,
      maximum: 99,
    }),
  },
  types: USER_POOL,
  fix: "Set passwordPolicy with minimumLength of 14, or 8 at least, and all four require settings true.",
  url: "https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html",
  example: `
import { cognito } from "@pulumi/aws";

new cognito.UserPool("customers", {
  ...settings,
  passwordPolicy: {
    minimumLength: 14,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
  },
});`,
  remedy: ({ parameters }) => [
    { path: "passwordPolicy.minimumLength", value: parameters.minimumLength },
    { path: "passwordPolicy.requireLowercase", value: true },
    { path: "passwordPolicy.requireUppercase", value: true },
    { path: "passwordPolicy.requireNumbers", value: true },
    { path: "passwordPolicy.requireSymbols", value: true },
  ],
  check({ props, parameters, report }) {
    const policy = props.at("passwordPolicy");
    const length = policy.at("minimumLength");
    if (policy.isUnknown || length.isUnknown) return;
    if ((length.number() ?? COGNITO_DEFAULT) < parameters.minimumLength) report(found(length));
    if (policy.isMissing) return;
    const off = KINDS.map((kind) => policy.at(kind)).filter((kind) => kind.isNot(true));
    if (off.length > 0) report(off.map((kind) => found(kind)).join(" and "));
  },
});
