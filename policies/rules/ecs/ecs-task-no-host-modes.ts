import { TASK_DEFINITION } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/** Namespaces of the instance that a task can share. Fargate refuses them itself. */
const MODES = ["networkMode", "pidMode", "ipcMode"] as const;

export default defineResourceRule({
  id: "ecs-task-no-host-modes",
  title: "Tasks do not share the host's network, process or IPC namespace",
  service: "ecs",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ECS.3", "ECS.17"],
    checkov: ["CKV_AWS_335"],
    prowler: [
      "ecs_task_definitions_host_namespace_not_shared",
      "ecs_task_definitions_host_networking_mode_users",
    ],
  },
  types: TASK_DEFINITION,
  fix: 'Set networkMode to "awsvpc", and leave pidMode and ipcMode out or set them to "task".',
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html",
  example: `
import { ecs } from "@pulumi/aws";

new ecs.TaskDefinition("orders", {
  ...settings,
  networkMode: "awsvpc",
  pidMode: "task",
  ipcMode: "task",
});`,
  check({ props, report }) {
    const shared = MODES.map((mode) => props.at(mode)).filter((mode) => mode.is("host"));
    if (shared.length > 0) report(shared.map((mode) => found(mode, ["host"])).join(" and "));
  },
});
