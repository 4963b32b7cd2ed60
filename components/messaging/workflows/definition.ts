/** An Amazon States Language file, its substitutions and its faults. */
import { existsSync, readFileSync } from "node:fs";
import validate from "asl-validator";
import { explainFault } from "./explainFault";

/** A parsed definition. */
export type Definition = Readonly<Record<string, unknown>>;

export interface ReadDefinition {
  /** Undefined when the file cannot be read. */
  readonly definition: Definition | undefined;
  readonly faults: readonly string[];
}

const placeholder = /\$\{([A-Za-z][A-Za-z0-9_]*)\}/g;

/**
 * Reads a definition and finds what Step Functions would refuse: no JSON, placeholders without a value
 * and values without a placeholder, and whatever breaks the Amazon States Language.
 * https://states-language.net
 *
 * @param file relative to the repository
 * @param names of the values to substitute
 */
export function readDefinition(file: string, names: readonly string[]): ReadDefinition {
  if (!existsSync(file)) {
    return {
      definition: undefined,
      faults: [
        `definitionFile must exist, got "${file}"; give its path relative to the repository`,
      ],
    };
  }
  const parsed = parse(readFileSync(file, "utf8"));
  if (parsed === undefined) {
    return {
      definition: undefined,
      faults: [`definitionFile must hold a JSON object, got something else in "${file}"`],
    };
  }
  return {
    definition: parsed,
    faults: [...substitutionFaults(parsed, names), ...languageFaults(file, parsed)],
  };
}

function parse(text: string): Definition | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Definition)
      : undefined;
  } catch {
    return undefined;
  }
}

function substitutionFaults(definition: Definition, names: readonly string[]): string[] {
  const asked = new Set(placeholdersOf(definition));
  const given = new Set(names);
  const missing = [...asked].filter((name) => !given.has(name));
  const unused = [...given].filter((name) => !asked.has(name));
  return [
    ...(missing.length > 0
      ? [
          `substitutions must have every placeholder of the definition, got none for ${missing.join(", ")}; add it`,
        ]
      : []),
    ...(unused.length > 0
      ? [
          `substitutions must be placeholders of the definition, got ${unused.join(", ")}, which it does not name; write \${${unused[0] ?? ""}} there or remove it`,
        ]
      : []),
  ];
}

/** Names between `${` and `}` in the texts of a definition; they stand in no other place. */
function placeholdersOf(value: unknown): string[] {
  if (typeof value === "string") {
    return [...value.matchAll(placeholder)].map(([, name = ""]) => name);
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(placeholdersOf);
}

/** Where a resource is named by a placeholder, any ARN will do to judge the rest. */
const anyArn = "arn:aws:lambda:us-east-1:123456789012:function:any";

function languageFaults(file: string, definition: Definition): string[] {
  const names = placeholdersOf(definition);
  const sample = substitute(definition, Object.fromEntries(names.map((name) => [name, anyArn])));
  const { errors } = validate(sample);
  if (errors.length === 0) return [];
  const faults = new Set(errors.map((error) => explainFault(definition, error)));
  return [
    `definitionFile "${file}" must be valid Amazon States Language, got ${[...faults].join(", ")}`,
  ];
}

/** A copy in which every placeholder has its value. */
export function substitute(
  definition: Definition,
  values: Readonly<Record<string, string>>,
): Definition {
  return replaced(definition, values) as Definition;
}

function replaced(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof value === "string") {
    return value.replace(placeholder, (whole, name: string) => values[name] ?? whole);
  }
  if (Array.isArray(value)) return value.map((item) => replaced(item, values));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, replaced(item, values)]),
  );
}
