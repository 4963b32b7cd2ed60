import { containersOf } from "../../aws/containers";
import { plainSecret, variableLabel } from "../../aws/credentials";
import { TASK_DEFINITION } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

/**
 * The value is never printed. Names that point at a secret, such as DB_PASSWORD_ARN, are fine.
 */
export default defineResourceRule({
  id: "ecs-task-no-env-secrets",
  title: "Secrets are not plain container environment variables",
  service: "ecs",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ECS.8"],
    cdkNag: ["AwsSolutions-ECS2"],
    prowler: ["ecs_task_definitions_no_environment_secrets"],
  },
  types: TASK_DEFINITION,
  fix: "Keep the value in Secrets Manager or Parameter Store and name it under secrets with valueFrom.",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
  example: `
import { ecs } from "@pulumi/aws";

new ecs.TaskDefinition("orders", {
  ...settings,
  containerDefinitions: secret.arn.apply((valueFrom) =>
    JSON.stringify([
      { ...container, environment: [], secrets: [{ name: "DATABASE_LOGIN", valueFrom }] },
    ]),
  ),
});`,
  check({ props, report }) {
    for (const { label, definition } of containersOf(props)) {
      for (const variable of definition.at("environment").items()) {
        const name = variable.at("name").text() ?? "";
        const problem = plainSecret(name, variable.at("value"));
        if (problem === undefined) continue;
        report(`${variableLabel(name, variable.path)} of ${label} ${problem}`);
      }
    }
  },
});
