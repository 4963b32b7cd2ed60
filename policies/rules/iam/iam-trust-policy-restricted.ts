import type { Statement } from "../../aws/policyDocument";
import { statementsOf } from "../../aws/policyDocument";
import { allowsEveryone } from "../../aws/publicAccess";
import { ROLE } from "../../aws/types";
import { strings } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

const ACCOUNT = /^(?:arn:aws[a-z-]*:iam::)?(\d{12})(?::root)?$/;
const ACCOUNT_GUARDS = ["sts:externalid", "aws:principalorgid", "aws:principalarn"] as const;

/** Identity providers that anybody can get a token from, and the key that tells whose it is. */
const SHARED_PROVIDERS: ReadonlyMap<string, string> = new Map([
  ["token.actions.githubusercontent.com", "token.actions.githubusercontent.com:sub"],
  ["cognito-identity.amazonaws.com", "cognito-identity.amazonaws.com:aud"],
  ["accounts.google.com", "accounts.google.com:aud"],
]);

function hasKey(statement: Statement, ...keys: readonly string[]): boolean {
  return statement.conditions.some(
    ({ key, holdsWithoutKey, values }) =>
      keys.includes(key) && !holdsWithoutKey && !values.includes("*"),
  );
}

/** Accounts trusted as a whole that are not the role's own; none while its own are not known. */
function foreignAccounts({ principals }: Statement, own: readonly string[]): readonly string[] {
  if (own.length === 0) return [];
  return principals
    .filter(({ type }) => type === "aws")
    .flatMap(({ value }) => ACCOUNT.exec(value)?.[1] ?? [])
    .filter((account) => !own.includes(account));
}

function openProviders(statement: Statement): readonly string[] {
  const trusted = statement.principals.filter(({ type }) => type === "federated");
  return [...SHARED_PROVIDERS].flatMap(([provider, key]) =>
    trusted.some(({ value }) => value.endsWith(provider)) && !hasKey(statement, key)
      ? [provider]
      : [],
  );
}

/**
 * Goes beyond the catalogue with identity providers that serve everybody: a role that trusts GitHub's
 * without a subject can be assumed from any repository. Whether an account is foreign can only be told
 * when one's own are known.
 */
export default defineResourceRule({
  id: "iam-trust-policy-restricted",
  title: "Role trust policies are not open",
  service: "iam",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    checkov: ["CKV_AWS_60", "CKV_AWS_61"],
    prowler: ["iam_no_custom_policy_permissive_role_assumption"],
  },
  types: ROLE,
  parameters: {
    ownAccounts: strings({
      description: "Account ids that count as one's own, besides the provider's allowedAccountIds.",
      default: [],
    }),
  },
  fix: "Name the principal that assumes the role, and add sts:ExternalId for another account or the token's sub for an identity provider.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html",
  example: `
import { iam } from "@pulumi/aws";

const statement: iam.PolicyStatement = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::123456789012:role/reports" },
  Action: "sts:AssumeRole",
  Condition: { StringEquals: { "sts:ExternalId": "shop-reports" } },
};
new iam.Role("reports", {
  ...settings,
  assumeRolePolicy: { Version: "2012-10-17", Statement: [statement] },
});`,
  check({ resource, props, parameters, report }) {
    const own = [...parameters.ownAccounts, ...resource.provider.at("allowedAccountIds").texts()];
    for (const statement of statementsOf(props.at("assumeRolePolicy"))) {
      if (!statement.allows) continue;
      const { path } = statement;
      if (allowsEveryone(statement)) report(`${path} lets everyone assume the role`);
      const foreign = foreignAccounts(statement, own);
      if (foreign.length > 0 && !hasKey(statement, ...ACCOUNT_GUARDS)) {
        report(`${path} trusts the whole of account ${foreign.join(", ")} without a condition`);
      }
      for (const provider of openProviders(statement)) {
        report(`${path} trusts every token of ${provider} without a condition on its subject`);
      }
    }
  },
});
