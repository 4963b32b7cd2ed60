import { SECRET, SECRET_ROTATION } from "../../aws/types";
import { integer, strings } from "../../framework/parameters";
import { defineStackRule } from "../../framework/rule";

/** A schedule in words of cron or rate says nothing about days here and is taken as meant. */
export default defineStackRule({
  id: "secrets-rotation",
  title: "Secrets have automatic rotation",
  service: "secretsmanager",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: {
    fsbp: ["SecretsManager.1", "SecretsManager.4"],
    checkov: ["CKV_AWS_304", "CKV2_AWS_57"],
    cdkNag: ["AwsSolutions-SMG4"],
    prowler: [
      "secretsmanager_automatic_rotation_enabled",
      "secretsmanager_secret_rotated_periodically",
    ],
  },
  types: SECRET,
  relatedTypes: SECRET_ROTATION,
  parameters: {
    maximumDays: integer({
      description: "Most days between two rotations.",
      default: 90,
      minimum: 1,
      maximum: 1000,
    }),
    exemptNames: strings({
      description: "Beginnings of the names of secrets that an AWS service manages and rotates.",
      default: ["rds!", "ecs-sc!", "events!", "opsworks-cm!", "appflow!", "databrew!"],
    }),
  },
  fix: "Add a SecretRotation for the secret with rotationRules.automaticallyAfterDays of 90 or less.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
  example: `
import { secretsmanager } from "@pulumi/aws";

new secretsmanager.SecretRotation("orders", {
  secretId: secret.id,
  rotationLambdaArn: handler.arn,
  rotationRules: { automaticallyAfterDays: 30 },
});`,
  check({ resource, props, stack, parameters, report }) {
    if (props.at("name").isUnknown) return;
    const name = props.at("name").text() ?? "";
    if (parameters.exemptNames.some((beginning) => name.startsWith(beginning))) return;
    const rotations = stack.referrers(resource, SECRET_ROTATION, "secretId");
    if (rotations?.length === 0) report("no SecretRotation in the stack names this secret");
    for (const rotation of rotations ?? []) {
      const days = rotation.props.at("rotationRules").at("automaticallyAfterDays");
      const number = days.number();
      if (number !== undefined && number > parameters.maximumDays) {
        report(`it is rotated every ${number} days only`);
      }
    }
  },
});
