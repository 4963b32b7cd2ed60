/** Runs a whole pack the way the engine does: each resource, then the finished stack. */
import type { Policies, ResourceValidationPolicy } from "@pulumi/policy";
import type { Fixture, Reported } from "./engine";
import { configured, reporterTo, resourceArgs, stackArgs } from "./engine";

/** What a policy of the pack told. */
export interface Told extends Reported {
  readonly policy: string;
}

export interface PackRunOptions {
  /** Configuration by policy. @default none */
  readonly config?: Readonly<Record<string, object>>;
  /** Ends before the analysis of the finished stack, as a blocked update does. @default false */
  readonly isBlocked?: boolean;
}

export async function runPack(
  policies: Policies,
  fixtures: readonly Fixture[],
  { config = {}, isBlocked = false }: PackRunOptions = {},
): Promise<readonly Told[]> {
  const told: Told[] = [];
  const collect = (policy: string, urn: string) =>
    reporterTo((report) => told.push({ policy, ...report }), urn);
  for (const fixture of fixtures) {
    for (const policy of policies) {
      const { validateResource } = policy as ResourceValidationPolicy;
      if (typeof validateResource !== "function") continue;
      const args = resourceArgs(fixture, config[policy.name] ?? {});
      await validateResource(args, collect(policy.name, args.urn));
    }
  }
  if (isBlocked) return told;
  for (const policy of policies) {
    if (!("validateStack" in policy)) continue;
    const { validateStack } = policy;
    await validateStack(
      { ...stackArgs(fixtures), getConfig: configured(config[policy.name] ?? {}) },
      collect(policy.name, ""),
    );
  }
  return told;
}
