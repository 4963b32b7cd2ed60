/** Losses in words: what would be lost, and what to write where so that it is kept. */
import { declarationOf } from "./declarations";
import type { ChangedInput, Loss } from "./losses";
import { stateful } from "./stateful";

/** One paragraph for each loss, and how to accept them when they are meant. */
export function explainLosses(losses: readonly Loss[], stack: string): string {
  const names = [...new Set(losses.map(({ name }) => name))].join(",");
  return [
    `stack ${stack} would lose what it holds:`,
    ...losses.map(explain),
    `When that is meant, and its data is saved or not needed: UPDATE_SNAPSHOTS=1 ACCEPT_LOSS=${names} npm test`,
  ].join("\n\n");
}

function explain(loss: Loss): string {
  const what = `${loss.name} (${loss.type})`;
  const holds = stateful[loss.type]?.holds ?? "state";
  if (loss.kind === "replaced") {
    return [
      `  ${what} would be replaced, and the new one has none of its ${holds}:`,
      ...loss.changes.map((change) => `    ${explainChange(change)}`),
      "  Leave these as they were; or declare a further resource, move what this one holds, and drop it later.",
    ].join("\n");
  }
  const { rescue } = loss;
  if (rescue === undefined) {
    return `  ${what} would be deleted with its ${holds}: the program has nothing in its place.\n  Declare it again.`;
  }
  const { aliased, declaredBy, declaredByName } = rescue;
  const successor = rescue.heir === loss.name ? "another, in another place," : rescue.heir;
  const where = declarationOf(aliased, { type: declaredBy, name: declaredByName });
  return [
    `  ${what} would be deleted with its ${holds}, and ${successor} be created without any.`,
    `  If it is the same, give ${aliased.name} (${aliased.type}) this option in ${where}:`,
    `    ${rescue.code}`,
  ].join("\n");
}

function explainChange({ property, before, now }: ChangedInput): string {
  return `${property} was ${asText(before)}, is ${asText(now)}`;
}

function asText(value: unknown): string {
  if (value === undefined) return "not set";
  if (typeof value === "object" && value !== null && "from" in value && Array.isArray(value.from)) {
    return `an output of ${value.from.join(" and ")}`;
  }
  return JSON.stringify(value);
}
