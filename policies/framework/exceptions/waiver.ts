/** A waiver: a violation that somebody accepts, for a reason and until a day. */
import type { Resource } from "../resource";
import { matchesPattern } from "./pattern";
import { partsOf } from "./urn";

export interface Waiver {
  /** Id of the rule. */
  readonly rule: string;
  /** Logical name or URN of the resource, with `*` for any run of characters. */
  readonly resource: string;
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it holds, as YYYY-MM-DD in UTC. */
  readonly expires: string;
  /** Names of the stacks it is for, with `*`. */
  readonly stacks: readonly string[];
  /** File and line, for messages. */
  readonly place: string;
}

/** How long before its end a waiver is warned about. */
const NOTICE_DAYS = 7;

const MILLISECONDS_PER_DAY = 86_400_000;

/** Days from one YYYY-MM-DD to another, negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / MILLISECONDS_PER_DAY);
}

export function isExpired(waiver: Waiver, today: string): boolean {
  return waiver.expires < today;
}

/** True in the last week. */
export function endsSoon(waiver: Waiver, today: string): boolean {
  return !isExpired(waiver, today) && daysBetween(today, waiver.expires) <= NOTICE_DAYS;
}

export function isForStack(waiver: Waiver, stack: string): boolean {
  return waiver.stacks.some((pattern) => matchesPattern(pattern, stack));
}

/** True when the waiver is for this rule on this resource; whether it has expired is not asked. */
export function covers(
  waiver: Waiver,
  rule: string,
  { name, urn }: Pick<Resource, "name" | "urn">,
): boolean {
  return (
    waiver.rule === rule &&
    isForStack(waiver, partsOf(urn).stack) &&
    matchesPattern(waiver.resource, waiver.resource.includes("::") ? urn : name)
  );
}
