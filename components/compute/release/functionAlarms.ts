import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { ReleaseAlarm, Slo } from "../../../services/contract";
import {
  errorShareThreshold,
  latencyThresholdSeconds,
  percentText,
} from "../../observability/slo/errorBudget";
import { explained } from "../../observability/runbook";
import type { AnsweredErrors } from "../../observability/slo/requestCounts";
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
): { readonly alarms: cloudwatch.MetricAlarm[]; readonly answered: AnsweredErrors | undefined } {
  const actions = args.topicArn === undefined ? undefined : [args.topicArn];
  const answered = args.alarms.includes("5xx") ? countAnswers(name, args, opts) : undefined;
  const alarms = args.alarms.map((alarm) => {
    const measured =
      alarm === "5xx" && answered !== undefined
        ? errorShare(args, answered)
        : slowestHundredth(args);
    return new cloudwatch.MetricAlarm(
      `${name}-release-${alarm}`,
      {
        alarmDescription: explained(
          `${name}: ${measured.description}; takes a release back`,
          "release",
        ),
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
  return { alarms, answered };
}

interface Measured {
  readonly description: string;
  readonly threshold: number;
  /** Of `calls` and what `queries` add. */
  readonly expression: string;
  readonly queries: readonly Query[];
}

/**
 * Requests that were answered with 500 or above. To Lambda such an answer is a success, so they are
 * counted in the log, where each request leaves a line.
 */
function countAnswers(
  name: string,
  args: FunctionAlarmsArgs,
  opts: pulumi.CustomResourceOptions,
): AnsweredErrors {
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
  return answered;
}

function errorShare(args: FunctionAlarmsArgs, answered: AnsweredErrors): Measured {
  const { minimumCalls = 10, minimumErrors = 2 } = args;
  const threshold = errorShareThreshold(args.slo);
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
