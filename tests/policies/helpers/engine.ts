/** Calls policies the way the engine's analyzer server does, unknowns and throwing proxy included. */
import { unknownCheckingProxy } from "@pulumi/policy";
import type {
  PolicyResource,
  PolicyResourceOptions,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { toPolicies } from "../../../policies/framework/pack";
import type { Rule } from "../../../policies/framework/rule";
import "./policyLibrary";

/** What stands for an unknown string in a preview. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource as a test declares it. */
export interface Fixture<Props extends object = object> {
  readonly type: string;
  readonly name: string;
  readonly props: Props;
  /** Names of the resources that each property depends on. */
  readonly dependsOn?: Readonly<Record<string, readonly string[]>>;
  /** Properties that the program does not set and the provider makes up. @default none */
  readonly computed?: readonly string[];
  /** Settings of the provider. @default a provider without settings */
  readonly provider?: object;
}

export interface Reported {
  /** Logical name of the resource that the violation is on. */
  readonly name: string;
  readonly message: string;
  /** Set when the report carries a level other than the policy's. */
  readonly enforcementLevel?: string;
}

const OPTIONS: PolicyResourceOptions = {
  protect: false,
  ignoreChanges: [],
  aliases: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
  additionalSecretOutputs: [],
};

export function urnOf({ type, name }: Fixture): string {
  return `urn:pulumi:test::project::${type}::${name}`;
}

function proxied(props: object): Record<string, unknown> {
  return unknownCheckingProxy(structuredClone(props));
}

function identity(fixture: Fixture) {
  const { type, name, props, provider = {} } = fixture;
  const urn = urnOf(fixture);
  return {
    type,
    name,
    urn,
    props: proxied(props),
    opts: OPTIONS,
    provider: {
      type: "pulumi:providers:aws",
      name: "default",
      urn: "urn:pulumi:test::project::pulumi:providers:aws::default",
      props: proxied(provider),
    },
    isType: () => false,
    asType: () => undefined,
  };
}

/** The library lets the caller choose the type of the configuration, which `never` fits. */
export function configured(config: object): () => never {
  return () => config as never;
}

function notApplicable(): never {
  throw new Error("no rule says this");
}

export function resourceArgs(fixture: Fixture, config: object): ResourceValidationArgs {
  return {
    ...identity(fixture),
    stackTags: new Map<string, string>(),
    getConfig: configured(config),
    notApplicable,
  };
}

/** Names of the properties that the program sets. */
export function inputsOf({ props, computed = [] }: Fixture): readonly string[] {
  return Object.keys(props).filter((key) => !computed.includes(key));
}

function stackResources(fixtures: readonly Fixture[]): PolicyResource[] {
  const resources = fixtures.map((fixture): PolicyResource => ({
    ...identity(fixture),
    dependencies: [],
    // The engine has an entry for each input, also for one that depends on nothing.
    propertyDependencies: Object.fromEntries(inputsOf(fixture).map((key) => [key, []])),
  }));
  for (const [index, { dependsOn = {} }] of fixtures.entries()) {
    const resource = resources[index];
    if (resource === undefined) continue;
    for (const [property, names] of Object.entries(dependsOn)) {
      resource.propertyDependencies[property] = resources.filter(({ name }) =>
        names.includes(name),
      );
    }
  }
  return resources;
}

/** What a stack policy is called with, but for its configuration. */
export function stackArgs(fixtures: readonly Fixture[]): Omit<StackValidationArgs, "getConfig"> {
  return {
    resources: stackResources(fixtures),
    stackTags: new Map<string, string>(),
    notApplicable,
  };
}

interface Detailed {
  readonly message: string;
  readonly urn?: string;
  readonly enforcementLevel?: string;
}

/** What a policy reports with; `ownUrn` is the resource that it was called for. */
export function reporterTo(receive: (reported: Reported) => void, ownUrn: string): ReportViolation {
  const report = (text: string | Detailed, urn?: string): void => {
    const {
      message,
      enforcementLevel,
      urn: on = urn,
    } = typeof text === "string" ? { message: text, enforcementLevel: undefined, urn } : text;
    receive({ name: (on ?? ownUrn).split("::").at(-1) ?? "", message, enforcementLevel });
  };
  return report;
}

/** Everything that the rule reports on these resources, under the pack's configuration for it. */
export async function reportsOf(
  rule: Rule,
  fixtures: readonly Fixture[],
  config: object = {},
): Promise<readonly Reported[]> {
  const reported: Reported[] = [];
  const reporter = (ownUrn: string): ReportViolation =>
    reporterTo((each) => reported.push(each), ownUrn);
  const [policy] = toPolicies([rule]);
  if (policy === undefined) return reported;
  if (rule.scope === "stack") {
    const { validateStack } = policy as StackValidationPolicy;
    await validateStack({ ...stackArgs(fixtures), getConfig: configured(config) }, reporter(""));
    return reported;
  }
  const { validateResource } = policy as ResourceValidationPolicy;
  if (typeof validateResource !== "function") return reported;
  for (const fixture of fixtures) {
    await validateResource(resourceArgs(fixture, config), reporter(urnOf(fixture)));
  }
  return reported;
}
