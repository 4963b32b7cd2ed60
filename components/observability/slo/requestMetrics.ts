/** Requests, their errors and how long they took, as CloudWatch knows them, and the sums that alarms judge. */
import type { input } from "@pulumi/aws/types";
import * as pulumi from "@pulumi/pulumi";

/** One query of an alarm: a metric or an expression over others. */
export type Query = input.cloudwatch.MetricAlarmMetricQuery;

/** A metric's name and how its values are put together. */
export interface Statistic {
  readonly metricName: string;
  readonly stat: string;
}

/**
 * A metric of one target group.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function targetGroupQuery(
  id: string,
  { metricName, stat }: Statistic,
  dimensions: {
    readonly loadBalancerArnSuffix: pulumi.Input<string>;
    readonly targetGroupArnSuffix: pulumi.Input<string>;
  },
  periodSeconds = 60,
): Query {
  return {
    id,
    metric: {
      namespace: "AWS/ApplicationELB",
      dimensions: {
        LoadBalancer: dimensions.loadBalancerArnSuffix,
        TargetGroup: dimensions.targetGroupArnSuffix,
      },
      metricName,
      stat,
      period: periodSeconds,
    },
    returnData: false,
  };
}

/**
 * A metric of a function's alias, whichever version answered.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html
 */
export function aliasQuery(
  id: string,
  { metricName, stat }: Statistic,
  fn: { readonly functionName: pulumi.Input<string>; readonly aliasName: pulumi.Input<string> },
  periodSeconds = 60,
): Query {
  return {
    id,
    metric: {
      namespace: "AWS/Lambda",
      metricName,
      dimensions: {
        FunctionName: fn.functionName,
        Resource: pulumi.interpolate`${fn.functionName}:${fn.aliasName}`,
      },
      stat,
      period: periodSeconds,
    },
    returnData: false,
  };
}

/** The one query whose value the alarm compares, over others by their ids. */
export function judgedQuery(expression: string, label: string): Query {
  return { id: "judged", expression, label, returnData: true };
}

/** Fewer than these say nothing: one error alone is chance. */
export interface LeastCounts {
  readonly requests: number;
  readonly errors: number;
}

/** Share of `errors` among `requests`, two expressions; 0 while there are too few to say. */
export function errorShareExpression(requests: string, errors: string, least: LeastCounts): string {
  return `IF(${requests} >= ${least.requests} AND ${errors} >= ${least.errors}, ${grouped(errors)} / ${grouped(requests)}, 0)`;
}

/** `value` while there are enough `requests` for it to say something, otherwise 0. */
export function enoughExpression(requests: string, value: string, leastRequests: number): string {
  return `IF(${requests} >= ${leastRequests}, ${value}, 0)`;
}

/** A sum in brackets, anything else as it is. */
function grouped(expression: string): string {
  return expression.includes(" + ") ? `(${expression})` : expression;
}
