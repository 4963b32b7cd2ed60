/** Whether waivers and the baseline still fit the stack, seen at its end. */
import type { Rule } from "../rule";
import type { PackRun, StackMember } from "../run";
import type { KnownViolation } from "./baseline";
import { partsOf } from "./urn";
import type { Waiver } from "./waiver";
import { covers, daysBetween, endsSoon, isExpired, isForStack } from "./waiver";

/** Everything that the end of a run knows. */
export interface FinishedStack {
  readonly run: PackRun;
  readonly rules: readonly Rule[];
  readonly resources: readonly StackMember[];
}

/** What is told of waivers: what blocks, and what only warns. */
export interface Notices {
  readonly violations: readonly string[];
  readonly warnings: readonly string[];
}

function described({ place, rule, resource, owner }: Waiver): string {
  return `${place}: the waiver of ${rule} for "${resource}" (owner ${owner})`;
}

/**
 * Why the waiver has nothing to waive in this stack; undefined when it has, and when this run cannot
 * know because the rule is off, did not see the resource, or met a value that is not known yet.
 */
function unneeded(waiver: Waiver, { run, rules, resources }: FinishedStack): string | undefined {
  const rule = rules.find(({ id }) => id === waiver.rule);
  if (rule === undefined) return undefined;
  const covered = resources.filter(
    (each) => rule.types.includes(each.type) && covers(waiver, rule.id, each),
  );
  if (covered.length === 0) return "no resource that the rule judges has this name";
  const judgements = covered.map(({ urn }) => run.judgement(rule.id, urn));
  const isMet = judgements.every(
    (each) => each?.violations.length === 0 && each.unverified.length === 0 && !each.defect,
  );
  return isMet ? "the resource meets the rule" : undefined;
}

function noticeOf(waiver: Waiver, stack: FinishedStack): Partial<Record<keyof Notices, string>> {
  const { today } = stack.run;
  if (isExpired(waiver, today)) {
    const remedy = "Fix what it waived and remove it, or renew it with a reason that still holds.";
    return { violations: `${described(waiver)} expired on ${waiver.expires}. ${remedy}` };
  }
  const reason = unneeded(waiver, stack);
  if (reason !== undefined) {
    const remedy = "Remove it, or name in stacks the stacks that need it.";
    return { violations: `${described(waiver)} has nothing to waive: ${reason}. ${remedy}` };
  }
  if (!endsSoon(waiver, today)) return {};
  const days = daysBetween(today, waiver.expires);
  return { warnings: `${described(waiver)} ends on ${waiver.expires}, in ${days} day(s).` };
}

/** What is to be said about the waivers of this stack. */
export function noticesOfWaivers(stack: FinishedStack): Notices {
  const names = new Set(stack.resources.map(({ urn }) => partsOf(urn).stack));
  const notices = stack.run.exceptions.waivers
    .filter((waiver) => [...names].some((name) => isForStack(waiver, name)))
    .map((waiver) => noticeOf(waiver, stack));
  return {
    violations: notices.flatMap(({ violations }) => violations ?? []),
    warnings: notices.flatMap(({ warnings }) => warnings ?? []),
  };
}

/** Known violations of this stack that are gone for sure; the baseline may not keep them. */
export function goneFromBaseline({ run, resources }: FinishedStack): readonly KnownViolation[] {
  const { baseline } = run.exceptions;
  const present = new Set(resources.map(({ urn }) => urn));
  const stacks = new Set(resources.map(({ urn }) => stackKey(urn)));
  return (baseline?.known ?? []).filter(({ rule, urn, problem }) => {
    if (!stacks.has(stackKey(urn))) return false;
    if (!present.has(urn)) return true;
    const judgement = run.judgement(rule, urn);
    if (judgement === undefined || judgement.unverified.length > 0) return false;
    return !judgement.defect && !judgement.violations.some((each) => each.problem === problem);
  });
}

function stackKey(urn: string): string {
  const { stack, project } = partsOf(urn);
  return `${stack} ${project}`;
}
