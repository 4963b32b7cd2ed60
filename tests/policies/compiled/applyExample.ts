/** Applies a rule's example to the resources of a test, as a reader would to a program, under Pulumi's mocks. */
import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import { compileFunction } from "node:vm";
import { computedOutputs } from "../../helpers/awsOutputs";
import type { Registration } from "../../helpers/recordingMocks";
import { record } from "../../helpers/recordingMocks";
import type { Fixture } from "../helpers/engine";
import { inputsOf, UNKNOWN } from "../helpers/engine";
import { isSameKind } from "../helpers/synonyms";
import type { Statement } from "./exampleModule";
import { scriptOf } from "./exampleModule";
import type { Settings } from "./names";
import { BYSTANDERS, RESOURCES, VALUES } from "./names";

const load = createRequire(__filename);

/** Resources with something at fault. */
export interface Faulty {
  readonly fixtures: readonly Fixture[];
  /** Name of the resource that the violation is on. */
  readonly at: string;
  /** Names of what the fault is in, beside that resource. */
  readonly touched: readonly string[];
  /** True for a rule that wants something else in the place of the resource at fault. @default false */
  readonly isReplaced?: boolean;
  /** True where what the example declares without settings takes no other's place. @default false */
  readonly isAddedTo?: boolean;
  /** Which fixture a free name of the example stands for, where its type does not say. */
  readonly bindings?: Readonly<Record<string, string>>;
}

/** A text in place of what a preview does not know, which the SDK would drop. */
const STAND_IN = "known-after-the-update";

function exchanged(value: unknown, from: unknown, to: unknown): unknown {
  if (value === from) return to;
  if (Array.isArray(value)) return value.map((each) => exchanged(each, from, to));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, exchanged(each, from, to)]),
  );
}

/** What the program sets, without what the provider makes up. */
function settingsOf(fixture: Fixture): Settings {
  const inputs = inputsOf(fixture).map((name) => [name, Reflect.get(fixture.props, name)] as const);
  return exchanged(Object.fromEntries(inputs), UNKNOWN, STAND_IN) as Settings;
}

function typeOfClass(kind: object): string {
  return String(Reflect.get(kind, "__pulumiType"));
}

/** The type of a class by its name in the examples, such as `sqs.Queue`. */
export function typeOf(name: string): string {
  const [area = "", kind = ""] = name.split(".");
  const classes = load(`@pulumi/aws/${area}`) as Readonly<Record<string, object>>;
  return typeOfClass(classes[kind] ?? {});
}

/** The resource that `settings` of this type are of: the one at fault before its surroundings. */
export function counterpartOf(type: string, faulty: Faulty): Fixture | undefined {
  const ofType = faulty.fixtures.filter((each) => isSameKind(each.type, type));
  const named = (names: readonly string[]) => ofType.find(({ name }) => names.includes(name));
  return named([faulty.at]) ?? named(faulty.touched) ?? ofType[0];
}

/** The free names as the script sees them, each made when it is asked for; and what they stood for. */
class Scope {
  readonly names: object = {};
  /** The fixtures that were asked for. */
  readonly bound: Fixture[] = [];

  constructor(
    private readonly faulty: Faulty,
    statements: readonly Statement[],
  ) {
    const subject = statements
      .flatMap(({ settingsOf: kind }) => kind ?? [])
      .map((kind) => counterpartOf(typeOf(kind), faulty));
    const [own] = [...subject, faulty.fixtures.find(({ name }) => name === faulty.at)];
    const settings = own === undefined ? {} : settingsOf(own);
    for (const [name, value] of Object.entries(VALUES)) {
      Object.defineProperty(this.names, name, { value: value(settings, faulty.fixtures) });
    }
    for (const name of Object.keys(RESOURCES)) {
      Object.defineProperty(this.names, name, { get: () => this.existing(name) });
    }
  }

  private fixtureOf(name: string, type: string): Fixture | undefined {
    const { fixtures, bindings = {} } = this.faulty;
    const given = bindings[name];
    if (given !== undefined) return fixtures.find((each) => each.name === given);
    return BYSTANDERS.has(name) ? undefined : counterpartOf(type, this.faulty);
  }

  private existing(name: string): object {
    const kind = RESOURCES[name as keyof typeof RESOURCES];
    const fixture = this.fixtureOf(name, typeOfClass(kind));
    if (fixture === undefined) return kind.get(name, `${name}-id`);
    if (!this.bound.includes(fixture)) this.bound.push(fixture);
    const { id = `${fixture.name}-id`, ...state } = fixture.props as Settings;
    return kind.get(fixture.name, String(id), exchanged(state, UNKNOWN, undefined) as object);
  }
}

async function registered(
  statements: readonly Statement[],
  faulty: Faulty,
): Promise<{ readonly registrations: readonly Registration[]; readonly bound: Fixture[] }> {
  const areas = new Proxy({}, { get: (_, area) => load(`@pulumi/aws/${String(area)}`) as unknown });
  const scope = new Scope(faulty, statements);
  const globals = {
    require: (name: string) => (name === "@pulumi/aws" ? areas : (load(name) as unknown)),
    exports: {},
    settingsOf: (kind: string) => {
      const own = counterpartOf(typeOf(kind), faulty);
      return own === undefined ? {} : settingsOf(own);
    },
  };
  const run = compileFunction(scriptOf(statements), Object.keys(globals), {
    contextExtensions: [scope.names],
  }) as (...values: readonly unknown[]) => void;
  const { registrations } = await record(() => {
    run(...Object.values(globals));
  });
  return { registrations, bound: scope.bound };
}

/** The fixture whose place a resource of the example takes; undefined for one that is added. */
function replacedBy({ type }: Registration, statements: readonly Statement[], faulty: Faulty) {
  const isGivenSettings = statements.some(
    ({ settingsOf: kind }) => kind !== undefined && typeOf(kind) === type,
  );
  if (isGivenSettings) return counterpartOf(type, faulty);
  if (faulty.isAddedTo === true) return undefined;
  const names = [faulty.at, ...faulty.touched];
  return faulty.fixtures.find((each) => names.includes(each.name) && isSameKind(each.type, type));
}

function keyOf({ type, name }: Pick<Fixture, "type" | "name">): string {
  return `${type}::${name}`;
}

/** What is known of a resource that exists: its own properties, and what AWS adds. */
function asExisting({ type, name, props, ...rest }: Fixture): Fixture {
  const computed = computedOutputs(type, name, props as Record<string, unknown>);
  return { ...rest, type, name, props: { id: `${name}-id`, ...computed, ...props } };
}

/** The resources after the statements have run: each in the place of another, or added. */
export async function applied(
  statements: readonly Statement[],
  faulty: Faulty,
): Promise<readonly Fixture[]> {
  const { registrations, bound } = await registered(statements, faulty);
  const custom = registrations.filter((each) => each.custom);
  const places = new Map(custom.map((each) => [each, replacedBy(each, statements, faulty)]));
  const taken = new Set(faulty.fixtures.map(({ name }) => name));
  const nameOf = (each: Registration): string =>
    places.get(each)?.name ?? (taken.has(each.name) ? `${each.name}-of-the-fix` : each.name);
  const names = new Map([
    ...bound.map((each) => [keyOf(each), each.name] as const),
    ...custom.map((each) => [keyOf(each), nameOf(each)] as const),
  ]);
  const fixed = custom.map((each): Fixture => {
    const before = places.get(each);
    const props = exchanged(each.inputs, STAND_IN, UNKNOWN) as Settings;
    const dependsOn = Object.keys(props).flatMap((key) => {
      if (isDeepStrictEqual((before?.props as Settings | undefined)?.[key], props[key])) {
        return [[key, before?.dependsOn?.[key] ?? []] as const];
      }
      const urns = each.propertyDependencies[key] ?? [];
      const referred = urns.flatMap((urn) => names.get(urn.split("::").slice(-2).join("::")) ?? []);
      return [[key, referred] as const];
    });
    const identity = Object.entries(before?.props ?? {}).filter(([key]) => isIdentity(key));
    return {
      type: before?.type ?? each.type,
      name: nameOf(each),
      props: { ...Object.fromEntries(identity), ...props },
      dependsOn: Object.fromEntries(dependsOn),
      provider: before?.provider,
    };
  });
  const replaced = new Set(places.values());
  const others = faulty.fixtures
    .filter(
      (each) => !replaced.has(each) && !(faulty.isReplaced === true && each.name === faulty.at),
    )
    .map((each) => (bound.includes(each) ? asExisting(each) : each));
  return [...fixed, ...others];
}

/** By these other resources refer to one; not all are arguments, and none is a setting. */
function isIdentity(key: string): boolean {
  return ["id", "arn", "dnsName", "publicIp", "url"].includes(key);
}
