/** Typed parameters of a rule, set per rule in the pack's configuration. */
import type { PolicyConfigSchema } from "@pulumi/policy";

type JsonSchema = PolicyConfigSchema["properties"][string];

/** One parameter: what the engine checks, and how a configured value is read. */
export interface Parameter<T> {
  readonly schema: JsonSchema;
  readonly default: T;
  /** The configured value, or undefined when it is absent or has another type. */
  readonly read: (value: unknown) => T | undefined;
}

export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

/** The values that a rule with these parameters sees. */
export type ParameterValues<P extends Parameters> = {
  readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never;
};

interface IntegerOptions {
  readonly description: string;
  readonly default: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A whole number. */
export function integer(options: IntegerOptions): Parameter<number> {
  return {
    schema: { type: "integer", ...options },
    default: options.default,
    read: (value) => (typeof value === "number" ? value : undefined),
  };
}

interface SwitchOptions {
  readonly description: string;
  readonly default: boolean;
}

/** Yes or no. */
export function boolean(options: SwitchOptions): Parameter<boolean> {
  return {
    schema: { type: "boolean", ...options },
    default: options.default,
    read: (value) => (typeof value === "boolean" ? value : undefined),
  };
}

interface ListOptions<T> {
  readonly description: string;
  readonly default: readonly T[];
}

function listOf<T>(
  type: "integer" | "string",
  accepts: (value: unknown) => value is T,
  options: ListOptions<T>,
): Parameter<readonly T[]> {
  return {
    schema: {
      type: "array",
      items: { type },
      description: options.description,
      default: options.default.map(String),
    },
    default: options.default,
    read: (value) => (Array.isArray(value) && value.every(accepts) ? value : undefined),
  };
}

/** A list of whole numbers. */
export function integers(options: ListOptions<number>): Parameter<readonly number[]> {
  const parameter = listOf(
    "integer",
    (value): value is number => typeof value === "number",
    options,
  );
  return { ...parameter, schema: { ...parameter.schema, default: [...options.default] } };
}

/** A list of strings. */
export function strings(options: ListOptions<string>): Parameter<readonly string[]> {
  return listOf("string", (value): value is string => typeof value === "string", options);
}

/** The configuration schema that the engine validates before the pack runs. */
export function toConfigSchema(parameters: Parameters): PolicyConfigSchema | undefined {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return undefined;
  return {
    properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
  };
}

/** Every parameter's value: the configured one, else its default. */
export function readParameters(
  parameters: Parameters,
  config: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [
      name,
      parameter.read(config[name]) ?? parameter.default,
    ]),
  );
}
