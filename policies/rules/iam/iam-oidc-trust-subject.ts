import type { Condition, Statement } from "../../aws/policyDocument";
import { statementsOf } from "../../aws/policyDocument";
import { ROLE } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

const TAKES_TOKENS = "sts:assumerolewithwebidentity";
/** Providers whose tokens carry another mark of whose they are. */
const NOT_BY_SUBJECT = ["cognito-identity.amazonaws.com", "accounts.google.com"];

/** Conditions on a key of the provider's tokens that a token without the key does not meet. */
function pinned(statement: Statement, claim: string): readonly Condition[] {
  return statement.conditions.filter(
    ({ key, operator, holdsWithoutKey }) =>
      key.endsWith(`:${claim}`) && /^string(equals|like)/.test(operator) && !holdsWithoutKey,
  );
}

function beginsOpen({ isUnknown, operator, values }: Condition): boolean {
  if (isUnknown || operator !== "stringlike") return false;
  return values.some((value) => /^[*?]/.test(value) || /^repo:[*?]/.test(value));
}

function federates({ allows, actions, principals }: Statement): boolean {
  return (
    allows &&
    actions.some((action) => action.toLowerCase() === TAKES_TOKENS) &&
    principals.some(
      ({ type, value }) =>
        type === "federated" && !NOT_BY_SUBJECT.some((provider) => value.endsWith(provider)),
    )
  );
}

/** A subject such as `repo:*` begins with a wildcard for this purpose: it names nobody's repository. */
export default defineResourceRule({
  id: "iam-oidc-trust-subject",
  title: "OIDC trust pins the audience and subject",
  service: "iam",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: { checkov: ["CKV_AWS_358", "CKV_AWS_393"] },
  types: ROLE,
  fix: "Add StringEquals conditions on the provider's aud and sub, such as repo:example/shop:environment:prod.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
  example: `
import { iam } from "@pulumi/aws";

const statement: iam.PolicyStatement = {
  ...githubTrust,
  Condition: {
    StringEquals: {
      "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
      "token.actions.githubusercontent.com:sub": "repo:example/shop:environment:prod",
    },
  },
};
new iam.Role("pipeline", { ...settings, assumeRolePolicy: { Version: "2012-10-17", Statement: [statement] } });`,
  check({ props, report }) {
    for (const statement of statementsOf(props.at("assumeRolePolicy")).filter(federates)) {
      const subjects = pinned(statement, "sub");
      if (pinned(statement, "aud").length === 0) {
        report(`${statement.path} does not pin the audience of the token`);
      }
      if (subjects.length === 0) {
        report(`${statement.path} does not pin the subject of the token`);
      } else if (subjects.every(beginsOpen)) {
        report(`${statement.path} takes a subject that begins with a wildcard`);
      }
    }
  },
});
