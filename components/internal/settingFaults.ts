/** Settings by schema, and what a schema says against one in the words of a person who writes YAML. Pure. */
import { z } from "zod";

/** A mapping with these keys and no other; an unknown key's fault names those that are known. */
export function mapping<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? `one of ${Object.keys(shape).join(", ")}` : undefined,
  });
}

/** A value as a person wrote it. */
export function asWritten(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

type Issue = z.core.$ZodIssue;

/** The schema's words for types, as a person who writes YAML would say them. */
const typeWords: Readonly<Record<string, string>> = {
  boolean: "true or false",
  int: "a whole number",
  number: "a whole number",
  object: "a mapping",
  record: "a mapping",
  string: "text",
};

/** Key, value and what is accepted, for one thing that the schema refused. */
export function settingFaults(issue: Issue, project: string): string[] {
  const key = `${project}:${issue.path.map(String).join(".")}`;
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
      return fault(issue.input, typeWords[issue.expected] ?? issue.expected);
    case "too_small":
      return fault(issue.input, `at least ${String(issue.minimum)}`);
    case "too_big":
      return fault(issue.input, `at most ${String(issue.maximum)}`);
    case "invalid_union":
      return fault((issue.input as { kind?: unknown }).kind, issue.message);
    default:
      return fault(issue.input, issue.message);
  }
}
