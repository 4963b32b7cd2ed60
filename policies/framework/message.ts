/** The text of a violation: which resource, what is wrong with which value, and the remedy. */
import type { Outcome } from "./evaluate";
import type { Resource } from "./resource";
import { kindOf } from "./resource";

function named(resource: Resource): string {
  return `${kindOf(resource.type)} "${resource.name}"`;
}

/** One violation: what is wrong, the remedy, and where AWS explains it, a line each. */
export function violationMessage({ rule, resource }: Outcome, problem: string): string {
  return `${named(resource)}: ${problem}.\nFix: ${rule.fix}\nSee: ${rule.url}`;
}

/** What is told when a rule itself failed; the resource was then not judged by it. */
export function defectMessage({ rule, resource }: Outcome, defect: string): string {
  return (
    `Rule ${rule.id} has a defect (${defect}) and did not judge ${named(resource)}. ` +
    `Every other rule ran. Please report the rule's id and this text to the pack's maintainers.`
  );
}
