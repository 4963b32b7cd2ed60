/**
 * The baseline of an existing stack: violations it had when the pack was introduced. They are shown
 * without blocking; every other one blocks. The file only ever shrinks.
 */
import type { Outcome } from "../evaluate";

/** One known violation. A changed text is another violation. */
export interface KnownViolation {
  readonly rule: string;
  readonly urn: string;
  /** What is wrong, as the violation's message says it. */
  readonly problem: string;
}

export interface BaselineFile {
  readonly known: readonly KnownViolation[];
  readonly faults: readonly string[];
}

const SHAPE =
  'must be a JSON object {"violations": [{"rule": "…", "urn": "…", "problem": "…"}]}, as a report ' +
  "writes it to baseline.json.";

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isKnownViolation(value: unknown): value is KnownViolation {
  return (
    isObject(value) && ["rule", "urn", "problem"].every((key) => typeof value[key] === "string")
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads a baseline; a file that is not one knows no violation, so that everything blocks. */
export function readBaseline(file: string, text: string): BaselineFile {
  const content = parse(text);
  const list = isObject(content) ? content.violations : undefined;
  if (!Array.isArray(list) || !list.every(isKnownViolation)) {
    return { known: [], faults: [`${file}: the baseline ${SHAPE}`] };
  }
  return { known: list, faults: [] };
}

/** A set of known violations. */
export class Baseline {
  private readonly keys: ReadonlySet<string>;

  constructor(readonly known: readonly KnownViolation[]) {
    this.keys = new Set(known.map(keyOf));
  }

  has({ rule, resource }: Pick<Outcome, "rule" | "resource">, problem: string): boolean {
    return this.keys.has(keyOf({ rule: rule.id, urn: resource.urn, problem }));
  }
}

function keyOf({ rule, urn, problem }: KnownViolation): string {
  return JSON.stringify([rule, urn, problem]);
}

/** The text of a baseline file, in an order that does not depend on the run. */
export function renderBaseline(known: readonly KnownViolation[]): string {
  const violations = known
    .map(({ rule, urn, problem }) => ({ rule, urn, problem }))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return `${JSON.stringify({ violations }, undefined, 2)}\n`;
}
