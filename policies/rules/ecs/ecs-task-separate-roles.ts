import { ROLE, TASK_DEFINITION } from "../../aws/types";
import { found } from "../../framework/display";
import { defineStackRule } from "../../framework/rule";

/**
 * A stack rule, unlike the catalogue's: in a first preview both ARNs are unknown, and only their
 * dependencies show that they are the same role.
 */
export default defineStackRule({
  id: "ecs-task-separate-roles",
  title: "Execution role and task role differ",
  service: "ecs",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: { checkov: ["CKV_AWS_249"] },
  types: TASK_DEFINITION,
  relatedTypes: ROLE,
  fix: "Give the task a role of its own in taskRoleArn, and executionRoleArn another that only pulls images, reads secrets and writes logs.",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",
  example: `
import { ecs } from "@pulumi/aws";

new ecs.TaskDefinition("orders", {
  ...settings,
  taskRoleArn: role.arn,
  executionRoleArn: executionRole.arn,
});`,
  check({ resource, props, stack, report }) {
    const execution = props.at("executionRoleArn");
    const task = props.at("taskRoleArn");
    const missing = [execution, task].filter((each) => each.isMissing);
    for (const each of missing) report(found(each));
    if (missing.length > 0) return;
    const executionRoles = stack.targets(resource, "executionRoleArn", ROLE) ?? [];
    const taskRoles = stack.targets(resource, "taskRoleArn", ROLE) ?? [];
    const shared = executionRoles.find((role) => taskRoles.includes(role));
    if (shared) report(`executionRoleArn and taskRoleArn are both the role "${shared.name}"`);
    else if (task.text() !== undefined && execution.is(task.text() ?? "")) {
      report("executionRoleArn and taskRoleArn are the same role");
    }
  },
});
