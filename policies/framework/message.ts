/** The text of a violation: which resource, what is wrong with which value, and the remedy. */
import type { Violation } from "./exceptions/ruling";
import { daysBetween, endsSoon } from "./exceptions/waiver";
import type { Resource } from "./resource";
import { kindOf } from "./resource";
import type { Judgement } from "./run";

function named(resource: Pick<Resource, "type" | "name">): string {
  return `${kindOf(resource.type)} "${resource.name}"`;
}

/** One violation: what is wrong, the remedy, and where AWS explains it, a line each. */
export function violationMessage(judgement: Judgement, problem: string): string {
  const { rule, resource, unremedied } = judgement;
  const lines = [`${named(resource)}: ${problem}.`, `Fix: ${rule.fix}`, `See: ${rule.url}`];
  return [...lines, ...(unremedied === undefined ? [] : [unremedied])].join("\n");
}

/** A violation that does not block, and why not; undefined for one that does. */
export function exceptionMessage(
  judgement: Judgement,
  { problem, ruling }: Violation,
  today: string,
): string | undefined {
  const wrong = `${named(judgement.resource)}: ${problem}.`;
  if (ruling.kind === "known") {
    return `${wrong}\nKnown: the baseline has it, so it does not block.\nFix: ${judgement.rule.fix}`;
  }
  if (ruling.kind === "stands") return undefined;
  const { waiver } = ruling;
  const days = daysBetween(today, waiver.expires);
  const end = endsSoon(waiver, today) ? `\nThe waiver ends in ${days} ${unit(days)}.` : "";
  return (
    `${wrong}\nWaived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason} ` +
    `(${waiver.place})${end}`
  );
}

function unit(days: number): string {
  return days === 1 ? "day" : "days";
}

/** What is told when a rule itself failed; the resource was then not judged by it. */
export function defectMessage({ rule, resource }: Judgement, defect: string): string {
  return (
    `Rule ${rule.id} has a defect (${defect}) and did not judge ${named(resource)}. ` +
    `Every other rule ran. Please report the rule's id and this text to the pack's maintainers.`
  );
}
