import { containersOf } from "../../aws/containers";
import { TASK_DEFINITION } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "ecs-task-no-privileged",
  title: "Containers are not privileged",
  service: "ecs",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ECS.4"],
    checkov: ["CKV_AWS_334"],
    prowler: ["ecs_task_definitions_no_privileged_containers"],
  },
  types: TASK_DEFINITION,
  fix: "Remove privileged from the container definition, and add the single Linux capability that it needs.",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html",
  example: `
import { ecs } from "@pulumi/aws";

new ecs.TaskDefinition("orders", {
  ...settings,
  containerDefinitions: JSON.stringify([
    {
      ...container,
      privileged: false,
      linuxParameters: { capabilities: { drop: ["ALL"] } },
    },
  ]),
});`,
  check({ props, report }) {
    for (const { label, definition } of containersOf(props)) {
      if (definition.at("privileged").is(true)) report(`privileged of ${label} is true`);
    }
  },
});
