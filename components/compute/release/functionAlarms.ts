import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { ReleaseAlarm, Slo } from "../../../services/contract";
import {
  errorShareThreshold,
  latencyThresholdSeconds,
  percentText,
} from "../../observability/slo/errorBudget";
import {
  aliasQuery,
  enoughExpression,
  errorShareExpression,
  judgedQuery,
  type Query,
} from "../../observability/slo/requestMetrics";

export interface FunctionAlarmsArgs {
  readonly alarms: readonly ReleaseAlarm[];
  /** @default 99.9 % of calls without an error, 99 % of them within a second */
  readonly slo?: Slo;
  readonly functionName: pulumi.Input<string>;
  readonly aliasName: pulumi.Input<string>;
  /** Log group in which the function writes a line for each request, with the status of its answer. */
  readonly logGroupName: pulumi.Input<string>;
  /** SNS topic that is told of each alarm. @default none; only the release listens */
  readonly topicArn?: pulumi.Input<string>;
  /** Calls in a minute, below which the minute says nothing. @default 10 */
  readonly minimumCalls?: number;
  /** Errors in a minute, below which the minute says nothing: one alone is chance. @default 2 */
  readonly minimumErrors?: number;
}

/**
 * Alarms by which CodeDeploy takes a function's release back, from the service's own promises. Two bad
 * minutes of three raise an alarm.
 */
export function createFunctionAlarms(
  name: string,
  args: FunctionAlarmsArgs,
  opts: pulumi.CustomResourceOptions,
): cloudwatch.MetricAlarm[] {
  const actions = args.topicArn === undefined ? undefined : [args.topicArn];
  return args.alarms.map((alarm) => {
    const measured = alarm === "5xx" ? errorShare(name, args, opts) : slowestHundredth(args);
    return new cloudwatch.MetricAlarm(
      `${name}-release-${alarm}`,
      {
        alarmDescription: `${name}: ${measured.description}; takes a release back`,
        comparisonOperator: "GreaterThanThreshold",
        threshold: measured.threshold,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        // Lambda reports nothing when nothing happens.
        treatMissingData: "notBreaching",
        metricQueries: [
          judgedQuery(measured.expression, measured.description),
          aliasQuery("calls", { metricName: "Invocations", stat: "Sum" }, args),
          ...measured.queries,
        ],
        ...(actions === undefined ? {} : { alarmActions: actions, okActions: actions }),
      },
      opts,
    );
  });
}

interface Measured {
  readonly description: string;
  readonly threshold: number;
  /** Of `calls` and what `queries` add. */
  readonly expression: string;
  readonly queries: readonly Query[];
}

/**
 * Calls that failed, and requests that were answered with 500 or above. To Lambda an answer of 500 is a
 * success, so those are counted in the log, where each request leaves a line.
 */
function errorShare(
  name: string,
  args: FunctionAlarmsArgs,
  opts: pulumi.CustomResourceOptions,
): Measured {
  const { minimumCalls = 10, minimumErrors = 2 } = args;
  const threshold = errorShareThreshold(args.slo);
  const answered = {
    namespace: "Microservices/Requests",
    metricName: pulumi.interpolate`${args.functionName}-5xx`,
  };
  new cloudwatch.LogMetricFilter(
    `${name}-release-answers`,
    {
      logGroupName: args.logGroupName,
      pattern: '{ $.message = "request" && $.status >= 500 }',
      metricTransformation: {
        namespace: answered.namespace,
        name: answered.metricName,
        value: "1",
        unit: "Count",
      },
    },
    opts,
  );
  return {
    description: `more than ${percentText(threshold)} of calls failed or were answered with 500 or above`,
    threshold,
    expression: errorShareExpression("calls", "FILL(failed, 0) + FILL(answered, 0)", {
      requests: minimumCalls,
      errors: minimumErrors,
    }),
    queries: [
      aliasQuery("failed", { metricName: "Errors", stat: "Sum" }, args),
      { id: "answered", metric: { ...answered, stat: "Sum", period: 60 }, returnData: false },
    ],
  };
}

function slowestHundredth(args: FunctionAlarmsArgs): Measured {
  const seconds = latencyThresholdSeconds(args.slo);
  return {
    description: `the slowest hundredth of calls took more than ${seconds} s`,
    threshold: seconds * 1000,
    expression: enoughExpression("calls", "duration", args.minimumCalls ?? 10),
    queries: [aliasQuery("duration", { metricName: "Duration", stat: "p99" }, args)],
  };
}
