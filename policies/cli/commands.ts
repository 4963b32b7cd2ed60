/** What `npm run policies` answers, as text. */
import { faultsOfConfig } from "../framework/configFile";
import { CIS } from "../framework/frameworks/cis";
import type { Framework } from "../framework/frameworks/framework";
import { coverage } from "../framework/frameworks/framework";
import { FSBP } from "../framework/frameworks/fsbp";
import { PCI } from "../framework/frameworks/pci";
import type { Rule } from "../framework/rule";
import { didYouMean } from "../framework/similarIds";

/** A mistake of the user, told without a stack trace. */
export class CommandError extends Error {}

/** One line per rule, in columns. */
export function listText(rules: readonly Rule[]): string {
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  return rules
    .map(
      ({ id, severity, enforcement, title }) =>
        `${id.padEnd(width)}  ${severity.padEnd(8)}  ${enforcement.padEnd(9)}  ${title}`,
    )
    .join("\n");
}

function controlLines({ controls }: Rule): readonly string[] {
  return Object.entries(controls).map(
    ([framework, ids]: [string, readonly string[]]) => `  ${framework}: ${ids.join(", ")}`,
  );
}

function parameterLines({ parameters }: Rule): readonly string[] {
  return Object.entries(parameters).map(
    ([name, { schema, default: value }]) =>
      `  ${name}: ${schema.description ?? ""} Default ${JSON.stringify(value)}.`,
  );
}

function exampleLines({ example }: Rule): readonly string[] {
  return (example?.split("\n") ?? []).map((line) => (line === "" ? "" : `  ${line}`));
}

function withHeading(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", heading, ...lines];
}

/** Everything that a rule says about itself. */
export function explainText(id: string, rules: readonly Rule[]): string {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) {
    const hint = didYouMean(
      id,
      rules.map((each) => each.id),
    );
    throw new CommandError(`There is no rule "${id}".${hint} "list" names every rule.`);
  }
  const runs =
    rule.scope === "resource"
      ? "each resource, before it is created or changed"
      : "the whole stack, at the end";
  return [
    `${rule.id} (${rule.severity}, ${rule.enforcement}, ${rule.pillar})`,
    `${rule.title}.`,
    "",
    `Fix: ${rule.fix}`,
    `See: ${rule.url}`,
    `Looks at ${runs}: ${rule.types.join(", ")}`,
    ...(rule.remedy === undefined ? [] : ["Level remediate sets it right."]),
    ...withHeading("As TypeScript:", exampleLines(rule)),
    ...withHeading("Parameters:", parameterLines(rule)),
    ...withHeading("Controls:", controlLines(rule)),
  ].join("\n");
}

function frameworkText(framework: Framework, rules: readonly Rule[]): string {
  const controls = coverage(framework, rules);
  const covered = controls.filter((control) => control.rules.length > 0);
  const rows = controls.map((control) => {
    const by =
      control.rules.length > 0 ? control.rules.join(", ") : `missing: ${control.reason ?? ""}`;
    return `| ${control.id} | ${by} |`;
  });
  return [
    `## ${framework.title}`,
    "",
    `${framework.source} The pack covers ${covered.length} of its ${controls.length} controls.`,
    "",
    "| Control | Rules |",
    "| --- | --- |",
    ...rows,
  ].join("\n");
}

/** Tables of covered controls, in Markdown. */
export function coverageText(rules: readonly Rule[]): string {
  return [FSBP, CIS, PCI].map((framework) => frameworkText(framework, rules)).join("\n\n");
}

/** What is wrong with a configuration file. */
export function checkText(file: string, text: string, rules: readonly Rule[]): string {
  const faults = faultsOfConfig(text, rules);
  if (faults.length === 0) return `${file}: every key is accepted.`;
  throw new CommandError(faults.map((fault) => `${file}: ${fault}`).join("\n"));
}
