/** Policies about the pack's own files: waivers, baseline and configuration. */
import type { Policies, ReportViolation, StackValidationPolicy } from "@pulumi/policy";
import { advise } from "./advise";
import type { FinishedStack } from "./exceptions/standing";
import { goneFromBaseline, noticesOfWaivers } from "./exceptions/standing";
import type { Rule } from "./rule";
import type { PackRun } from "./run";

/** Faults found when the pack's files were read. */
export interface FileFaults {
  readonly waivers: readonly string[];
  readonly baseline: readonly string[];
  /** Of environment variables. */
  readonly settings: readonly string[];
}

interface Definition {
  readonly name: string;
  readonly description: string;
  readonly tell: (stack: FinishedStack, report: ReportViolation) => void;
}

function policy(
  { name, description, tell }: Definition,
  rules: readonly Rule[],
  run: PackRun,
): StackValidationPolicy {
  return {
    name,
    description,
    enforcementLevel: "mandatory",
    tags: ["policies"],
    validateStack: ({ resources }, report) => {
      tell({ run, rules, resources }, report);
    },
  };
}

function waiversPolicy(faults: FileFaults): Definition {
  return {
    name: "policy-waivers",
    description: "Every waiver is well-formed, in force and needed.",
    tell(stack, report) {
      const { violations, warnings } = noticesOfWaivers(stack);
      for (const message of [...faults.waivers, ...violations]) report(message);
      for (const message of warnings) advise(report, message);
    },
  };
}

function baselinePolicy(faults: FileFaults): Definition {
  return {
    name: "policy-baseline",
    description: "The baseline holds only violations that the stack still has.",
    tell(stack, report) {
      for (const message of faults.baseline) report(message);
      for (const { rule, urn, problem } of goneFromBaseline(stack)) {
        report(
          `The baseline lists ${rule} on ${urn} (${problem}), which is gone. Take it out, so that ` +
            "it cannot come back; the report writes the shorter file to baseline.json.",
        );
      }
    },
  };
}

function configurationPolicy(faults: FileFaults): Definition {
  return {
    name: "policy-configuration",
    description: "The pack's configuration and environment variables mean something.",
    tell({ run }, report) {
      for (const message of [...faults.settings, ...run.faultsOfConfiguration]) report(message);
    },
  };
}

/** They come after the rules, whose judgements they look at. */
export function housekeepingPolicies(
  rules: readonly Rule[],
  run: PackRun,
  faults: FileFaults,
): Policies {
  const definitions = [waiversPolicy(faults), baselinePolicy(faults), configurationPolicy(faults)];
  return definitions.map((definition) => policy(definition, rules, run));
}
