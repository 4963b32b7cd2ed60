/**
 * Decides when reports are written. The engine ends a pack's process without a word, so the last
 * moments it gives notice of are used: the analysis of the finished stack, and in an update each
 * violation that blocks, after which that analysis never comes.
 */
import type { StackValidationPolicy } from "@pulumi/policy";
import { advise } from "../advise";
import type { Rule } from "../rule";
import type { Judgement, PackRun, StackMember } from "../run";
import type { Report } from "./model";
import type { Destination } from "./write";
import { writeReports } from "./write";

export interface ReporterOptions extends Destination {
  readonly pack: Report["pack"];
  readonly operation: Report["operation"];
  readonly run: PackRun;
  readonly rules: readonly Rule[];
  /** @default the system's clock */
  readonly now?: () => Date;
}

function blocks({ rule, violations }: Judgement): boolean {
  return (
    rule.scope === "resource" &&
    rule.enforcement === "mandatory" &&
    violations.some(({ ruling }) => ruling.kind === "stands")
  );
}

/** The policy that writes the reports; it comes last and never objects. */
export function reportPolicy(options: ReporterOptions): StackValidationPolicy {
  const { pack, operation, run, rules, now = () => new Date() } = options;
  const write = (resources?: readonly StackMember[]): string | undefined => {
    try {
      writeReports({ pack, operation, run, rules, resources, time: now().toISOString() }, options);
      return undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : "unknown";
      return (
        `No reports were written to ${options.reportDirectory}: ${reason}. Correct ` +
        "AWS_POLICIES_REPORT_DIR or AWS_POLICIES_SOURCE_DIR. Every rule ran."
      );
    }
  };
  if (operation === "update") {
    run.onJudged = (judgement) => {
      const problem = blocks(judgement) ? write() : undefined;
      if (problem !== undefined) console.error(problem);
    };
  }
  return {
    name: "policy-report",
    description: "Reports are written when a folder is given for them.",
    enforcementLevel: "advisory",
    tags: ["policies"],
    validateStack: ({ resources }, report) => {
      const problem = write(resources);
      if (problem !== undefined) advise(report, problem);
    },
  };
}
