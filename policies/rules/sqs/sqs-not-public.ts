import { covers, statementsOf } from "../../aws/policyDocument";
import { allowsEveryone } from "../../aws/publicAccess";
import { QUEUE, QUEUE_POLICY } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "sqs-not-public",
  title: "SQS queue policy is not public",
  service: "sqs",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["SQS.3"],
    checkov: ["CKV_AWS_72", "CKV_AWS_168", "CKV_AWS_387"],
    prowler: ["sqs_queues_not_publicly_accessible"],
  },
  types: [...QUEUE_POLICY, ...QUEUE],
  fix: "Name the principals and the actions that they need, or narrow the statement with a fixed aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID.",
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
  example: `
import { sqs } from "@pulumi/aws";

new sqs.QueuePolicy("orders", {
  ...settings,
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: role.arn }, Action: "sqs:SendMessage", Resource: queue.arn }],
  },
});`,
  check({ props, report }) {
    for (const statement of statementsOf(props.at("policy"))) {
      if (allowsEveryone(statement)) {
        report(`${statement.path} allows everyone without a condition that pins the caller`);
      } else if (statement.allows && statement.actions.some((each) => covers(each, "sqs:*"))) {
        report(`${statement.path} allows every action of SQS`);
      }
    }
  },
});
