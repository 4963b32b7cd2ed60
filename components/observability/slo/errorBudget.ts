/** What a service promises, as thresholds of alarms. Pure. */
import type { Slo } from "../../../services/contract";

/** Promises of a service that makes none. */
export const sloDefaults = { availability: 0.999, latencyP99Ms: 1000 } as const;

/**
 * Times the allowed pace at which errors use up the budget before a release is taken back. At this pace
 * a month's budget is gone in two days: https://sre.google/workbook/alerting-on-slos/
 */
export const releaseBurnRate = 14.4;

/** A pace at which somebody is told, seen over a long and a short window at once. */
export interface BurnWindow {
  /** As names of alarms have it. */
  readonly word: "fast" | "slow";
  /** Times the pace that would use up the budget in exactly a month. */
  readonly burnRate: number;
  /** Window that shows that it matters. */
  readonly longMinutes: number;
  /** Window that shows that it still goes on, so that the alarm ends soon after the errors do. */
  readonly shortMinutes: number;
}

/**
 * The two paces that call for somebody at once: two per cent of a month's budget gone in an hour, and
 * five per cent in six hours. https://sre.google/workbook/alerting-on-slos/
 */
export const burnWindows: readonly BurnWindow[] = [
  { word: "fast", burnRate: releaseBurnRate, longMinutes: 60, shortMinutes: 5 },
  { word: "slow", burnRate: 6, longMinutes: 360, shortMinutes: 30 },
];

/** No promise is so low that half of all requests failing would be in order. */
const worstShare = 0.5;

/** Share of requests, 0 to 1, whose errors use up the budget at `burnRate` times the allowed pace. */
export function errorShareThreshold(
  { availability }: Slo = {},
  burnRate: number = releaseBurnRate,
): number {
  const budget = 1 - (availability ?? sloDefaults.availability);
  return rounded(Math.min(burnRate * budget, worstShare));
}

/** Seconds within which 99 of 100 requests are answered. */
export function latencyThresholdSeconds({ latencyP99Ms }: Slo = {}): number {
  return rounded((latencyP99Ms ?? sloDefaults.latencyP99Ms) / 1000);
}

/** A share as people read it, such as `1.44 %`. */
export function percentText(share: number): string {
  return `${Number((share * 100).toFixed(4))} %`;
}

/** Without the last digits of binary fractions, so that 14.4 times 0.001 reads 0.0144. */
function rounded(value: number): number {
  return Number(value.toFixed(6));
}
