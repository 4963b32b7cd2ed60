import { statementsOf } from "../../aws/policyDocument";
import { allowsEveryone } from "../../aws/publicAccess";
import { TOPIC, TOPIC_POLICY } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "sns-topic-not-public",
  title: "SNS topic policy is not public",
  service: "sns",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["SNS.4"],
    checkov: ["CKV_AWS_169", "CKV_AWS_385"],
    prowler: ["sns_topics_not_publicly_accessible"],
  },
  types: [...TOPIC_POLICY, ...TOPIC],
  fix: "Name the principals that publish or subscribe, or narrow the statement with a fixed aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID.",
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
  example: `
import { iam, sns } from "@pulumi/aws";

const statement: iam.PolicyStatement = {
  Effect: "Allow",
  Principal: { Service: "events.amazonaws.com" },
  Action: "sns:Publish",
  Resource: topic.arn,
  Condition: { ArnEquals: { "aws:SourceArn": eventRule.arn } },
};
new sns.TopicPolicy("orders", {
  ...settings,
  policy: { Version: "2012-10-17", Statement: [statement] },
});`,
  check({ props, report }) {
    for (const statement of statementsOf(props.at("policy"))) {
      if (allowsEveryone(statement)) {
        report(`${statement.path} allows everyone without a condition that pins the caller`);
      }
    }
  },
});
