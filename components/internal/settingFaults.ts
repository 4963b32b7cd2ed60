/** Settings by schema, and what a schema says against one in the words of a person who writes YAML. Pure. */
import { z } from "zod";

/** A mapping with these keys and no other; an unknown key's fault names those that are known. */
export function mapping<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `one of ${Object.keys(shape).join(", ")}` : undefined,
  });
}

/** One schema for each property of a type, so that none is forgotten when the type gets a new one. */
export type ShapeOf<Type> = Readonly<Record<keyof Type, z.ZodType>>;

type Mapping = z.ZodObject<z.ZodRawShape, z.core.$strict>;

/** One of several mappings, which stand here by the value that `key` has in each. */
export function alternatives<Value extends string>(
  key: string,
  mappings: Readonly<Record<Value, Mapping>>,
) {
  const [first, ...others] = Object.values<Mapping>(mappings);
  if (first === undefined)
    throw new RangeError(`alternatives by ${key} must be one at least, got none`);
  const values = Object.keys(mappings);
  const words = `${values.slice(0, -1).join(", ")} or ${values.at(-1) ?? ""}`;
  return z.discriminatedUnion(key, [first, ...others], {
    // What is no mapping at all has a fault of its own.
    error: ({ input }) => (input instanceof Object && !Array.isArray(input) ? words : undefined),
  });
}

/** A value as a person wrote it. */
export function asWritten(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

type Issue = z.core.$ZodIssue;

/** The schema's words for types, as a person who writes YAML would say them. */
const typeWords: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a whole number",
  object: "a mapping",
  record: "a mapping",
  string: "text",
};

/** What a bound counts, one of them and several, where it is no number. */
const countWords: Readonly<Record<string, readonly [string, string]>> = {
  array: [" entry", " entries"],
  string: [" character", " characters"],
};

function bound(words: string, limit: number | bigint, origin: string): string {
  const [one, several] = countWords[origin] ?? ["", ""];
  return `${words} ${limit}${Number(limit) === 1 ? one : several}`;
}

/** What is accepted instead of a value of the wrong type: in the setting's own words where it has some. */
function typeExpected({ message, expected }: z.core.$ZodIssueInvalidType): string {
  return message.startsWith("Invalid input") ? (typeWords[expected] ?? expected) : message;
}

/** What stands under the key by which alternatives are told apart, such as `kind`: the path ends there. */
function discriminated({ input, path }: z.core.$ZodIssueInvalidUnion): unknown {
  return (input as Readonly<Record<PropertyKey, unknown>>)[path.at(-1) ?? ""];
}

/** Key, value and what is accepted, for one thing that the schema refused in a stack's settings. */
export function settingFaults(issue: Issue, project: string): string[] {
  return faultsBelow(`${project}:`, issue);
}

/** The same for any values by schema; `prefix` stands before each key. */
export function faultsBelow(prefix: string, issue: Issue): string[] {
  const key = `${prefix}${issue.path.map(String).join(".")}`;
  const fault = (input: unknown, expected: string) => [
    `${key}: got ${asWritten(input)}, expected ${expected}`,
  ];
  switch (issue.code) {
    case "unrecognized_keys": {
      const parent = issue.path.length === 0 ? key : `${key}.`;
      return issue.keys.map((name) => `${parent}${name}: unknown key, expected ${issue.message}`);
    }
    case "invalid_value":
      return fault(issue.input, `one of ${issue.values.map(String).join(", ")}`);
    case "invalid_type":
      return fault(issue.input, typeExpected(issue));
    case "too_small":
      return fault(
        issue.input,
        bound(issue.inclusive === false ? "more than" : "at least", issue.minimum, issue.origin),
      );
    case "too_big":
      return fault(issue.input, bound("at most", issue.maximum, issue.origin));
    case "invalid_union":
      return fault(discriminated(issue), issue.message);
    default:
      return fault(issue.input, issue.message);
  }
}
