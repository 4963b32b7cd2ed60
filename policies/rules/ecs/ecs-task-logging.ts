import { containersOf } from "../../aws/containers";
import { TASK_DEFINITION } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "ecs-task-logging",
  title: "Every container has a log configuration",
  service: "ecs",
  severity: "high",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ECS.9"],
    cdkNag: ["AwsSolutions-ECS7"],
    prowler: ["ecs_task_definitions_logging_enabled"],
  },
  types: TASK_DEFINITION,
  fix: 'Set logConfiguration in the container definition, with logDriver "awslogs" and the option awslogs-group, or "awsfirelens".',
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",
  example: `
import { ecs } from "@pulumi/aws";

new ecs.TaskDefinition("orders", {
  ...settings,
  containerDefinitions: JSON.stringify([
    {
      ...container,
      logConfiguration: {
        logDriver: "awslogs",
        options: { "awslogs-group": "/shop/orders", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "orders" },
      },
    },
  ]),
});`,
  check({ props, report }) {
    for (const { label, definition } of containersOf(props)) {
      const configuration = definition.at("logConfiguration");
      const driver = configuration.at("logDriver");
      const group = configuration.at("options").at("awslogs-group");
      if (driver.isMissing) report(`logConfiguration.logDriver of ${label} is not set`);
      else if (driver.is("none")) report(`logConfiguration.logDriver of ${label} is "none"`);
      else if (driver.is("awslogs") && group.isMissing) {
        report(`the log option awslogs-group of ${label} is not set`);
      }
    }
  },
});
