import { containersOf, mayRunWindows } from "../../aws/containers";
import { TASK_DEFINITION } from "../../aws/types";
import { shown } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "ecs-task-readonly-root",
  title: "Containers have a read-only root file system",
  service: "ecs",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: {
    fsbp: ["ECS.5"],
    checkov: ["CKV_AWS_336"],
    prowler: ["ecs_task_definitions_containers_readonly_access"],
  },
  types: TASK_DEFINITION,
  fix: "Set readonlyRootFilesystem to true in the container definition and mount a volume where it writes.",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html",
  example: `
import { ecs } from "@pulumi/aws";

new ecs.TaskDefinition("orders", {
  ...settings,
  volumes: [{ name: "scratch" }],
  containerDefinitions: JSON.stringify([
    {
      ...container,
      readonlyRootFilesystem: true,
      mountPoints: [{ sourceVolume: "scratch", containerPath: "/tmp" }],
    },
  ]),
});`,
  check({ props, report }) {
    if (mayRunWindows(props)) return;
    for (const { label, definition } of containersOf(props)) {
      const readOnly = definition.at("readonlyRootFilesystem");
      if (readOnly.isNot(true)) report(`readonlyRootFilesystem of ${label} is ${shown(readOnly)}`);
    }
  },
});
