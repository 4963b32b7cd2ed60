/** A framework of controls, and which of them the pack's rules cover. */
import type { Controls, Rule } from "../rule";

export interface Framework {
  /** Where rules name its controls. */
  readonly key: keyof Controls;
  readonly title: string;
  /** Where the list of controls comes from, and of when it is, as a sentence. */
  readonly source: string;
  /** Ids of all its controls, also of services that the pack has no rules for. */
  readonly controls: readonly string[];
  /** Why no rule covers a control, as a clause with the control as its subject. */
  readonly reasons: Readonly<Record<string, string>>;
}

export interface CoveredControl {
  readonly id: string;
  /** Ids of the rules that cover it; none when it is missing. */
  readonly rules: readonly string[];
  /** Why it is missing. */
  readonly reason?: string;
}

/** Ids such as `S3.1`, `S3.2`. */
export function listed(prefix: string, numbers: readonly number[]): string[] {
  return numbers.map((number) => `${prefix}.${number}`);
}

/** One reason for several controls. */
export function because(
  reason: string,
  ids: readonly string[],
): readonly (readonly [id: string, reason: string])[] {
  return ids.map((id) => [id, reason]);
}

/** The order in which a person counts: S3.9 before S3.10. */
function natural(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** Every control of the framework in its natural order, with its rules or why it has none. */
export function coverage(
  { key, controls, reasons }: Framework,
  rules: readonly Rule[],
): readonly CoveredControl[] {
  return [...controls].sort(natural).map((id) => {
    const covering = rules.filter((rule) => rule.controls[key]?.includes(id) === true);
    if (covering.length > 0) return { id, rules: covering.map((rule) => rule.id) };
    return { id, rules: [], reason: reasons[id] ?? "has no rule yet" };
  });
}

/** Whether the rule covers a control of the framework. */
export function coversAny({ key, controls }: Framework, rule: Rule): boolean {
  return rule.controls[key]?.some((id) => controls.includes(id)) === true;
}
