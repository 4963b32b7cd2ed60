/**
 * Judges many resources without an engine, and prints what it took as JSON: seconds, MB.
 * Usage: node --require tsx/cjs bench/policyUnits.ts <resources>
 */
import type { ResourceValidationPolicy, StackValidationArgs } from "@pulumi/policy";
import { rules } from "../policies/allRules";
import { toPolicies } from "../policies/framework/pack";
import { PackRun } from "../policies/framework/run";
import type { MixedResource } from "./mixedResources";
import { mixedResources, Reference } from "./mixedResources";

type PolicyResource = StackValidationArgs["resources"][number];

/** What AWS would call it. */
function known(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(known);
  return value instanceof Reference ? `arn:aws:bench:::${value.to}` : value;
}

function referencesIn(value: unknown): readonly Reference[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => each instanceof Reference);
}

function urnOf({ type, name }: MixedResource): string {
  return `urn:pulumi:bench::bench::${type}::${name}`;
}

const BARE = {
  opts: {
    ...{ protect: false, ignoreChanges: [], aliases: [], additionalSecretOutputs: [] },
    customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
  },
  isType: () => false,
  asType: () => undefined,
  dependencies: [],
};

function policyResources(resources: readonly MixedResource[]): PolicyResource[] {
  const byName = new Map<string, PolicyResource>();
  for (const resource of resources) {
    const entries = Object.entries(resource.props);
    byName.set(resource.name, {
      ...BARE,
      ...{ type: resource.type, name: resource.name, urn: urnOf(resource) },
      props: Object.fromEntries([
        ["arn", `arn:aws:bench:::${resource.name}`],
        ...entries.map(([key, value]) => [key, known(value)] as const),
      ]),
      propertyDependencies: Object.fromEntries(
        entries.map(([key, value]) => [
          key,
          referencesIn(value).flatMap(({ to }) => byName.get(to) ?? []),
        ]),
      ),
    });
  }
  return [...byName.values()];
}

async function main(): Promise<void> {
  const resources = policyResources(mixedResources(Number(process.argv[2])));
  const policies = toPolicies(rules, new PackRun());
  const surroundings = {
    stackTags: new Map<string, string>(),
    getConfig: () => ({}) as never,
    notApplicable: () => {
      throw new Error("no rule says this");
    },
  };
  let violations = 0;
  const report = () => {
    violations++;
  };
  const started = process.cpuUsage();
  for (const resource of resources) {
    const args = { ...resource, ...surroundings, isType: () => false, asType: () => undefined };
    for (const policy of policies) {
      const { validateResource } = policy as ResourceValidationPolicy;
      if (typeof validateResource === "function") await validateResource(args, report);
    }
  }
  const between = process.cpuUsage(started);
  for (const policy of policies) {
    if ("validateStack" in policy) {
      await policy.validateStack({ resources, ...surroundings }, report);
    }
  }
  const ended = process.cpuUsage(started);
  console.log(
    JSON.stringify({
      resources: resources.length,
      violations,
      resourceRuleSeconds: between.user / 1e6,
      stackRuleSeconds: (ended.user - between.user) / 1e6,
      peakMB: process.resourceUsage().maxRSS / 1000,
    }),
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
