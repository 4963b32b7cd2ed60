/** Metrics of what services link to: how they are asked for, drawn and judged. */
import type * as pulumi from "@pulumi/pulumi";
import type { MetricLine } from "../dashboard/widgets";
import type { RunbookSection } from "../runbook";
import { type AlarmPlan, metricPlan } from "./alarmPlan";
import type { Query } from "./requestMetrics";

/** Dimensions of a metric, by name. */
export type Dimensions = Readonly<Record<string, pulumi.Input<string>>>;

/** A metric of a resource, by its place in CloudWatch. */
export interface ResourceMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Dimensions;
  readonly stat: string;
}

const red = "#d13212";

export function metricQuery(id: string, metric: ResourceMetric, periodSeconds = 60): Query {
  const { dimensions, ...rest } = metric;
  return {
    id,
    metric: { ...rest, dimensions: { ...dimensions }, period: periodSeconds },
    returnData: false,
  };
}

export function metricLine(
  { namespace, metricName, dimensions, stat }: ResourceMetric,
  label: string,
  isBad = false,
): MetricLine {
  return [
    ...[namespace, metricName, ...Object.entries(dimensions).flat()],
    { stat, label, ...(isBad ? { color: red } : {}) },
  ];
}

/** Bad in three periods of five minutes, one after the other. */
export const quarterHour = { of: 3, bad: 3 } as const;
export const fiveMinutes = 300;

/** Share of CPU, memory or capacity, in percent, that may be in use. */
export const mostPercent = 90;

export interface Bound {
  readonly word: string;
  readonly description: string;
  readonly section: RunbookSection;
  readonly threshold: number;
  readonly side?: AlarmPlan["side"];
}

export function bounded(bound: Bound, metric: ResourceMetric): AlarmPlan {
  const query = metricQuery("value", metric, fiveMinutes);
  return metricPlan({ ...bound, periods: quarterHour, query });
}
