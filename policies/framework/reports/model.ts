/** What a report says of a run, before it takes a format. Holds names and messages, never values. */
import type { Ruling } from "../exceptions/ruling";
import { partsOf } from "../exceptions/urn";
import { CIS } from "../frameworks/cis";
import type { CoveredControl } from "../frameworks/framework";
import { coverage } from "../frameworks/framework";
import { FSBP } from "../frameworks/fsbp";
import { PCI } from "../frameworks/pci";
import type { Rule, RuleMetadata } from "../rule";
import type { Judgement, PackRun, StackMember } from "../run";

/**
 * `failed` has a violation that stands; `waived` and `known` only accepted ones; `unverified` met a
 * value that the preview does not know; `remediated` broke the rule in the program, and the pack set
 * it right; `defect` means that the rule itself failed.
 */
export type ResultStatus =
  "passed" | "failed" | "waived" | "known" | "unverified" | "remediated" | "defect";

/** `not-applicable`: no resource of the rule's types. `not-run`: turned off, or the run ended early. */
export type RuleStatus = ResultStatus | "not-applicable" | "not-run";

export interface Problem {
  readonly text: string;
  readonly ruling: Ruling["kind"];
  /** Of a waived one. */
  readonly waiver?: {
    readonly owner: string;
    readonly expires: string;
    readonly reason: string;
    readonly place: string;
  };
}

export interface Result {
  readonly resource: StackMember;
  readonly status: ResultStatus;
  readonly problems: readonly Problem[];
  /** Paths that could not be verified. */
  readonly unverified: readonly string[];
  readonly defect?: string;
  /** What the pack set, a clause each. */
  readonly remedied?: readonly string[];
}

/** A rule as it describes itself; `enforcement` is its own level, and the pack's configuration may have set another. */
export interface RuleReport extends Omit<RuleMetadata, "types" | "relatedTypes"> {
  readonly status: RuleStatus;
  readonly results: readonly Result[];
}

export interface Report {
  readonly pack: { readonly name: string; readonly version: string };
  readonly project: string;
  readonly stack: string;
  readonly operation: "preview" | "update";
  /** When the report was written, ISO 8601 in UTC. */
  readonly time: string;
  /** False when an update was blocked before its end, so that stack rules did not run. */
  readonly isComplete: boolean;
  /** How many results have each status, and how many rules have none. */
  readonly summary: Readonly<Record<RuleStatus, number>>;
  readonly frameworks: readonly FrameworkCoverage[];
  readonly rules: readonly RuleReport[];
}

/** A framework, control by control, with what the pack's rules do not cover and why. */
export interface FrameworkCoverage {
  readonly title: string;
  readonly controls: readonly CoveredControl[];
}

/** What a report is made from. */
export interface ReportSource {
  readonly pack: Report["pack"];
  readonly operation: Report["operation"];
  readonly time: string;
  readonly run: PackRun;
  readonly rules: readonly Rule[];
  /** The finished stack; undefined when the update was blocked before its end. */
  readonly resources?: readonly StackMember[];
}

const WORST_FIRST: readonly ResultStatus[] = [
  ...(["failed", "defect", "unverified", "waived", "known", "remediated", "passed"] as const),
];

function statusOf({ violations, unverified, defect, remedied }: Judgement): ResultStatus {
  const kinds = violations.map(({ ruling }) => ruling.kind);
  if (kinds.includes("stands")) return "failed";
  if (defect !== undefined) return "defect";
  if (kinds.includes("waived")) return "waived";
  if (kinds.includes("known")) return "known";
  if (unverified.length > 0) return "unverified";
  return remedied === undefined ? "passed" : "remediated";
}

function resultOf(judgement: Judgement): Result {
  const { resource, violations, unverified, defect, remedied } = judgement;
  const problems = violations.map(({ problem, ruling }): Problem => {
    if (ruling.kind !== "waived") return { text: problem, ruling: ruling.kind };
    const { owner, expires, reason, place } = ruling.waiver;
    return { text: problem, ruling: "waived", waiver: { owner, expires, reason, place } };
  });
  return { resource, status: statusOf(judgement), problems, unverified, defect, remedied };
}

function ruleStatus(rule: Rule, results: readonly Result[], source: ReportSource): RuleStatus {
  const worst = WORST_FIRST.find((status) => results.some((each) => each.status === status));
  if (worst !== undefined) return worst;
  const { resources } = source;
  const isApplicable = resources?.some(({ type }) => rule.types.includes(type)) ?? true;
  return isApplicable ? "not-run" : "not-applicable";
}

function ruleReport(rule: Rule, results: readonly Result[], source: ReportSource): RuleReport {
  const { id, title, service, severity, pillar, enforcement, controls, fix, url, example } = rule;
  const metadata = {
    id,
    title,
    service,
    severity,
    pillar,
    enforcement,
    controls,
    fix,
    url,
    example,
  };
  return { ...metadata, status: ruleStatus(rule, results, source), results };
}

function summaryOf(rules: readonly RuleReport[]): Report["summary"] {
  const summary: Record<RuleStatus, number> = {
    passed: 0,
    failed: 0,
    waived: 0,
    known: 0,
    unverified: 0,
    remediated: 0,
    defect: 0,
    "not-applicable": 0,
    "not-run": 0,
  };
  for (const { status, results } of rules) {
    if (results.length === 0) summary[status] += 1;
    for (const result of results) summary[result.status] += 1;
  }
  return summary;
}

function byUrn(a: Result, b: Result): number {
  return a.resource.urn < b.resource.urn ? -1 : 1;
}

export function buildReport(source: ReportSource): Report {
  const { pack, operation, time, run, resources } = source;
  const byRule = new Map<string, Result[]>();
  for (const judgement of run.judgements) {
    const results = byRule.get(judgement.rule.id) ?? [];
    results.push(resultOf(judgement));
    byRule.set(judgement.rule.id, results);
  }
  const rules = source.rules.map((rule) =>
    ruleReport(rule, (byRule.get(rule.id) ?? []).sort(byUrn), source),
  );
  const urn = resources?.[0]?.urn ?? run.judgements[0]?.resource.urn ?? "";
  const { project, stack } = partsOf(urn);
  const frameworks = [FSBP, CIS, PCI].map((framework) => ({
    title: framework.title,
    controls: coverage(framework, source.rules),
  }));
  const isComplete = resources !== undefined;
  const summary = summaryOf(rules);
  return { pack, project, stack, operation, time, isComplete, summary, frameworks, rules };
}
