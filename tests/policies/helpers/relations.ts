/** The ways in which one resource of a program names another, which every rule must follow alike. */
import type { Fixture } from "./engine";
import { UNKNOWN } from "./engine";
import type { Variation } from "./variations";
import { pathsBelow, replaced, valueAt } from "./variations";

/** A value of one resource that names another. */
interface Relation {
  readonly source: Fixture;
  /** The way to the value, the property first. */
  readonly path: readonly (string | number)[];
  readonly target: Fixture;
}

/** What other resources may name one by. */
const IDENTITIES = ["id", "arn", "name"] as const;
type Identity = (typeof IDENTITIES)[number];

/** Properties that hold a name within a longer text, or an address that is none of the three. */
const COMPOSED: ReadonlySet<unknown> = new Set([
  ...["resourceId", "alarmRule", "policy", "containerDefinitions", "name", "aliases", "records"],
]);

/** What AWS takes in this place. */
function identitiesFor(path: Relation["path"]): readonly Identity[] {
  const [top] = path;
  if (COMPOSED.has(top)) return [];
  const last = path.findLast((key) => typeof key === "string") ?? "";
  if (/^[A-Z]\w*Name$|^qualifier$/.test(last)) return ["name"];
  return /arn|actions$|^destination$/i.test(last) || top === "environment" ? ["arn"] : IDENTITIES;
}

function propertyOf({ path }: Relation): string {
  return String(path[0]);
}

/** Values that are not known, and come from one resource of the fixtures each. */
function references(fixtures: readonly Fixture[]): readonly Relation[] {
  return fixtures.flatMap((source) =>
    Object.entries(source.dependsOn ?? {}).flatMap(([property, names]) => {
      const targets = names.flatMap((name) => fixtures.find((each) => each.name === name) ?? []);
      const unknowns = pathsBelow(source.props).filter(
        (path) => path[0] === property && valueAt(source.props, path) === UNKNOWN,
      );
      // With as many values as resources, each value is of the resource in the same place.
      if (unknowns.length !== targets.length) return [];
      return targets.map((target, index) => ({ source, path: unknowns[index] ?? [], target }));
    }),
  );
}

/** Texts that are what another resource is named by. */
function literals(fixtures: readonly Fixture[]): readonly Relation[] {
  return fixtures.flatMap((source) =>
    pathsBelow(source.props).flatMap((path) => {
      const value = valueAt(source.props, path);
      if (typeof value !== "string" || value === UNKNOWN) return [];
      // What a resource is called itself is no relation.
      if (path.length === 1 && ["id", "arn", "name"].includes(String(path[0]))) return [];
      const target = fixtures.find(
        (each) => each !== source && IDENTITIES.some((key) => valueAt(each.props, [key]) === value),
      );
      return target === undefined ? [] : [{ source, path, target }];
    }),
  );
}

/** Services that ARNs call otherwise than the provider's types do. */
const SERVICES: Readonly<Record<string, string>> = {
  alb: "elasticloadbalancing",
  lb: "elasticloadbalancing",
  appautoscaling: "autoscaling",
};

function labelled({ source, path, target }: Relation, how: string): string {
  return `${[source.name, ...path].join(".")} names ${target.name} ${how}`;
}

/** Which relations are varied: those to resources of these types. */
export type ToTypes = readonly string[];

function to(types: ToTypes, relations: readonly Relation[]): readonly Relation[] {
  return relations.filter(({ target }) => types.includes(target.type));
}

/** The fixtures with the value, its trace, and what the target is known by. */
function withRelation(
  fixtures: readonly Fixture[],
  relation: Relation,
  value: unknown,
  { isTraced, known = {} }: { readonly isTraced: boolean; readonly known?: object },
): readonly Fixture[] {
  const property = propertyOf(relation);
  return fixtures.map((each) => {
    if (each === relation.target && each !== relation.source) {
      return { ...each, props: { ...each.props, ...known } };
    }
    if (each !== relation.source) return each;
    const kept = (each.dependsOn?.[property] ?? []).filter((name) => name !== relation.target.name);
    return {
      ...each,
      props: replaced(each.props, relation.path, value) as object,
      dependsOn: {
        ...each.dependsOn,
        [property]: isTraced ? [...kept, relation.target.name] : kept,
      },
    };
  });
}

function identityOf({ target }: Relation, key: Identity): string {
  const value = valueAt(target.props, [key]);
  if (typeof value === "string" && value !== UNKNOWN && value !== "") return value;
  const service = target.type.split(/[:/]/)[1] ?? "";
  return key === "arn"
    ? `arn:aws:${SERVICES[service] ?? service}:us-east-1:111122223333:${target.name}`
    : `${target.name}-0a1b2c3d`;
}

/** Each relation by the target's id, ARN and name: as text in the program, or as known after an update. */
function named(
  fixtures: readonly Fixture[],
  types: ToTypes,
  isTraced: boolean,
): readonly Variation[] {
  return to(types, references(fixtures)).flatMap((relation) =>
    identitiesFor(relation.path).map((key) => {
      const value = identityOf(relation, key);
      return {
        place: labelled(relation, `by ${key}${isTraced ? " of the resource" : " as text"}`),
        fixtures: withRelation(fixtures, relation, value, { isTraced, known: { [key]: value } }),
      };
    }),
  );
}

/** Each reference as text that is written in the program. */
export function byText(fixtures: readonly Fixture[], types: ToTypes): readonly Variation[] {
  return named(fixtures, types, false);
}

/** Each reference as it is in an update: the value is known, and where it came from too. */
export function byKnownReference(
  fixtures: readonly Fixture[],
  types: ToTypes,
): readonly Variation[] {
  return named(fixtures, types, true);
}

/** Each text that names a resource as a reference to it, before it exists. */
export function byReference(fixtures: readonly Fixture[], types: ToTypes): readonly Variation[] {
  return to(types, literals(fixtures)).map((relation) => ({
    place: labelled(relation, "by reference"),
    fixtures: withRelation(fixtures, relation, UNKNOWN, { isTraced: true }),
  }));
}

/** Each relation as a value that is not known and that nothing says the origin of. */
export function byUnknown(fixtures: readonly Fixture[], types: ToTypes): readonly Variation[] {
  const all = [...references(fixtures), ...literals(fixtures)];
  return to(types, all).map((relation) => ({
    place: labelled(relation, "by what is not known"),
    fixtures: withRelation(fixtures, relation, UNKNOWN, { isTraced: false }),
  }));
}
