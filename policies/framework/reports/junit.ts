/** JUnit XML, which every CI system shows: a suite per AWS service, a case per rule and resource. */
import { kindOf } from "../resource";
import type { Report, Result, RuleReport } from "./model";

/** Text as XML may hold it: escaped, and without control characters, which XML 1.0 forbids. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;");
}

function element(name: string, attributes: Readonly<Record<string, string | number>>): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escapeXml(String(value))}"`,
  );
  return `${name}${written.join("")}`;
}

/** Why a case counts as skipped; undefined when it does not. */
function skipped({ status, problems, unverified }: Result): string | undefined {
  const texts = problems.map(({ text }) => text).join("; ");
  if (status === "waived") {
    const waiver = problems.find((each) => each.waiver)?.waiver;
    return `waived until ${waiver?.expires ?? ""} by ${waiver?.owner ?? ""}: ${texts}`;
  }
  if (status === "known") return `known to the baseline: ${texts}`;
  return status === "unverified" ? `not verifiable: ${unverified.join(", ")}` : undefined;
}

function body(rule: RuleReport, result: Result): string {
  if (result.status === "failed") {
    const standing = result.problems.filter(({ ruling }) => ruling === "stands");
    const message = standing.map(({ text }) => text).join("; ");
    const failure = element("failure", { message, type: rule.severity });
    return `<${failure}>${escapeXml(`Fix: ${rule.fix}\nSee: ${rule.url}`)}</failure>`;
  }
  if (result.status === "defect") {
    return `<${element("error", { message: result.defect ?? "", type: "defect" })}/>`;
  }
  if (result.status === "remediated") {
    return `<system-out>${escapeXml(`set right: ${result.remedied?.join("; ") ?? ""}`)}</system-out>`;
  }
  const reason = skipped(result);
  return reason === undefined ? "" : `<${element("skipped", { message: reason })}/>`;
}

function testCase(rule: RuleReport, result: Result): string {
  const { resource } = result;
  const opened = element("testcase", {
    classname: rule.id,
    name: `${kindOf(resource.type)} ${resource.name}`,
  });
  const content = body(rule, result);
  return content === "" ? `    <${opened}/>` : `    <${opened}>${content}</testcase>`;
}

function suite(service: string, rules: readonly RuleReport[], time: string): readonly string[] {
  const results = rules.flatMap((rule) => rule.results);
  const count = (...statuses: readonly string[]): number =>
    results.filter(({ status }) => statuses.includes(status)).length;
  const opened = element("testsuite", {
    name: service,
    tests: results.length,
    failures: count("failed"),
    errors: count("defect"),
    skipped: count("waived", "known", "unverified"),
    // JUnit's schema knows no zone; the time is in UTC.
    timestamp: time.slice(0, 19),
  });
  const cases = rules.flatMap((rule) => rule.results.map((result) => testCase(rule, result)));
  return [`  <${opened}>`, ...cases, "  </testsuite>"];
}

export function renderJUnit({ pack, project, stack, rules, summary, time }: Report): string {
  const judged = rules.filter(({ results }) => results.length > 0);
  const services = [...new Set(judged.map(({ service }) => service))];
  const opened = element("testsuites", {
    name: `${pack.name} ${project}/${stack}`,
    tests: judged.reduce((total, { results }) => total + results.length, 0),
    failures: summary.failed,
    errors: summary.defect,
  });
  const suites = services.flatMap((name) =>
    suite(
      name,
      judged.filter(({ service }) => service === name),
      time,
    ),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${opened}>`,
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}
