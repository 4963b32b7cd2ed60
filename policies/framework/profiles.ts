/** Profiles: which rules block, for a purpose. Each is a file for `--policy-pack-config`. */
import { PCI_CONTROLS } from "./frameworks/pci";
import type { Enforcement, Rule } from "./rule";

export const PROFILES = ["development", "production", "pci", "cis", "fsbp", "remediation"] as const;
export type Profile = (typeof PROFILES)[number];

/** The level of a rule under a profile. */
type Leveler = (rule: Rule) => Enforcement | "remediate";

function onlyIf(isMandatory: (rule: Rule) => boolean): Leveler {
  return (rule) => (isMandatory(rule) ? "mandatory" : "advisory");
}

const LEVELERS: Readonly<Record<Profile, Leveler>> = {
  // What costs money or time only pays off in production; what is insecure is insecure everywhere.
  development: (rule) => (rule.pillar === "security" ? rule.enforcement : "advisory"),
  production: (rule) =>
    rule.severity === "critical" || rule.severity === "high" ? "mandatory" : rule.enforcement,
  pci: onlyIf(({ controls }) => controls.fsbp?.some((id) => PCI_CONTROLS.has(id)) === true),
  cis: onlyIf(({ controls }) => (controls.cis ?? []).length > 0),
  fsbp: onlyIf(({ controls }) => (controls.fsbp ?? []).length > 0),
  remediation: (rule) => (rule.remedy === undefined ? rule.enforcement : "remediate"),
};

/** The profile's text: every rule by name, so that a change of its level shows in a review. */
export function renderProfile(profile: Profile, rules: readonly Rule[]): string {
  const levels = Object.fromEntries(rules.map((rule) => [rule.id, LEVELERS[profile](rule)]));
  return `${JSON.stringify(levels, undefined, 2)}\n`;
}
