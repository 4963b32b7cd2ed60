import type { EngineReport } from "../engine/events";
import { describeViolation } from "../engine/failure";
import { lossWarnings } from "./stateful";

const DONE: Readonly<Record<string, string>> = {
  create: "created",
  update: "updated",
  delete: "deleted",
  replace: "replaced",
};

/** Of a preview: `12 to create, 3 to update, 240 unchanged`. */
export function plannedText(report: EngineReport): string {
  return countsText(report, (operation) => `to ${operation}`);
}

/** Of a deployment: `12 created, 3 updated, 240 unchanged`. */
export function doneText(report: EngineReport): string {
  return countsText(report, (operation) => DONE[operation] ?? operation);
}

function countsText({ counts }: EngineReport, wording: (operation: string) => string): string {
  const parts = Object.entries(counts)
    .filter(([operation, count]) => operation !== "same" && count > 0)
    .map(([operation, count]) => `${count} ${wording(operation)}`);
  const same = counts.same ?? 0;
  return [...parts, ...(same > 0 ? [`${same} unchanged`] : [])].join(", ");
}

/** Prints what a reader must not miss: lost data, advisory violations, warnings of the engine. */
export function printWarnings(report: EngineReport, print: (text: string) => void): void {
  for (const warning of lossWarnings(report.steps)) {
    print(`! ${warning}`);
  }
  for (const violation of report.violations) {
    print(describeViolation(violation));
  }
  for (const { severity, resource, message } of report.diagnostics) {
    if (severity === "warning") {
      print(`! ${resource === "" ? "" : `${resource}: `}${message}`);
    }
  }
}
