/** Ways to write the same resources otherwise, which every rule must take alike. */
import type { Fixture } from "./engine";
import { UNKNOWN } from "./engine";
import type { Change } from "./fixture";

type Key = string | number;

function childrenOf(value: unknown): readonly (readonly [key: Key, value: unknown])[] {
  if (Array.isArray(value)) return value.map((each: unknown, index) => [index, each] as const);
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

/** The keys that lead to each value below this one. */
export function pathsBelow(value: unknown): readonly (readonly Key[])[] {
  return childrenOf(value).flatMap(([key, child]): (readonly Key[])[] => [
    [key],
    ...pathsBelow(child).map((rest) => [key, ...rest]),
  ]);
}

/** The value at the end of the path; undefined where there is none. */
export function valueAt(value: unknown, path: readonly Key[]): unknown {
  return path.reduce<unknown>(
    (holder, key) => childrenOf(holder).find(([name]) => name === key)?.[1],
    value,
  );
}

/** A copy in which the value at the end of the path is another. */
export function replaced(value: unknown, [key, ...rest]: readonly Key[], by: unknown): unknown {
  if (key === undefined) return by;
  const entries = childrenOf(value).map(
    ([name, child]) => [name, name === key ? replaced(child, rest, by) : child] as const,
  );
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

/** A copy of the fixtures in which one value is another. */
export interface Variation {
  /** Where the value stands, such as `logs.rules.0.status`. */
  readonly place: string;
  readonly fixtures: readonly Fixture[];
}

function withProps(fixtures: readonly Fixture[], which: Fixture, more: Partial<Fixture>) {
  return fixtures.map((each) => (each === which ? { ...each, ...more } : each));
}

/** By these a text names a resource; where one does, they are known. */
const IDENTITIES: readonly Key[] = ["id", "arn", "name", "bucket", "dnsName", "publicIp"];

/**
 * Each single value unknown, be it a whole list or one text deep inside; what a property refers to stays
 * known.
 */
export function withUnknowns(fixtures: readonly Fixture[]): readonly Variation[] {
  return fixtures.flatMap((fixture) =>
    pathsBelow(fixture.props)
      .filter(([top = ""]) => !IDENTITIES.includes(top))
      .map((path) => ({
        place: [fixture.name, ...path].join("."),
        fixtures: withProps(fixtures, fixture, {
          props: replaced(fixture.props, path, UNKNOWN) as object,
          // The engine has an entry for every input, also for one that depends on nothing.
          dependsOn: { [String(path[0])]: [], ...fixture.dependsOn },
        }),
      })),
  );
}

/** Each single reference neither known nor traceable. */
export function withoutReferences(fixtures: readonly Fixture[]): readonly Variation[] {
  return fixtures.flatMap((fixture) =>
    Object.keys(fixture.dependsOn ?? {}).map((property) => ({
      place: `${fixture.name}.${property}`,
      fixtures: withProps(fixtures, fixture, {
        props: { ...fixture.props, [property]: UNKNOWN },
        dependsOn: { ...fixture.dependsOn, [property]: [] },
      }),
    })),
  );
}

/** Each object that is a property inside a list of one, as the provider hands single blocks over. */
export function withListedBlocks(fixtures: readonly Fixture[]): readonly Variation[] {
  return fixtures.flatMap((fixture) =>
    childrenOf(fixture.props)
      .filter(([, value]) => typeof value === "object" && value !== null && !Array.isArray(value))
      .map(([key, value]) => ({
        place: `${fixture.name}.${key}`,
        fixtures: withProps(fixtures, fixture, { props: { ...fixture.props, [key]: [value] } }),
      })),
  );
}

/** The change with each value that it takes away null or empty instead. */
export function withEmpties<C extends Change>(change: C): readonly C[] {
  const { set = {} } = change;
  const gone = Object.keys(set).filter((path) => set[path] === undefined);
  if (gone.length === 0) return [];
  return [null, "", []].map((empty) => ({
    ...change,
    set: { ...set, ...Object.fromEntries(gone.map((path) => [path, empty])) },
  }));
}

function isEmpty(value: unknown): boolean {
  const isHolder = typeof value === "object" && value !== null;
  return isHolder ? childrenOf(value).length === 0 : (value ?? "") === "";
}

/** The change with each value that it sets unknown instead; what it takes away or empties stays so. */
export function withUnknownSettings<C extends Change>(
  fixtures: readonly Fixture[],
  change: C,
): readonly C[] {
  const { set = {}, on = fixtures[0]?.name } = change;
  const dependsOn = change.dependsOn ?? fixtures.find(({ name }) => name === on)?.dependsOn;
  return Object.keys(set)
    .filter((path) => !isEmpty(set[path]))
    .map((path) => ({
      ...change,
      set: { ...set, [path]: UNKNOWN },
      dependsOn: { [path.split(/[.[]/)[0] ?? ""]: [], ...dependsOn },
    }));
}

type Document = Readonly<Record<string, unknown>>;

function documentIn(value: unknown): Document | undefined {
  if (typeof value !== "string" || !value.startsWith("{")) return undefined;
  try {
    const parsed = JSON.parse(value) as Document;
    return "Statement" in parsed ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Lists of one as what they hold, and a single text as a list of one, as IAM takes both. */
function respelt(value: unknown): unknown {
  if (typeof value === "string") return [value];
  if (Array.isArray(value) && value.length === 1) return value[0] as unknown;
  return value;
}

const SPELLINGS: readonly ((document: Document) => unknown)[] = [
  (document) => document,
  (document) => JSON.stringify({ ...document, Statement: respelt(document["Statement"]) }),
  (document) => {
    const statements = [document["Statement"]].flat() as readonly Document[];
    const inner = statements.map((statement) =>
      Object.fromEntries(
        Object.entries(statement).map(([key, value]) => [
          key,
          /^(Not)?(Action|Resource)$/.test(key) ? respelt(value) : value,
        ]),
      ),
    );
    return JSON.stringify({ ...document, Statement: inner });
  },
  (document) => {
    const statements = [document["Statement"]].flat() as readonly Document[];
    const inner = statements.map((statement) =>
      Object.fromEntries(
        Object.entries(statement).map(([key, value]) => [key.toLowerCase(), value]),
      ),
    );
    return JSON.stringify({ Version: "2012-10-17", statement: inner });
  },
];

/** Each IAM document as an object, with single values for lists and the other way round, in small letters. */
export function withDocuments(fixtures: readonly Fixture[]): readonly Variation[] {
  return fixtures.flatMap((fixture) =>
    Object.entries(fixture.props).flatMap(([key, value]) => {
      const document = documentIn(value);
      if (document === undefined) return [];
      return SPELLINGS.map((spell, index) => ({
        place: `${fixture.name}.${key} in spelling ${index}`,
        fixtures: withProps(fixtures, fixture, {
          props: { ...fixture.props, [key]: spell(document) },
        }),
      }));
    }),
  );
}
