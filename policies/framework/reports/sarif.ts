/**
 * SARIF 2.1.0 for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
 * Waived and known violations are results with a suppression, as the standard has it.
 */
import { createHash } from "node:crypto";
import { kindOf } from "../resource";
import type { Severity } from "../rule";
import type { Problem, Report, Result, RuleReport } from "./model";
import type { Sources } from "./sources";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

/** SARIF's level by severity. */
const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};

/** GitHub's number by severity: above 9 is shown as critical, above 7 as high, above 4 as medium. */
const SCORES: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};

function controlTags({ controls }: RuleReport): readonly string[] {
  return Object.entries(controls).flatMap(([framework, ids]: [string, readonly string[]]) =>
    ids.map((id) => `${framework}/${id}`),
  );
}

function helpMarkdown({ fix, url, example }: RuleReport): string {
  const code = example === undefined ? "" : `\`\`\`ts\n${example}\n\`\`\`\n\n`;
  return `${fix}\n\n${code}[AWS documentation](${url})`;
}

function descriptor(rule: RuleReport): object {
  return {
    id: rule.id,
    shortDescription: { text: `${rule.title}.` },
    fullDescription: { text: `${rule.title}. ${rule.fix}` },
    help: {
      text: `${rule.fix}\n${rule.url}`,
      markdown: helpMarkdown(rule),
    },
    helpUri: rule.url,
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: {
      tags: [rule.service, rule.pillar, ...controlTags(rule)],
      "security-severity": SCORES[rule.severity],
      precision: "high",
    },
  };
}

function suppressions({ ruling, waiver }: Problem): readonly object[] {
  if (ruling === "stands") return [];
  if (waiver === undefined) return [{ kind: "external", justification: "Known to the baseline." }];
  const justification = `${waiver.reason} (${waiver.owner}, until ${waiver.expires})`;
  return [{ kind: "external", status: "accepted", justification }];
}

function location({ resource }: Result, sources: Sources): object {
  const { name, type, urn } = resource;
  const place = sources.placeOf(resource);
  const physicalLocation = place && {
    artifactLocation: { uri: encodeURI(place.file), uriBaseId: "SRCROOT" },
    region: { startLine: place.line },
  };
  const logicalLocations = [{ name, fullyQualifiedName: urn, kind: "resource" }];
  return {
    ...(physicalLocation ? { physicalLocation } : {}),
    logicalLocations,
    message: { text: `${kindOf(type)} ${name}` },
  };
}

function fingerprint(rule: RuleReport, { resource }: Result, { text }: Problem): string {
  return createHash("sha256").update([rule.id, resource.urn, text].join("\n")).digest("hex");
}

function resultsOf(
  rule: RuleReport,
  ruleIndex: number,
  result: Result,
  sources: Sources,
): readonly object[] {
  const { type, name } = result.resource;
  return result.problems.map((problem) => ({
    ruleId: rule.id,
    ruleIndex,
    kind: "fail",
    level: LEVELS[rule.severity],
    message: { text: `${kindOf(type)} "${name}": ${problem.text}. ${rule.fix}` },
    locations: [location(result, sources)],
    partialFingerprints: { "violation/v1": fingerprint(rule, result, problem) },
    // Either every result of a run has suppressions or none, says the standard.
    suppressions: suppressions(problem),
  }));
}

/** What was set right is told, and asks for nothing. */
function remedies(
  rule: RuleReport,
  ruleIndex: number,
  result: Result,
  sources: Sources,
): readonly object[] {
  const { resource, status, remedied = [] } = result;
  if (status !== "remediated") return [];
  const text = `${kindOf(resource.type)} "${resource.name}": ${remedied.join("; ")}, by the pack.`;
  return [
    {
      ruleId: rule.id,
      ruleIndex,
      kind: "informational",
      level: "none",
      message: { text },
      locations: [location(result, sources)],
      suppressions: [],
    },
  ];
}

function notification(rule: RuleReport, { resource, defect = "" }: Result): object {
  const text = `Rule ${rule.id} has a defect (${defect}) and did not judge ${resource.name}.`;
  return { level: "error", message: { text }, associatedRule: { id: rule.id } };
}

export function renderSarif(report: Report, sources: Sources): string {
  const { pack, rules, time, isComplete } = report;
  const defects = rules.flatMap((rule) =>
    rule.results
      .filter(({ defect }) => defect !== undefined)
      .map((result) => notification(rule, result)),
  );
  const run = {
    tool: { driver: { name: pack.name, version: pack.version, rules: rules.map(descriptor) } },
    // One analysis per stack, so that two stacks do not replace each other's results.
    automationDetails: { id: `policies/${report.project}/${report.stack}/` },
    invocations: [
      {
        executionSuccessful: isComplete,
        endTimeUtc: time,
        toolExecutionNotifications: defects,
      },
    ],
    columnKind: "utf16CodeUnits",
    results: rules.flatMap((rule, index) =>
      rule.results.flatMap((result) => [
        ...resultsOf(rule, index, result, sources),
        ...remedies(rule, index, result, sources),
      ]),
    ),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, undefined, 2)}\n`;
}
