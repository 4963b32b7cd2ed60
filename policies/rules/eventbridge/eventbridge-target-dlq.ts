import { EVENT_TARGET, SCHEDULE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "eventbridge-target-dlq",
  title: "EventBridge targets have a dead-letter queue",
  service: "eventbridge",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: { cdkNag: ["Serverless-EventBusDLQ"] },
  types: [...EVENT_TARGET, ...SCHEDULE],
  fix: "Set deadLetterConfig.arn to an SQS queue, on a schedule below target.",
  url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html",
  example: `
import { cloudwatch } from "@pulumi/aws";

new cloudwatch.EventTarget("orders", {
  ...settings,
  deadLetterConfig: { arn: deadLetters.arn },
});`,
  check({ resource, props, report }) {
    const isSchedule = SCHEDULE.some((type) => type === resource.type);
    const holder = isSchedule ? props.at("target") : props;
    const arn = holder.at("deadLetterConfig").at("arn");
    if (!arn.isUnknown && arn.isMissing) report(found(arn));
  },
});
