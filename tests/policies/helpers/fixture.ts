/** Fixtures: whole valid resources, and copies of them with one thing changed. */
import type { Fixture } from "./engine";
import { UNKNOWN } from "./engine";

/** One thing done to a set of fixtures. */
export interface Change {
  /** Name of the resource to change. @default the first */
  readonly on?: string;
  /** New values by path, such as `origins[0].domainName`; undefined removes. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Names of resources to leave out. */
  readonly drop?: readonly string[];
  /** Resources to add. */
  readonly add?: readonly Fixture[];
  /** Properties that the provider makes up, which a preview does not know. */
  readonly computed?: readonly string[];
  /** New dependencies of the changed resource. */
  readonly dependsOn?: Fixture["dependsOn"];
  readonly provider?: object;
  /** The rule's parameters. */
  readonly config?: object;
}

/** A fixture whose properties are held against the resource's arguments by the compiler. */
export function resource<Args extends object>(
  type: string,
  name: string,
  props: Args,
  more: Pick<Fixture, "dependsOn" | "provider"> = {},
): Fixture<Args> {
  return { type, name, props, ...more };
}

/** A change that makes properties unknown, with the resources that they refer to. */
export function unknown(path: string, dependsOn?: Fixture["dependsOn"]): Change {
  return { set: { [path]: UNKNOWN }, dependsOn };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function assign(target: object, path: string, value: unknown): void {
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  const last = keys.pop() ?? "";
  let holder = target as Record<string, unknown>;
  for (const key of keys) {
    const next = holder[key];
    if (!isObject(next)) throw new Error(`the fixture has no ${path}`);
    holder = next;
  }
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else holder[last] = value;
}

/** The fixture as a preview shows it where the provider makes up these properties. */
export function madeUp(fixture: Fixture, names: readonly string[]): Fixture {
  const unknown = Object.fromEntries(names.map((name) => [name, UNKNOWN]));
  const { props, computed = [] } = fixture;
  return { ...fixture, props: { ...props, ...unknown }, computed: [...computed, ...names] };
}

/** Copies of the fixtures with the change applied. */
export function changed(fixtures: readonly Fixture[], change: Change): readonly Fixture[] {
  const { on = fixtures[0]?.name, set = {}, drop = [], add = [] } = change;
  const kept = fixtures.filter(({ name }) => !drop.includes(name));
  if (!kept.some(({ name }) => name === on) && Object.keys(set).length > 0) {
    throw new Error(`no fixture is named ${on ?? ""}`);
  }
  const copies = kept.map((fixture): Fixture => {
    if (fixture.name !== on) return fixture;
    const props = structuredClone(fixture.props);
    for (const [path, value] of Object.entries(set)) assign(props, path, value);
    return {
      ...madeUp({ ...fixture, props }, change.computed ?? []),
      dependsOn: change.dependsOn ?? fixture.dependsOn,
      provider: change.provider ?? fixture.provider,
    };
  });
  return [...copies, ...add];
}
