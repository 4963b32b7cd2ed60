/** Profiles: which rules block, for a purpose. Each is a file for `--policy-pack-config`. */
import { CIS } from "./frameworks/cis";
import type { Framework } from "./frameworks/framework";
import { coversAny } from "./frameworks/framework";
import { FSBP } from "./frameworks/fsbp";
import { PCI } from "./frameworks/pci";
import type { Enforcement, Rule } from "./rule";

export const PROFILES = ["development", "production", "pci", "cis", "fsbp", "remediation"] as const;
export type Profile = (typeof PROFILES)[number];

/** The level of a rule under a profile. */
type Leveler = (rule: Rule) => Enforcement | "remediate";

function onlyFor(framework: Framework): Leveler {
  return (rule) => (coversAny(framework, rule) ? "mandatory" : "advisory");
}

const LEVELERS: Readonly<Record<Profile, Leveler>> = {
  // What costs money or time only pays off in production; what is insecure is insecure everywhere.
  development: (rule) => (rule.pillar === "security" ? rule.enforcement : "advisory"),
  production: (rule) =>
    rule.severity === "critical" || rule.severity === "high" ? "mandatory" : rule.enforcement,
  pci: onlyFor(PCI),
  cis: onlyFor(CIS),
  fsbp: onlyFor(FSBP),
  remediation: (rule) => (rule.remedy === undefined ? rule.enforcement : "remediate"),
};

/** The profile's text: every rule by name, so that a change of its level shows in a review. */
export function renderProfile(profile: Profile, rules: readonly Rule[]): string {
  const levels = Object.fromEntries(rules.map((rule) => [rule.id, LEVELERS[profile](rule)]));
  return `${JSON.stringify(levels, undefined, 2)}\n`;
}
