/**
 * Checks a file for `--policy-pack-config`. The engine refuses wrong types and levels, but passes
 * over names of rules and parameters that do not exist; here everything is told, with what is
 * accepted.
 */
import type { Parameter } from "./parameters";
import type { Rule } from "./rule";

const LEVELS = ["advisory", "mandatory", "remediate", "disabled"] as const;

/** Policies about the pack's own files, which have a level and no parameters. */
export const OWN_POLICIES = [
  "policy-waivers",
  "policy-baseline",
  "policy-configuration",
  "policy-report",
] as const;

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function faultOfLevel(level: unknown, canRemediate: boolean): string | undefined {
  const accepted = LEVELS.filter((each) => canRemediate || each !== "remediate");
  return accepted.some((each) => each === level)
    ? undefined
    : `enforcementLevel must be ${accepted.join(", ")}, got ${JSON.stringify(level)}.`;
}

function faultOfValue(
  name: string,
  { schema, read }: Parameter<unknown>,
  value: unknown,
): string | undefined {
  const got = `got ${JSON.stringify(value)}`;
  const { type, minimum, maximum } = schema;
  const described = typeof type === "string" ? type : "value";
  if (read(value) === undefined || (type === "integer" && !Number.isInteger(value))) {
    return `${name} must be of type ${described}, ${got}. ${schema.description ?? ""}`;
  }
  if (typeof value !== "number") return undefined;
  if (minimum !== undefined && value < minimum)
    return `${name} must be at least ${minimum}, ${got}.`;
  if (maximum !== undefined && value > maximum)
    return `${name} must be at most ${maximum}, ${got}.`;
  return undefined;
}

interface Configurable {
  readonly parameters: Readonly<Record<string, Parameter<unknown>>>;
  readonly canRemediate: boolean;
}

function faultsOfRule(
  { parameters, canRemediate }: Configurable,
  config: unknown,
): readonly string[] {
  if (!isObject(config)) {
    const fault =
      typeof config === "string"
        ? faultOfLevel(config, canRemediate)
        : "must be a level or an object.";
    return fault === undefined ? [] : [fault];
  }
  const accepted = ["enforcementLevel", ...Object.keys(parameters)];
  return Object.entries(config).flatMap(([key, value]) => {
    if (key === "enforcementLevel") return faultOfLevel(value, canRemediate) ?? [];
    const parameter = parameters[key];
    return parameter === undefined
      ? `"${key}" is not a parameter of this rule; accepted are ${accepted.join(", ")}.`
      : (faultOfValue(key, parameter, value) ?? []);
  });
}

/** One sentence per fault of the file's text; none when the pack takes all of it. */
export function faultsOfConfig(text: string, rules: readonly Rule[]): readonly string[] {
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch (error) {
    return [`the file is not JSON: ${error instanceof Error ? error.message : ""}.`];
  }
  if (!isObject(config)) return ["the file must hold an object with a key for each rule."];
  const configurables = new Map<string, Configurable>([
    ["all", { parameters: {}, canRemediate: true }],
    ...OWN_POLICIES.map((name) => [name, { parameters: {}, canRemediate: false }] as const),
    ...rules.map(({ id, parameters, remedy }) => {
      return [id, { parameters, canRemediate: remedy !== undefined }] as const;
    }),
  ]);
  return Object.entries(config).flatMap(([name, value]) => {
    const configurable = configurables.get(name);
    return configurable === undefined
      ? [
          `${name}: is not a rule of this pack; accepted are all, policy-… and the ids of its rules.`,
        ]
      : faultsOfRule(configurable, value).map((fault) => `${name}: ${fault}`);
  });
}
