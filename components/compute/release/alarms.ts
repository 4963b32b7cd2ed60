import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import type { ReleaseAlarm, Slo } from "../../../services/contract";
import { explained } from "../../observability/runbook";
import {
  errorShareThreshold,
  latencyThresholdSeconds,
  percentText,
} from "../../observability/slo/errorBudget";
import {
  enoughExpression,
  errorShareExpression,
  judgedQuery,
  type Statistic,
  targetGroupQuery,
} from "../../observability/slo/requestMetrics";

export interface ReleaseAlarmsArgs {
  readonly alarms: readonly ReleaseAlarm[];
  /** @default 99.9 % of requests without an error, 99 % of them within a second */
  readonly slo?: Slo;
  /** End of the load balancer's ARN, such as `app/api/0123456789abcdef`, by which CloudWatch knows it. */
  readonly loadBalancerArnSuffix: pulumi.Input<string>;
  /** Every target group that the service's traffic may be on, by a word for its alarms' names. */
  readonly targetGroups: Readonly<Record<string, lb.TargetGroup>>;
  /** SNS topic that is told of each alarm. @default none; only the release listens */
  readonly topicArn?: pulumi.Input<string>;
  /** Requests in a minute, below which the minute says nothing. @default 10 */
  readonly minimumRequests?: number;
  /** Errors in a minute, below which the minute says nothing: one alone is chance. @default 2 */
  readonly minimumErrors?: number;
}

/**
 * Alarms by which ECS takes a release back, from the service's own promises. Each target group has its
 * own: while a canary takes a tenth of the traffic, the other nine tenths must not hide it. Two bad
 * minutes of three raise an alarm, so a release is judged within five minutes.
 */
export function createReleaseAlarms(
  name: string,
  args: ReleaseAlarmsArgs,
  opts: pulumi.CustomResourceOptions,
): cloudwatch.MetricAlarm[] {
  const actions = args.topicArn === undefined ? undefined : [args.topicArn];
  return Object.entries(args.targetGroups).flatMap(([word, group]) =>
    args.alarms.map((alarm) => {
      const measured = alarm === "5xx" ? errorShare(args) : slowestHundredth(args);
      return new cloudwatch.MetricAlarm(
        `${name}-release-${alarm}-${word}`,
        {
          alarmDescription: explained(
            `${name}, ${word} target group: ${measured.description}; takes a release back`,
            "release",
          ),
          comparisonOperator: "GreaterThanThreshold",
          threshold: measured.threshold,
          evaluationPeriods: 3,
          datapointsToAlarm: 2,
          // The load balancer reports nothing when nothing happens.
          treatMissingData: "notBreaching",
          metricQueries: queriesOf(measured, args.loadBalancerArnSuffix, group.arnSuffix),
          ...(actions === undefined ? {} : { alarmActions: actions, okActions: actions }),
        },
        opts,
      );
    }),
  );
}

interface Measured {
  readonly description: string;
  readonly threshold: number;
  readonly metric: Statistic;
  /** Of `requests` and `value`, the metric. */
  readonly expression: string;
}

function errorShare({ slo, minimumRequests = 10, minimumErrors = 2 }: ReleaseAlarmsArgs): Measured {
  const threshold = errorShareThreshold(slo);
  return {
    description: `more than ${percentText(threshold)} of requests answered with 500 or above`,
    threshold,
    metric: { metricName: "HTTPCode_Target_5XX_Count", stat: "Sum" },
    expression: errorShareExpression("requests", "value", {
      requests: minimumRequests,
      errors: minimumErrors,
    }),
  };
}

function slowestHundredth({ slo, minimumRequests = 10 }: ReleaseAlarmsArgs): Measured {
  const threshold = latencyThresholdSeconds(slo);
  return {
    description: `the slowest hundredth of requests took more than ${threshold} s`,
    threshold,
    metric: { metricName: "TargetResponseTime", stat: "p99" },
    expression: enoughExpression("requests", "value", minimumRequests),
  };
}

function queriesOf(
  { metric, expression, description }: Measured,
  loadBalancerArnSuffix: pulumi.Input<string>,
  targetGroupArnSuffix: pulumi.Input<string>,
) {
  const dimensions = { loadBalancerArnSuffix, targetGroupArnSuffix };
  return [
    judgedQuery(expression, description),
    targetGroupQuery("requests", { metricName: "RequestCount", stat: "Sum" }, dimensions),
    targetGroupQuery("value", metric, dimensions),
  ];
}
