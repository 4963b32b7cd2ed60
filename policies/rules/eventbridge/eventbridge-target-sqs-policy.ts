import type { Statement } from "../../aws/policyDocument";
import { covers, statementsOf } from "../../aws/policyDocument";
import { resourcePolicies } from "../../aws/resourcePolicies";
import {
  EVENT_RULE,
  EVENT_TARGET,
  QUEUE,
  QUEUE_POLICY,
  TOPIC,
  TOPIC_POLICY,
} from "../../aws/types";
import type { StackGraph } from "../../framework/graph";
import type { Resource } from "../../framework/resource";
import { defineStackRule } from "../../framework/rule";

/** What EventBridge needs on a queue and on a topic, and where their policies stand. */
const RECEIVERS = [
  { types: QUEUE, policies: QUEUE_POLICY, key: "queueUrl", action: "sqs:SendMessage" },
  { types: TOPIC, policies: TOPIC_POLICY, key: "arn", action: "sns:Publish" },
] as const;

/** The rule's own ARN; undefined when the preview does not know it. */
function ruleArn(stack: StackGraph, target: Resource): string | undefined {
  const [rule] = stack.targets(target, "rule", EVENT_RULE) ?? [];
  return rule?.props.at("arn").text();
}

function letsIn(statement: Statement, action: string, arn: string | undefined): boolean {
  return (
    statement.allows &&
    statement.principals.some(({ value }) => value === "events.amazonaws.com") &&
    statement.actions.some((each) => covers(each, action)) &&
    statement.conditions.some(
      ({ key, values, isUnknown }) =>
        key === "aws:sourcearn" &&
        (isUnknown || arn === undefined || values.some((value) => covers(value, arn))),
    )
  );
}

export default defineStackRule({
  id: "eventbridge-target-sqs-policy",
  title: "Queues and topics targeted by rules allow EventBridge in",
  service: "eventbridge",
  severity: "high",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: {},
  types: EVENT_TARGET,
  relatedTypes: [...EVENT_RULE, ...QUEUE, ...QUEUE_POLICY, ...TOPIC, ...TOPIC_POLICY],
  fix: "Allow events.amazonaws.com in the policy of the queue or topic, with the rule's ARN as aws:SourceArn.",
  url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html",
  example: `
import { iam, sqs } from "@pulumi/aws";

const statement: iam.PolicyStatement = {
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: queue.arn,
  Condition: { ArnEquals: { "aws:SourceArn": eventRule.arn } },
};
new sqs.QueuePolicy("orders", {
  queueUrl: queue.url,
  policy: { Version: "2012-10-17", Statement: [statement] },
});`,
  check({ resource, stack, report }) {
    for (const { types, policies, key, action } of RECEIVERS) {
      for (const receiver of stack.targets(resource, "arn", types) ?? []) {
        const documents = resourcePolicies(stack, receiver, policies, key);
        if (documents === undefined) return;
        const arn = ruleArn(stack, resource);
        const statements = documents.flatMap(statementsOf);
        if (!statements.some((statement) => letsIn(statement, action, arn))) {
          report(`the policy of "${receiver.name}" does not let this rule in`);
        }
      }
    }
  },
});
