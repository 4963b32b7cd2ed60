import { statementsOf } from "../../aws/policyDocument";
import { allowsEveryone } from "../../aws/publicAccess";
import { SECRET, SECRET_POLICY } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/**
 * A secret's own `policy` has no blockPublicPolicy; AWS checks only policies that are attached to
 * it. The remedy lets AWS refuse a public policy; who is to be named in it, only the owner knows.
 */
export default defineResourceRule({
  id: "secrets-policy-not-public",
  title: "Secret resource policies are not public",
  service: "secretsmanager",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    prowler: [
      "secretsmanager_not_publicly_accessible",
      "secretsmanager_has_restrictive_resource_policy",
    ],
  },
  types: [...SECRET_POLICY, ...SECRET],
  fix: "Name the principals that may use the secret, and set blockPublicPolicy to true.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
  example: `
import { secretsmanager } from "@pulumi/aws";

new secretsmanager.SecretPolicy("orders", {
  ...settings,
  blockPublicPolicy: true,
  policy: role.arn.apply((AWS) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS }, Action: "secretsmanager:GetSecretValue", Resource: "*" }],
    }),
  ),
});`,
  remedy: [{ path: "blockPublicPolicy", value: true }],
  check({ resource, props, report }) {
    const open = statementsOf(props.at("policy")).find(allowsEveryone);
    if (open !== undefined) report(`${open.path} allows everyone`);
    const block = props.at("blockPublicPolicy");
    const isAttached = SECRET_POLICY.some((type) => type === resource.type);
    if (isAttached && block.isNot(true)) report(found(block));
  },
});
