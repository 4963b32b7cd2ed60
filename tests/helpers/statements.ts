/** The IAM statements of recorded resources, wherever a policy document is written. */
import type { Registration } from "./recordingMocks";

export interface Statement {
  /** Resource and property that hold the statement. */
  readonly where: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly hasPrincipal: boolean;
  /** Every condition key. */
  readonly conditionKeys: readonly string[];
}

interface Document {
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

function list(value: unknown): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

function documentIn(value: unknown): Document | undefined {
  if (typeof value !== "string" || !value.includes('"Statement"')) return undefined;
  const parsed: unknown = JSON.parse(value);
  return Array.isArray((parsed as Partial<Document>).Statement) ? (parsed as Document) : undefined;
}

/** Every statement of every policy document. */
export function statementsOf(registrations: readonly Registration[]): Statement[] {
  return registrations.flatMap(({ name, inputs }) =>
    Object.entries(inputs).flatMap(([property, value]) =>
      (documentIn(value)?.Statement ?? []).map((statement) => ({
        where: `${name}.${property}`,
        effect: String(statement["Effect"]),
        actions: list(statement["Action"]),
        resources: list(statement["Resource"]),
        hasPrincipal: "Principal" in statement,
        conditionKeys: Object.values(statement["Condition"] ?? {}).flatMap((keys: object) =>
          Object.keys(keys),
        ),
      })),
    ),
  );
}
