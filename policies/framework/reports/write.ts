/** Writes a run's reports into one folder. */
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { KnownViolation } from "../exceptions/baseline";
import { renderBaseline } from "../exceptions/baseline";
import type { FinishedStack } from "../exceptions/standing";
import { goneFromBaseline } from "../exceptions/standing";
import { renderHtml } from "./html";
import { renderJUnit } from "./junit";
import type { ReportSource } from "./model";
import { buildReport } from "./model";
import { renderSarif } from "./sarif";
import { Sources } from "./sources";

export interface Destination {
  readonly reportDirectory: string;
  /** Folder of the program's sources. @default SARIF names resources without a place */
  readonly sourceDirectory?: string;
}

/**
 * What the next baseline would be. With one given, that without what is gone, so that it only ever
 * shrinks; else today's violations that no waiver covers.
 */
function nextBaseline(stack: FinishedStack): readonly KnownViolation[] {
  const { judgements, exceptions } = stack.run;
  if (exceptions.baseline) {
    const gone = new Set(goneFromBaseline(stack));
    return exceptions.baseline.known.filter((each) => !gone.has(each));
  }
  return judgements.flatMap(({ rule, resource, violations }) =>
    violations
      .filter(({ ruling }) => ruling.kind === "stands")
      .map(({ problem }) => ({ rule: rule.id, urn: resource.urn, problem })),
  );
}

/** Whole or not at all, so that a reader never meets half a file. */
function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.part`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

/** Makes the folder and those above it, one by one: where none can be, such as below /proc, Node.js's own way never ends. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

export function writeReports(
  source: ReportSource,
  { reportDirectory, sourceDirectory }: Destination,
): void {
  const report = buildReport(source);
  const { run, rules, resources } = source;
  const files: Readonly<Record<string, string>> = {
    "policies.json": `${JSON.stringify(report, undefined, 2)}\n`,
    "policies.sarif": renderSarif(report, new Sources(sourceDirectory)),
    "policies.junit.xml": renderJUnit(report),
    "policies.html": renderHtml(report),
    // Violations of an unfinished run are not all there are.
    ...(resources && { "baseline.json": renderBaseline(nextBaseline({ run, rules, resources })) }),
  };
  makeFolder(resolve(reportDirectory));
  for (const [name, text] of Object.entries(files)) writeWhole(join(reportDirectory, name), text);
}
