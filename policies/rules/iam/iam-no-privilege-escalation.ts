import { described, escalations } from "../../aws/escalation";
import { identityStatements, IDENTITY_POLICY_TYPES } from "../../aws/identityPolicies";
import { defineResourceRule } from "../../framework/rule";

/**
 * Judges the statements of one policy together. An action counts where its resource is every one, or
 * every one of a kind; on named resources the policy has chosen whom it trusts.
 */
export default defineResourceRule({
  id: "iam-no-privilege-escalation",
  title: "IAM policies hold no privilege escalation combination",
  service: "iam",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    checkov: ["CKV_AWS_286"],
    prowler: [
      "iam_policy_allows_privilege_escalation",
      "iam_inline_policy_allows_privilege_escalation",
    ],
  },
  types: IDENTITY_POLICY_TYPES,
  fix: "Name the roles that may be passed or changed in Resource, or take one of the actions away.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  example: `
import { iam } from "@pulumi/aws";

const statement: iam.PolicyStatement = {
  Effect: "Allow",
  Action: "iam:PassRole",
  Resource: role.arn,
  Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
};
new iam.RolePolicy("deploy", {
  ...settings,
  policy: { Version: "2012-10-17", Statement: [statement] },
});`,
  check({ props, report }) {
    const found = escalations(identityStatements(props));
    if (found.length > 0) report(`the policy allows ${described(found)} without naming whose`);
  },
});
