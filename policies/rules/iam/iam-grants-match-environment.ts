import { DATA_TYPES, dataOf, grantsOn, OWN_POLICY_TYPES } from "../../aws/grants";
import { unknownIn } from "../../aws/references";
import { allPoliciesOf, ROLE_POLICY_TYPES } from "../../aws/rolePolicies";
import { areTied } from "../../aws/ties";
import { FUNCTION, FUNCTION_ALIAS, ROLE, TASK_DEFINITION } from "../../aws/types";
import { kindOf } from "../../framework/resource";
import type { Resource } from "../../framework/resource";
import { defineStackRule } from "../../framework/rule";

function named({ type, name }: Resource): string {
  return `${kindOf(type).toLowerCase()} "${name}"`;
}

/** Whether a value is not known that no resource is behind; it may be any name. */
function comesFromNowhere(resource: Resource, property: string): boolean {
  const isTraced = (resource.dependencies.get(property) ?? []).length > 0;
  return !isTraced && unknownIn(resource, property) !== undefined;
}

/**
 * Holds what a task or function is told of against what its role may do. A name without a permission
 * fails at the first call; a permission without a name is one that nobody uses, or that came along by
 * mistake. What reaches a function in another way counts as known to it: a mapping, a failure
 * destination.
 */
export default defineStackRule({
  id: "iam-grants-match-environment",
  title: "Roles grant what the environment names, and no more",
  service: "iam",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: {},
  types: [...TASK_DEFINITION, ...FUNCTION],
  relatedTypes: [...ROLE, ...ROLE_POLICY_TYPES, ...DATA_TYPES, ...OWN_POLICY_TYPES],
  fix: "Grant the actions that the code needs on each resource that the environment names, and take away those on resources that it does not name.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  example: `
import { iam } from "@pulumi/aws";

new iam.RolePolicy("place-orders", {
  role: role.name,
  policy: {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: ["sqs:SendMessage"], Resource: queue.arn },
    ],
  },
});`,
  check({ resource, stack, report }) {
    const isTask = TASK_DEFINITION.some((type) => type === resource.type);
    const roles = stack.targets(resource, isTask ? "taskRoleArn" : "role", ROLE);
    const [role] = roles ?? [];
    const grants = role && allPoliciesOf(stack, role);
    if (role === undefined || grants === undefined) return;
    const environment = isTask ? "containerDefinitions" : "environment";
    const told = dataOf(stack, resource, [environment]);
    for (const target of told) {
      if (grants.some((grant) => grantsOn(stack, grant, target))) continue;
      // The target's own policy may name the role instead.
      if (areTied(stack, role, target, OWN_POLICY_TYPES)) continue;
      report(`its environment names ${named(target)}, on which its role grants nothing`);
    }
    if (told.length === 0 && resource.references.at(environment).isUnknown) return;
    if (comesFromNowhere(resource, environment)) return;
    const known = new Set(dataOf(stack, resource, [...resource.dependencies.keys()]));
    const aliases = stack.referrers(resource, FUNCTION_ALIAS, "functionName") ?? [];
    const names = [resource, ...aliases];
    const granted = new Set(
      grants.flatMap(({ holder, property }) => dataOf(stack, holder, [property])),
    );
    for (const target of granted) {
      if (known.has(target) || names.some((name) => areTied(stack, name, target))) continue;
      report(`its role grants actions on ${named(target)}, which its environment does not name`);
    }
  },
});
