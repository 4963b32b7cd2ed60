/** What a service promises, as thresholds of alarms. Pure. */
import type { Slo } from "../../../services/contract";

/** Promises of a service that makes none. */
export const sloDefaults = { availability: 0.999, latencyP99Ms: 1000 } as const;

/**
 * Times the allowed pace at which errors use up the budget before a release is taken back. At this pace
 * a month's budget is gone in two days: https://sre.google/workbook/alerting-on-slos/
 */
export const burnRate = 14.4;

/** No promise is so low that half of all requests failing would be in order. */
const worstShare = 0.5;

/** Share of requests, 0 to 1, beyond which errors take a release back. */
export function errorShareThreshold({ availability }: Slo = {}): number {
  const budget = 1 - (availability ?? sloDefaults.availability);
  return rounded(Math.min(burnRate * budget, worstShare));
}

/** Seconds beyond which the slowest hundredth of the requests takes a release back. */
export function latencyThresholdSeconds({ latencyP99Ms }: Slo = {}): number {
  return rounded((latencyP99Ms ?? sloDefaults.latencyP99Ms) / 1000);
}

/** Without the last digits of binary fractions, so that 14.4 times 0.001 reads 0.0144. */
function rounded(value: number): number {
  return Number(value.toFixed(6));
}
