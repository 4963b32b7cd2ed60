import { described, escalations } from "../../aws/escalation";
import { statementsOf } from "../../aws/policyDocument";
import { documentsOf, ROLE_POLICY_TYPES } from "../../aws/rolePolicies";
import { ROLE } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

/**
 * Looks at all policies of a role together: passing roles may be allowed in one and creating functions in
 * another. What one policy allows by itself is told of by iam-no-privilege-escalation, before the policy
 * exists. A boundary decides what remains of a role's policies, so a role with one is not judged.
 */
export default defineStackRule({
  id: "iam-role-no-privilege-escalation",
  title: "The policies of a role together hold no privilege escalation combination",
  service: "iam",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    checkov: ["CKV_AWS_286"],
    prowler: ["iam_policy_allows_privilege_escalation"],
  },
  types: ROLE,
  relatedTypes: ROLE_POLICY_TYPES,
  fix: "Name the roles that may be passed in Resource, or take one of the actions away.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  example: `
import { iam } from "@pulumi/aws";

const statement: iam.PolicyStatement = {
  Effect: "Allow",
  Action: "iam:PassRole",
  Resource: taskRole.arn,
  Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
};
new iam.RolePolicy("deploy", {
  ...settings,
  policy: { Version: "2012-10-17", Statement: [statement] },
});`,
  check({ resource, props, stack, report }) {
    const boundary = props.at("permissionsBoundary");
    const documents = documentsOf(stack, resource);
    if (boundary.isUnknown || !boundary.isMissing || documents === undefined) return;
    const statements = documents.map(statementsOf);
    const single = new Set(statements.flatMap(escalations).map(String));
    const together = escalations(statements.flat()).filter((one) => !single.has(String(one)));
    if (together.length === 0) return;
    report(`its policies together allow ${described(together)} without naming whose`);
  },
});
