/** Puts a pack together: its rules, what is said about its own files, and the reports. */
import type { Policies } from "@pulumi/policy";
import { housekeepingPolicies } from "./housekeeping";
import { toPolicies } from "./pack";
import type { Report } from "./reports/model";
import { reportPolicy } from "./reports/reporter";
import type { Rule } from "./rule";
import { PackRun } from "./run";
import { readSettings } from "./settings";

export interface Assembly {
  readonly pack: Report["pack"];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Folder of the pack, where waivers.yaml is looked for. */
  readonly packDirectory: string;
  /** The day of the run as YYYY-MM-DD. @default today in UTC */
  readonly today?: string;
}

export function assemble(rules: readonly Rule[], assembly: Assembly): Policies {
  const { pack, environment, packDirectory } = assembly;
  const today = assembly.today ?? new Date().toISOString().slice(0, 10);
  const ruleIds = rules.map(({ id }) => id);
  const settings = readSettings({ environment, packDirectory, ruleIds, today });
  const run = new PackRun(settings.exceptions, today);
  const policies = [
    ...toPolicies(rules, run),
    ...housekeepingPolicies(rules, run, settings.faults),
  ];
  const { reportDirectory, sourceDirectory } = settings;
  if (reportDirectory === undefined) return policies;
  // The engine sets this variable for every pack that it starts.
  const operation = environment.PULUMI_DRY_RUN === "true" ? "preview" : "update";
  const options = { pack, operation, run, rules, reportDirectory, sourceDirectory } as const;
  return [...policies, reportPolicy(options)];
}
