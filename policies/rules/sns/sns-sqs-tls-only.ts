import { deniesPlainHttp } from "../../aws/plainHttp";
import { statementsOf } from "../../aws/policyDocument";
import { QUEUE, QUEUE_POLICY, TOPIC, TOPIC_POLICY } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

const HOLDERS = [...TOPIC, ...QUEUE] as const;
const TOPIC_TYPES = [...TOPIC, ...TOPIC_POLICY] as const;

export default defineResourceRule({
  id: "sns-sqs-tls-only",
  title: "Topic and queue policies deny plain HTTP",
  service: "sns",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: { cdkNag: ["AwsSolutions-SNS3", "AwsSolutions-SQS4"] },
  types: [...TOPIC_POLICY, ...QUEUE_POLICY, ...TOPIC, ...QUEUE],
  fix: 'Add a statement that denies sns:Publish or sqs:* to "*" when aws:SecureTransport is "false".',
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html#enforce-encryption-data-in-transit",
  example: `
import { sqs } from "@pulumi/aws";

new sqs.QueuePolicy("orders", {
  ...settings,
  policy: {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: queue.arn, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ],
  },
});`,
  check({ resource, props, report }) {
    const policy = props.at("policy");
    if (policy.isUnknown || policy.json().isUnknown) return;
    // A topic or queue may have its policy in a resource of its own.
    if (policy.isMissing && HOLDERS.some((type) => type === resource.type)) return;
    const isTopic = TOPIC_TYPES.some((type) => type === resource.type);
    const action = isTopic ? "sns:Publish" : "sqs:SendMessage";
    if (!statementsOf(policy).some((statement) => deniesPlainHttp(statement, action))) {
      report(`policy does not deny ${action} over plain HTTP to everyone`);
    }
  },
});
