/** Random resources of any type that @pulumi/aws declares, by its own property names and types. */
import fc from "fast-check";
import { PackageSchema } from "../../../sandbox/providers/schema/schema";
import type { Shape } from "../../../sandbox/providers/schema/shapes";
import type { Fixture } from "./engine";
import type { Draw } from "./randomTexts";
import { anything, documents, NAMES, texts } from "./randomTexts";
import { vocabularyOf, wholeVocabulary } from "./ruleVocabulary";

const schema = new PackageSchema("@pulumi/aws");

/** What stands for unknown values of each kind; see policies/framework/unknown.ts. */
const UNKNOWNS = [
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
] as const;

/** Properties whose text is a document. */
const DOCUMENT = /polic|document|definition|^body$|pattern|^input|template|userData/i;
const MAX_DEPTH = 6;

// Functions, because fast-check keeps what a function made and shrinks by it.
const percent = () => fc.integer({ min: 0, max: 99 });
const unknowns = () => fc.constantFrom(...UNKNOWNS);
const nothing = () => fc.constantFrom(null, "", [], {}, undefined);
const names = () => fc.constantFrom(...NAMES);
const numbers = () => fc.constantFrom(-1, 0, 1, 7, 30, 443, 86_400, 1e21, 0.5, "22", "3306");
const booleans = () => fc.constantFrom(true, false, "true", "false");
const few = () => fc.integer({ min: 0, max: 3 });
const mapKeys = () => fc.constantFrom("DB_PASSWORD", "TABLE", "API_SECRET_KEY", "env", "aws:x", "");
const mix = () => anything;
const documentOrObject = () => documents;
const text = () => texts;
const wordsFor = (type: string) => fc.constantFrom(...vocabularyOf(type).words, "");

function someOf<T>(all: readonly T[], most: number): fc.Arbitrary<T[]> {
  return fc.subarray([...all], { maxLength: Math.min(most, all.length) });
}

function oneOf(all: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...all);
}

function indexes(size: number): fc.Arbitrary<number[]> {
  return fc.array(fc.integer({ min: 0, max: size - 1 }), { maxLength: 2 });
}

/** Some of what a resource or object takes, most of all what rules read. */
function fieldsOf<T>(
  draw: Draw,
  all: readonly (readonly [name: string, field: T])[],
  read: readonly string[],
): (readonly [name: string, field: T])[] {
  type Field = (typeof all)[number];
  const isRead = ([name]: Field) => read.includes(name);
  const others = all.filter((field) => !isRead(field));
  return [
    ...all.filter((field) => isRead(field) && draw(percent) < 70),
    ...draw(someOf<Field>, others, 3),
  ];
}

function objectOf(draw: Draw, type: string, path: string, depth: number): object {
  const chosen = fieldsOf(draw, [...schema.object(path)], wholeVocabulary.names);
  return Object.fromEntries(
    chosen.map(([name, { shape }]) => [name, valueOf(draw, type, name, shape, depth + 1)]),
  );
}

function isSmall(value: unknown): boolean {
  return JSON.stringify([value]).length < 2000;
}

function listOf(draw: Draw, type: string, name: string, of: Shape, depth: number): unknown[] {
  const first = valueOf(draw, type, name, of, depth + 1);
  // Now and then a list that makes anything slower than linear show; of long lists again, a rule would
  // look at millions of values, which no provider takes.
  if (draw(percent) === 0 && isSmall(first)) return Array.from({ length: 2000 }, () => first);
  const more = Array.from({ length: draw(few) }, () => valueOf(draw, type, name, of, depth + 1));
  return more.length === 0 ? [] : [first, ...more];
}

function wellShaped(draw: Draw, type: string, name: string, shape: Shape, depth: number): unknown {
  switch (shape.kind) {
    case "number":
      return draw(numbers);
    case "boolean":
      return draw(booleans);
    case "array":
      return listOf(draw, type, name, shape.of, depth);
    case "map":
      return { [draw(mapKeys)]: valueOf(draw, type, "", shape.of, depth + 1) };
    case "object":
      return objectOf(draw, type, shape.path, depth);
    case "any":
      return draw(mix);
    case "string":
      if (DOCUMENT.test(name)) return draw(documentOrObject);
      return draw(percent) < 50 ? draw(wordsFor, type) : draw(text);
  }
}

/** Mostly what the property takes; sometimes unknown, missing, or something else altogether. */
function valueOf(draw: Draw, type: string, name: string, shape: Shape, depth: number): unknown {
  const chance = draw(percent);
  if (chance < 8) return draw(unknowns);
  if (name === "name") return draw(names);
  if (chance < 14) return draw(nothing);
  if (chance < 20 || depth > MAX_DEPTH) return draw(mix);
  return wellShaped(draw, type, name, shape, depth);
}

function propsOf(draw: Draw, type: string): object {
  const inputs = [...(schema.resource(type)?.inputs ?? [])];
  const chosen = fieldsOf(draw, inputs, vocabularyOf(type).names);
  return Object.fromEntries(
    chosen.map(([name, { shape }]) => [name, valueOf(draw, type, name, shape, 0)]),
  );
}

/**
 * A stack of random resources that refer to each other at random.
 *
 * @param types types of its resources
 */
export function randomStack(types: readonly string[], size: number): fc.Arbitrary<Fixture[]> {
  return fc.gen().map((draw) =>
    Array.from({ length: size }, (_, index): Fixture => {
      const type = draw(oneOf, types);
      const props = propsOf(draw, type);
      const properties = draw(someOf<string>, Object.keys(props), 4);
      return {
        ...{ type, name: `r${index}`, props },
        dependsOn: Object.fromEntries(
          properties.map((name) => [name, draw(indexes, size).map((other) => `r${other}`)]),
        ),
        provider: { region: valueOf(draw, type, "region", { kind: "string" }, 0) },
      };
    }),
  );
}

/** True for a type whose declarations could be read. */
export function isDeclared(type: string): boolean {
  return (schema.resource(type)?.inputs.size ?? 0) > 0;
}
