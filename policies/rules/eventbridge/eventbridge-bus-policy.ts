import { statementsOf } from "../../aws/policyDocument";
import { allowsEveryone } from "../../aws/publicAccess";
import { EVENT_BUS_POLICY, EVENT_PERMISSION } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "eventbridge-bus-policy",
  title: "EventBridge bus policy is not open",
  service: "eventbridge",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: { cdkNag: ["AwsSolutions-EVB1"], prowler: ["eventbridge_bus_exposed"] },
  types: [...EVENT_BUS_POLICY, ...EVENT_PERMISSION],
  fix: "Name the accounts that may put events, or add a condition on aws:PrincipalOrgID.",
  url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html",
  example: `
import { cloudwatch } from "@pulumi/aws";

new cloudwatch.EventBusPolicy("shop", {
  ...settings,
  policy: bus.arn.apply((Resource) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "events:PutEvents", Resource }],
    }),
  ),
});`,
  check({ props, report }) {
    for (const statement of statementsOf(props.at("policy"))) {
      if (allowsEveryone(statement)) {
        report(`${statement.path} allows everyone without a condition that pins the caller`);
      }
    }
    const condition = props.at("condition");
    if (props.at("principal").is("*") && !condition.isUnknown && condition.isMissing) {
      report('principal is "*" and condition is not set');
    }
  },
});
