/** A framework of controls, and which of them the pack's rules cover. */
import type { Controls, Rule } from "../rule";

export interface Framework {
  /** Where rules name its controls. */
  readonly key: keyof Controls;
  readonly title: string;
  /** Ids of its controls for the services that the pack has rules for. */
  readonly controls: readonly string[];
  /** Why no rule of a pack can cover a control, as a clause with the control as its subject. */
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

/** The order in which a person counts: S3.9 before S3.10. */
function natural(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

function versionOf(id: string): string | undefined {
  return /^v[\d.]+-/.exec(id)?.[0];
}

/**
 * Every control of the framework in its natural order, also one that a rule names and the list does
 * not. Of a framework with versions only the list's version counts.
 */
export function coverage(
  { key, controls, reasons }: Framework,
  rules: readonly Rule[],
): readonly CoveredControl[] {
  const version = versionOf(controls[0] ?? "");
  const named = rules.flatMap((rule) => rule.controls[key] ?? []);
  const ids = new Set([...controls, ...named.filter((id) => versionOf(id) === version)]);
  return [...ids].sort(natural).map((id) => {
    const covering = rules.filter((rule) => rule.controls[key]?.includes(id) === true);
    if (covering.length > 0) return { id, rules: covering.map((rule) => rule.id) };
    return { id, rules: [], reason: reasons[id] ?? "has no rule yet" };
  });
}
