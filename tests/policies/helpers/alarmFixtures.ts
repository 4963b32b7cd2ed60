/** Alarms as the tests of the rule on them declare them. */
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import { resource } from "./fixture";

export const topic = "arn:aws:sns:eu-west-1:123456789012:alarms";
/** What the rule says. */
export const nobody = "no alarm in the stack that tells somebody is about it";

const METRIC = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** An alarm that tells the topic. */
export function alarm(
  name: string,
  props: Partial<cloudwatch.MetricAlarmArgs>,
  dependsOn: Readonly<Record<string, readonly string[]>> = {},
) {
  return resource<cloudwatch.MetricAlarmArgs>(
    METRIC,
    name,
    {
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      threshold: 0,
      alarmActions: [topic],
      ...props,
    },
    { dependsOn },
  );
}
