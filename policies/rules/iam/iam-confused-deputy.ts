import type { Statement } from "../../aws/policyDocument";
import { statementsOf } from "../../aws/policyDocument";
import { ROLE } from "../../aws/types";
import { strings } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

const SOURCE_KEYS: readonly string[] = [
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
];

function namesSource({ conditions }: Statement): boolean {
  return conditions.some(
    ({ key, holdsWithoutKey }) => SOURCE_KEYS.includes(key) && !holdsWithoutKey,
  );
}

/** Services that act for many customers with one name, and say for whom when they assume a role. */
export default defineResourceRule({
  id: "iam-confused-deputy",
  title: "Service trust policies name the source",
  service: "iam",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: { prowler: ["iam_role_cross_service_confused_deputy_prevention"] },
  types: ROLE,
  parameters: {
    services: strings({
      description: "Service principals that send a source when they assume a role.",
      default: [
        "backup.amazonaws.com",
        "bedrock.amazonaws.com",
        "cognito-idp.amazonaws.com",
        "delivery.logs.amazonaws.com",
        "ecs-tasks.amazonaws.com",
        "pipes.amazonaws.com",
        "scheduler.amazonaws.com",
        "states.amazonaws.com",
        "vpc-flow-logs.amazonaws.com",
      ],
    }),
  },
  fix: "Add a condition on aws:SourceAccount or aws:SourceArn to the trust policy.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
  example: `
import { iam } from "@pulumi/aws";

const statement: iam.PolicyStatement = {
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: "sts:AssumeRole",
  Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
};
new iam.Role("events", {
  ...settings,
  assumeRolePolicy: { Version: "2012-10-17", Statement: [statement] },
});`,
  check({ props, parameters, report }) {
    for (const statement of statementsOf(props.at("assumeRolePolicy"))) {
      if (!statement.allows || namesSource(statement)) continue;
      const trusted = statement.principals
        .filter(({ type, value }) => type === "service" && parameters.services.includes(value))
        .map(({ value }) => value);
      if (trusted.length > 0) {
        report(`${statement.path} trusts ${trusted.join(", ")} whoever it acts for`);
      }
    }
  },
});
