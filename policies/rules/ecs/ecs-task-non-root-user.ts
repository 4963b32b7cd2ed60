import { containersOf, mayRunWindows } from "../../aws/containers";
import { TASK_DEFINITION } from "../../aws/types";
import { shown } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

const ROOT: readonly string[] = ["root", "0", ""];
const ROOT_USER = /^(root|0)?(:[a-z0-9_-]{1,32})?$/;

/**
 * An image may name its own user, but the task definition does not show it; so unset counts as root.
 */
export default defineResourceRule({
  id: "ecs-task-non-root-user",
  title: "Containers run as a non-root user",
  service: "ecs",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: {
    fsbp: ["ECS.20"],
    prowler: ["ecs_task_definitions_host_networking_mode_users"],
  },
  types: TASK_DEFINITION,
  fix: 'Set user in the container definition to a numeric user other than 0, such as "1000:1000".',
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html",
  example: `
import { ecs } from "@pulumi/aws";

new ecs.TaskDefinition("orders", {
  ...settings,
  containerDefinitions: JSON.stringify([{ ...container, user: "1000:1000" }]),
});`,
  check({ props, report }) {
    if (mayRunWindows(props)) return;
    for (const { label, definition } of containersOf(props)) {
      const user = definition.at("user");
      const name = user.isMissing ? ROOT[0] : user.text()?.split(":")[0];
      if (name === undefined || !ROOT.includes(name)) continue;
      report(`user of ${label} is ${shown(user, ROOT_USER)}`);
    }
  },
});
