/** The upgrade lock of a stack: its resource graph as a file that a reviewer reads in a diff. */
import { type Continuity, continuity, declaredAliases } from "./continuity";
import { replacingInputs } from "./replacement";
import type { DeclaredResource, Home } from "./resources";
import { stateful } from "./stateful";
import { engineUrns, fromLocalPart, localPart, nameIn, typeIn } from "./urns";

/** Everything is named by its URN without stack and project: `types::name`. */
export interface Lock {
  readonly stateful: Readonly<Record<string, LockedState>>;
  /** Name of the parent of every other resource, empty at the root. */
  readonly stateless: Readonly<Record<string, string>>;
  /** Inputs that the lock knew to replace a type, so that what is learned later is not taken for a change. */
  readonly replacing: Readonly<Record<string, readonly string[]>>;
  /** Former names of whatever has an alias, so that a diff shows one that goes. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
}

export interface LockedState {
  /** Name of the parent, empty at the root. */
  readonly parent: string;
  readonly protect: boolean;
  /** Inputs that replace the resource when they change; `{ from }` names the resources whose outputs one takes. */
  readonly fixed: Readonly<Record<string, unknown>>;
}

/** The lock of what a program declares. */
export function lockOf(resources: readonly DeclaredResource[], home: Home): Lock {
  const urns = engineUrns(resources, home);
  const names = new Map(resources.map(({ urn, name }) => [urn, name]));
  const states: [string, LockedState][] = [];
  const others: [string, string][] = [];
  for (const resource of resources) {
    const local = localPart(urns.get(resource.urn) ?? "");
    const parent = names.get(resource.parent) ?? "";
    if (stateful[resource.type] === undefined) others.push([local, parent]);
    else {
      const { protect } = resource;
      const fixed = fixedInputs(resource, (urn) => urns.get(urn) ?? urn);
      states.push([local, { parent, protect, fixed }]);
    }
  }
  return {
    stateful: sorted(states),
    stateless: sorted(others),
    replacing: sorted(
      resources.flatMap(({ type }) =>
        stateful[type] === undefined ? [] : [[type, replacingInputs(type)]],
      ),
    ),
    aliases: sorted(aliasesOf(resources, home)),
  };
}

/** Former names by the present one, without those that the SDK gives its own types. */
function aliasesOf(resources: readonly DeclaredResource[], home: Home): [string, string[]][] {
  const urns = engineUrns(resources, home);
  return resources.flatMap((resource): [string, string[]][] => {
    const urn = urns.get(resource.urn) ?? "";
    const ofSdk = (former: string) =>
      !resource.type.startsWith(`${home.project}:`) &&
      nameIn(former) === nameIn(urn) &&
      typeIn(former) !== typeIn(urn);
    const former = declaredAliases(resource, urns, home).filter((one) => !ofSdk(one));
    return former.length === 0 ? [] : [[localPart(urn), former.map(localPart)]];
  });
}

function sorted<Value>(entries: readonly [string, Value][]): Record<string, Value> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The inputs that a resource cannot change in place, as JSON has them.
 *
 * @param rename the engine URN under which the lock knows a dependency
 */
export function fixedInputs(
  resource: DeclaredResource,
  rename: (recordedUrn: string) => string,
): Record<string, unknown> {
  const { inputs, ignoreChanges, replaceOnChanges, propertyDependencies } = resource;
  const properties = [...new Set([...replacingInputs(resource.type), ...replaceOnChanges])].sort();
  const fixed: Record<string, unknown> = {};
  for (const property of properties) {
    const value = inputs[property];
    if (value === undefined || value === null || ignoreChanges.includes(property)) continue;
    const sources = propertyDependencies[property] ?? [];
    fixed[property] =
      sources.length > 0
        ? { from: [...new Set(sources.map((urn) => localPart(rename(urn))))].sort() }
        : (JSON.parse(JSON.stringify(value)) as unknown);
  }
  return fixed;
}

/** Engine URNs of everything that a lock knows. */
export function lockedUrns({ stateful, stateless }: Lock, home: Home): ReadonlySet<string> {
  return new Set(
    [...Object.keys(stateful), ...Object.keys(stateless)].map((one) => fromLocalPart(home, one)),
  );
}

/** What of a lock each declared resource continues. */
export function continuityWith(
  lock: Lock,
  resources: readonly DeclaredResource[],
  home: Home,
  further?: ReadonlyMap<string, string>,
): Continuity {
  return continuity(resources, lockedUrns(lock, home), home, further);
}
