/** Alarms as data: what is measured, over how long, and what is too much. */
import { explained, type RunbookSection } from "../runbook";
import type { Query } from "./requestMetrics";

export interface AlarmPlan {
  /** End of the alarm's name. */
  readonly word: string;
  /** What is wrong, as the message about the alarm says it. */
  readonly description: string;
  /** Where the runbook says what to do. */
  readonly section: RunbookSection;
  /** The alarm is raised beyond it. */
  readonly threshold: number;
  /** Side of the threshold that is bad. @default "above" */
  readonly side?: "above" | "below";
  /** Periods that count, and how many of them must be bad. */
  readonly periods: { readonly of: number; readonly bad: number };
  /** Queries, one of which returns data. */
  readonly queries: readonly Query[];
}

/** The inputs of a metric alarm that raises as planned; no data is no trouble. */
export function alarmInputs(plan: AlarmPlan, about: string) {
  return {
    alarmDescription: explained(`${about}: ${plan.description}`, plan.section),
    comparisonOperator: plan.side === "below" ? "LessThanThreshold" : "GreaterThanThreshold",
    threshold: plan.threshold,
    evaluationPeriods: plan.periods.of,
    datapointsToAlarm: plan.periods.bad,
    treatMissingData: "notBreaching",
    metricQueries: [...plan.queries],
  };
}

/** A plan over one metric, a query of which becomes the one that is judged. */
export function metricPlan(
  plan: Omit<AlarmPlan, "queries"> & { readonly query: Query },
): AlarmPlan {
  const { query, ...rest } = plan;
  return { ...rest, queries: [{ ...query, returnData: true, label: plan.description }] };
}
