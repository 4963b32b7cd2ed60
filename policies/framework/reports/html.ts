/** One page that needs nothing else: by framework and control, by service, and every result. */
import { kindOf } from "../resource";
import type { CoveredControl } from "../frameworks/framework";
import type { Controls } from "../rule";
import type { FrameworkCoverage, Problem, Report, Result, RuleReport, RuleStatus } from "./model";
import { STYLE } from "./htmlStyle";

/** Statuses in the order of the page, and the words for them. */
const WORDS: Readonly<Record<RuleStatus, string>> = {
  failed: "failed",
  defect: "defect of the rule",
  unverified: "not verifiable",
  waived: "waived",
  known: "known to the baseline",
  remediated: "set right",
  passed: "passed",
  "not-run": "not run",
  "not-applicable": "not applicable",
};

const STATUSES = Object.keys(WORDS) as RuleStatus[];

const FRAMEWORKS: Readonly<Record<keyof Controls, string>> = {
  fsbp: "AWS Foundational Security Best Practices",
  cis: "CIS AWS Foundations Benchmark",
  checkov: "checkov",
  cdkNag: "cdk-nag",
  prowler: "prowler",
};

/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function badge(status: RuleStatus): string {
  return `<span class="badge ${status}">${WORDS[status]}</span>`;
}

function ruleLink({ id, status }: RuleReport): string {
  return `<a href="#${escapeHtml(id)}">${escapeHtml(id)}</a> ${badge(status)}`;
}

function problemItem({ text, waiver, ruling }: Problem): string {
  const note = waiver
    ? `waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason} (${waiver.place})`
    : "known to the baseline";
  const exception = ruling === "stands" ? "" : ` <em>${escapeHtml(note)}</em>`;
  return `<li>${escapeHtml(text)}${exception}</li>`;
}

function resultRow(result: Result): string {
  const { resource, status, problems, unverified, defect, remedied = [] } = result;
  const details = [
    ...problems.map(problemItem),
    ...unverified.map((path) => `<li>${escapeHtml(path)} is only known after the update</li>`),
    ...remedied.map((what) => `<li>${escapeHtml(what)}, by the pack</li>`),
    ...(defect === undefined ? [] : [`<li>${escapeHtml(defect)}</li>`]),
  ];
  const list = details.length === 0 ? "" : `<ul>${details.join("")}</ul>`;
  const name = `${kindOf(resource.type)} <b>${escapeHtml(resource.name)}</b>`;
  return `<tr><td title="${escapeHtml(resource.urn)}">${name}</td><td>${badge(status)}</td><td>${list}</td></tr>`;
}

function controlsOf({ controls }: RuleReport): string {
  const named = Object.entries(controls).map(
    ([framework, ids]: [string, readonly string[]]) =>
      `${FRAMEWORKS[framework as keyof Controls]}: ${ids.join(", ")}`,
  );
  return named.length === 0 ? "" : `<p class="small">${escapeHtml(named.join(" · "))}</p>`;
}

function ruleSection(rule: RuleReport): string {
  const { id, title, severity, enforcement, fix, url, example, results, status } = rule;
  const open = status === "failed" || status === "defect" ? " open" : "";
  const head = "<tr><th>Resource</th><th>Result</th><th>Details</th></tr>";
  const table =
    results.length === 0
      ? ""
      : `<table><thead>${head}</thead><tbody>${results.map(resultRow).join("")}</tbody></table>`;
  return [
    `<details id="${escapeHtml(id)}"${open}><summary>${badge(status)} <code>${escapeHtml(id)}</code>`,
    ` ${escapeHtml(title)} <span class="small">${severity}, ${enforcement}</span></summary>`,
    `<p><b>Fix:</b> ${escapeHtml(fix)} <a href="${escapeHtml(url)}">AWS documentation</a></p>`,
    example === undefined ? "" : `<pre><code>${escapeHtml(example)}</code></pre>`,
    controlsOf(rule),
    table,
    "</details>",
  ].join("");
}

function serviceSection(service: string, rules: readonly RuleReport[]): string {
  const sections = rules.map(ruleSection).join("\n");
  return `<h3>${escapeHtml(service)}</h3>\n${sections}`;
}

function controlRow(control: CoveredControl, rules: ReadonlyMap<string, RuleReport>): string {
  const covering = control.rules.flatMap((id) => rules.get(id) ?? []);
  const cell =
    covering.length > 0
      ? covering.map(ruleLink).join("<br>")
      : `<em>missing: ${escapeHtml(control.reason ?? "")}</em>`;
  return `<tr><td>${escapeHtml(control.id)}</td><td>${cell}</td></tr>`;
}

function frameworkSection({ title, controls }: FrameworkCoverage, rules: Report["rules"]): string {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const covered = controls.filter((control) => control.rules.length > 0).length;
  const rows = controls.map((control) => controlRow(control, byId)).join("\n");
  const head = "<tr><th>Control</th><th>Rules</th></tr>";
  const summary = `${escapeHtml(title)}: ${covered} of ${controls.length} controls covered`;
  const table = `<table><thead>${head}</thead><tbody>${rows}</tbody></table>`;
  return `<details><summary>${summary}</summary>${table}</details>`;
}

function tiles({ summary }: Report): string {
  const tile = (status: RuleStatus): string =>
    `<div class="tile"><b>${summary[status]}</b>${badge(status)}</div>`;
  return `<div class="tiles">${STATUSES.map(tile).join("")}</div>`;
}

function introduction({ project, stack, operation, time, pack, isComplete }: Report): string {
  const where = escapeHtml(`${operation} of ${project}/${stack}, ${time}`);
  const early = isComplete
    ? ""
    : "<p><b>The update was blocked before its end; rules on the whole stack did not run.</b></p>";
  return (
    `<p>${where}, ${escapeHtml(pack.name)} ${escapeHtml(pack.version)}</p>${early}` +
    '<p class="small">Numbers count results, one per rule and resource; of rules without a result, ' +
    "the rules. A rule's level is its own; the pack's configuration may have set another.</p>"
  );
}

export function renderHtml(report: Report): string {
  const { rules, project, stack, frameworks } = report;
  const services = [...new Set(rules.map(({ service }) => service))];
  return [
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>Policies: ${escapeHtml(`${project}/${stack}`)}</title>`,
    `<style>${STYLE}</style></head><body>`,
    "<h1>Policies</h1>",
    introduction(report),
    tiles(report),
    "<h2>By framework and control</h2>",
    ...frameworks.map((framework) => frameworkSection(framework, rules)),
    "<h2>By service</h2>",
    ...services.map((service) =>
      serviceSection(
        service,
        rules.filter((rule) => rule.service === service),
      ),
    ),
    "</body></html>\n",
  ].join("\n");
}
