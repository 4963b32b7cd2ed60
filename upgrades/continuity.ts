/**
 * Which existing resource each declared one continues, found as the engine's step generator finds it:
 * by its own URN first, then by its aliases, then by those that follow from the alias by which its parent was
 * found. A child whose name starts with its parent's name had one that started with the parent's old name.
 * https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/
 */
import type { DeclaredResource, Home, RecordedAlias } from "./resources";
import { engineUrns, makeUrn, nameIn, typeChain, typeIn } from "./urns";

/** Engine URN of a declared resource to that of the existing one which it continues. */
export type Continuity = ReadonlyMap<string, string>;

/**
 * @param existing engine URNs of what is deployed
 * @param further aliases to try besides those declared, by engine URN
 */
export function continuity(
  resources: readonly DeclaredResource[],
  existing: ReadonlySet<string>,
  home: Home,
  further: ReadonlyMap<string, string> = new Map(),
): Continuity {
  const urns = engineUrns(resources, home);
  const found = new Map<string, string>();
  for (const resource of resources) {
    const urn = urns.get(resource.urn) ?? "";
    const extra = further.get(urn);
    const own = [...resource.aliases, ...(extra === undefined ? [] : [extra])];
    const former = formerUrns({ ...resource, aliases: own }, { home, urns, found });
    const match = [urn, ...former].find((one) => existing.has(one));
    if (match !== undefined) found.set(urn, match);
  }
  return found;
}

interface Known {
  readonly home: Home;
  readonly urns: ReadonlyMap<string, string>;
  /** What the resources before this one continue. */
  readonly found: Continuity;
}

/** The URNs that a resource's own aliases stand for, while its parents are found under their own. */
export function declaredAliases(
  resource: DeclaredResource,
  urns: ReadonlyMap<string, string>,
  home: Home,
): string[] {
  const known = { home, urns, found: new Map<string, string>() };
  return resource.aliases.map((alias) => aliasUrn(alias, resource, known));
}

/** Every URN that a resource may have had, in the order in which the engine looks. */
function formerUrns(resource: DeclaredResource, known: Known): string[] {
  const own = resource.aliases.map((alias) => aliasUrn(alias, resource, known));
  const parent = known.urns.get(resource.parent) ?? "";
  const parentBefore = known.found.get(parent);
  if (parentBefore === undefined || parentBefore === parent) return own;
  const inherited = [makeUrn(known.home, "", resource.type, resource.name), ...own].map((urn) =>
    inheritedUrn(typeIn(urn), nameIn(urn), nameIn(parent), parentBefore, known.home),
  );
  return [...own, ...inherited];
}

function aliasUrn(alias: RecordedAlias, resource: DeclaredResource, known: Known): string {
  if (typeof alias === "string") return alias;
  const parent = alias.parent === "" ? resource.parent : (alias.parent ?? "");
  const now = known.urns.get(parent) ?? parent;
  const before = known.found.get(now) ?? now;
  const home = {
    project: alias.project === "" ? known.home.project : alias.project,
    stack: alias.stack === "" ? known.home.stack : alias.stack,
  };
  const type = alias.type === "" ? resource.type : alias.type;
  return makeUrn(home, typeChain(before), type, alias.name === "" ? resource.name : alias.name);
}

function inheritedUrn(
  type: string,
  name: string,
  parentName: string,
  parentBefore: string,
  home: Home,
): string {
  const before = name.startsWith(parentName)
    ? nameIn(parentBefore) + name.slice(parentName.length)
    : name;
  return makeUrn(home, typeChain(parentBefore), type, before);
}
