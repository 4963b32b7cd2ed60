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
function pathsBelow(value: unknown): readonly (readonly Key[])[] {
  return childrenOf(value).flatMap(([key, child]): (readonly Key[])[] => [
    [key],
    ...pathsBelow(child).map((rest) => [key, ...rest]),
  ]);
}

function replaced(value: unknown, [key, ...rest]: readonly Key[], by: unknown): unknown {
  if (key === undefined) return by;
  const entries = childrenOf(value).map(
    ([name, child]) => [name, name === key ? replaced(child, rest, by) : child] as const,
  );
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

/** A copy of the fixtures in which one value is another. */
interface Variation {
  /** Where the value stands, such as `logs.rules.0.status`. */
  readonly place: string;
  readonly fixtures: readonly Fixture[];
}

function withProps(fixtures: readonly Fixture[], which: Fixture, more: Partial<Fixture>) {
  return fixtures.map((each) => (each === which ? { ...each, ...more } : each));
}

/** What a provider answers and no program sets: where text refers to it, it is known. */
const OUTPUTS: readonly Key[] = ["id", "arn"];

/**
 * Each single value unknown, be it a whole list or one text deep inside; what a property refers to stays
 * known.
 */
export function withUnknowns(fixtures: readonly Fixture[]): readonly Variation[] {
  return fixtures.flatMap((fixture) =>
    pathsBelow(fixture.props)
      .filter(([top = ""]) => !OUTPUTS.includes(top))
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

/** Each reference to one resource written as that resource's id, without a trace of where it came from. */
export function withLiterals(fixtures: readonly Fixture[]): readonly Variation[] {
  return fixtures.flatMap((fixture) =>
    Object.entries(fixture.dependsOn ?? {}).flatMap(([property, names]) => {
      const [name] = names;
      const value = (fixture.props as Readonly<Record<string, unknown>>)[property];
      const target = fixtures.find((each) => each.name === name);
      if (value !== UNKNOWN || names.length !== 1 || target === undefined) return [];
      const { id = `${target.name}-0a1b2c3d` } = target.props as { readonly id?: string };
      const copies = fixtures.map((each) => {
        const props = each === fixture ? { ...each.props, [property]: id } : { ...each.props };
        return {
          ...each,
          props: each === target ? { ...props, id } : props,
          dependsOn: each === fixture ? { ...each.dependsOn, [property]: [] } : each.dependsOn,
        };
      });
      return [{ place: `${fixture.name}.${property}`, fixtures: copies }];
    }),
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
