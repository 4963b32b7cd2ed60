/**
 * Checks a file for `--policy-pack-config`. The engine refuses wrong types and levels, but passes
 * over names of rules and parameters that do not exist; here everything is told, with what is
 * accepted.
 */
import type { Parameter } from "./parameters";
import type { Rule } from "./rule";

const LEVELS = ["advisory", "mandatory", "disabled"] as const;

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

function faultOfLevel(level: unknown): string | undefined {
  return LEVELS.some((each) => each === level)
    ? undefined
    : `enforcementLevel must be ${LEVELS.join(", ")}, got ${JSON.stringify(level)}.`;
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

function faultsOfRule(
  parameters: Readonly<Record<string, Parameter<unknown>>>,
  config: unknown,
): readonly string[] {
  if (!isObject(config)) {
    const fault =
      typeof config === "string" ? faultOfLevel(config) : "must be a level or an object.";
    return fault === undefined ? [] : [fault];
  }
  const accepted = ["enforcementLevel", ...Object.keys(parameters)];
  return Object.entries(config).flatMap(([key, value]) => {
    if (key === "enforcementLevel") return faultOfLevel(value) ?? [];
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
  const parametersOf = new Map([
    ...["all", ...OWN_POLICIES].map((name) => [name, {}] as const),
    ...rules.map(({ id, parameters }) => [id, parameters] as const),
  ]);
  return Object.entries(config).flatMap(([name, value]) => {
    const parameters = parametersOf.get(name);
    return parameters === undefined
      ? [
          `${name}: is not a rule of this pack; accepted are all, policy-… and the ids of its rules.`,
        ]
      : faultsOfRule(parameters, value).map((fault) => `${name}: ${fault}`);
  });
}
