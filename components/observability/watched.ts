/** What a resource is watched by, as the resource itself tells: a new kind says it in one place. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import type { AlarmTopic } from "./alarmTopic";
import type { MetricLine } from "./dashboard/widgets";
import { alarmInputs, type AlarmPlan } from "./slo/alarmPlan";

/** What can go wrong with a resource, and what a dashboard draws of it. */
export interface Signals {
  /** Each becomes an alarm. */
  readonly plans: readonly AlarmPlan[];
  /** Lines of a chart. */
  readonly lines: readonly MetricLine[];
}

export interface Watched extends Signals {
  /** The resource's name, with which the names of its alarms begin. */
  readonly name: string;
  /** The resource's component, to which its alarms belong. */
  readonly owner: pulumi.ComponentResource;
  /** Where its metrics are. @default the stack's region */
  readonly region?: string;
}

/** The alarms of a resource, once however many services link to it. */
export function createAlarms(
  { name, owner, plans, region }: Watched,
  topic: Pick<AlarmTopic, "arn">,
): cloudwatch.MetricAlarm[] {
  return plans.map(
    (plan) =>
      new cloudwatch.MetricAlarm(
        `${name}-${plan.word}`,
        {
          ...alarmInputs(plan, name),
          ...(region === undefined ? {} : { region }),
          alarmActions: [topic.arn],
          okActions: [topic.arn],
        },
        { parent: owner },
      ),
  );
}
