/** Renders docs/policies.md and docs/policy-coverage.md from what the rules say about themselves. */
import { coverageText } from "../cli/commands";
import { kindOf } from "../framework/resource";
import type { Rule } from "../framework/rule";

const FRAMEWORKS = [
  ["fsbp", "AWS Security Hub"],
  ["cis", "CIS"],
  ["checkov", "checkov"],
  ["cdkNag", "cdk-nag"],
  ["prowler", "prowler"],
] as const;

/** Asterisks as text: in Markdown two of them would set what is between them in italics. */
function plain(text: string): string {
  return text.replaceAll("*", "\\*");
}

function controlsOf({ controls }: Rule): string {
  const named = FRAMEWORKS.flatMap(([key, name]) => {
    const ids = controls[key] ?? [];
    return ids.length === 0 ? [] : [`${name} ${ids.join(", ")}`];
  });
  return named.length === 0 ? "none" : named.join("; ");
}

function typesOf(rule: Rule): string {
  return [...new Set([...rule.types, ...(rule.relatedTypes ?? [])])]
    .map((type) => `\`${type}\``)
    .join(", ");
}

function parametersOf({ parameters }: Rule): readonly string[] {
  return Object.entries(parameters).map(
    ([name, { schema, default: value }]) =>
      `- Parameter \`${name}\`: ${plain(schema.description ?? "")} Default \`${JSON.stringify(value)}\`.`,
  );
}

/** Folded, so that the page stays one to look through. */
function exampleOf({ example }: Rule): readonly string[] {
  if (example === undefined) return [];
  const summary = "<details><summary>The fix as TypeScript</summary>";
  return ["", summary, "", "```ts", example, "```", "", "</details>"];
}

function section(rule: Rule): string {
  const runs =
    rule.scope === "resource"
      ? "on each resource, before it is created or changed"
      : "on the whole stack, at the end of a preview or update";
  return [
    `### ${rule.id}`,
    "",
    `${plain(rule.title)}.`,
    "",
    `- Level ${rule.enforcement}, severity ${rule.severity}, pillar ${rule.pillar}.`,
    `- Runs ${runs}; judges ${[...new Set(rule.types.map(kindOf))].join(", ")}.`,
    `- Types: ${typesOf(rule)}.`,
    `- Fix: ${plain(rule.fix)}`,
    ...(rule.remedy === undefined ? [] : ["- Level `remediate` sets it right."]),
    ...parametersOf(rule),
    `- Same control elsewhere: ${controlsOf(rule)}.`,
    `- [AWS documentation](${rule.url})`,
    ...exampleOf(rule),
  ].join("\n");
}

function overview(rules: readonly Rule[]): string {
  return rules
    .map(
      ({ id, title, severity, enforcement }) =>
        `- [${id}](#${id}): ${title}. (${severity}, ${enforcement})`,
    )
    .join("\n");
}

const WRITTEN =
  "<!-- Written by policies/scripts/writePoliciesDoc.ts. Change the rule, then run it again. -->";

/** Which controls of which standard have a rule, as a page with a newline at its end. */
export function renderCoverageDoc(rules: readonly Rule[]): string {
  return [
    WRITTEN,
    "# Covered controls",
    "Each control of a standard with the [rules](policies.md) that cover it, or why it has none. The " +
      "same as `npm run policies -- coverage`.",
    coverageText(rules),
  ]
    .join("\n\n")
    .concat("\n");
}

/** The whole page, with a newline at its end. */
export function renderPoliciesDoc(rules: readonly Rule[]): string {
  const services = [...new Set(rules.map(({ service }) => service))];
  const chapters = services.map((service) => {
    const own = rules.filter((rule) => rule.service === service);
    return [`## ${service}`, ...own.map(section)].join("\n\n");
  });
  const mandatory = rules.filter(({ enforcement }) => enforcement === "mandatory").length;
  return [
    WRITTEN,
    "# Policies",
    `The pack in \`policies/\` has ${rules.length} rules, of which ${mandatory} are mandatory and ` +
      "block the update. Run it with `pulumi preview --policy-pack policies`. A rule says nothing " +
      "about what a preview cannot know yet, and never prints a value that could be a secret.",
    "A rule's level and parameters are set in a file given with `--policy-pack-config`:",
    '```json\n{\n  "log-group-retention": { "enforcementLevel": "advisory", "minimumDays": 90 }\n}\n```',
    "[Adding a policy](adding-a-policy.md) takes three edits. The standards' controls that the rules " +
      "cover, and why others are missing, are in [policy-coverage.md](policy-coverage.md).",
    overview(rules),
    ...chapters,
  ]
    .join("\n\n")
    .concat("\n");
}
