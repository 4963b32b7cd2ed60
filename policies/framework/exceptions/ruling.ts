/** What becomes of a violation: it stands, somebody waived it, or the baseline knows it. */
import type { Outcome } from "../evaluate";
import type { Baseline } from "./baseline";
import type { Waiver } from "./waiver";
import { covers, isExpired } from "./waiver";

export type Ruling =
  | { readonly kind: "stands" }
  | { readonly kind: "waived"; readonly waiver: Waiver }
  | { readonly kind: "known" };

/** A violation and what became of it. */
export interface Violation {
  readonly problem: string;
  readonly ruling: Ruling;
}

/** What is accepted in this run. */
export interface Exceptions {
  readonly waivers: readonly Waiver[];
  /** @default no baseline: every violation is new */
  readonly baseline?: Baseline;
}

export const NO_EXCEPTIONS: Exceptions = { waivers: [] };

function rule(
  outcome: Outcome,
  problem: string,
  { waivers, baseline }: Exceptions,
  today: string,
): Ruling {
  const waiver = waivers.find(
    (each) => !isExpired(each, today) && covers(each, outcome.rule.id, outcome.resource),
  );
  if (waiver) return { kind: "waived", waiver };
  return { kind: baseline?.has(outcome, problem) === true ? "known" : "stands" };
}

/** Rules on each violation of an outcome. */
export function ruleOn(
  outcome: Outcome,
  exceptions: Exceptions,
  today: string,
): readonly Violation[] {
  return outcome.problems.map((problem) => ({
    problem,
    ruling: rule(outcome, problem, exceptions, today),
  }));
}
