/** The alias that keeps a resource which the program has moved or renamed. */
import { continuityWith, type Lock } from "./lock";
import type { DeclaredResource, Home } from "./resources";
import { engineUrns, fromLocalPart, nameIn, typeChain, typeIn } from "./urns";

export interface Rescue {
  /** Name of the resource that would be created in the lost one's stead. */
  readonly heir: string;
  /** The resource, or the component that it belongs to, whose options take the alias. */
  readonly aliased: { readonly type: string; readonly name: string };
  /** Type of the component that declares `aliased`; undefined for the program itself. */
  readonly declaredBy: string | undefined;
  /** Name of that component, empty for the program itself. */
  readonly declaredByName: string;
  /** Code of the option. */
  readonly code: string;
}

export interface Upgrade {
  readonly lock: Lock;
  readonly resources: readonly DeclaredResource[];
  readonly home: Home;
}

/** How to keep a lost resource; undefined when nothing in the program looks like it. */
export function rescueOf(lostUrn: string, upgrade: Upgrade): Rescue | undefined {
  const urns = engineUrns(upgrade.resources, upgrade.home);
  const heir = likelyHeir(lostUrn, upgrade, urns);
  if (heir === undefined) return undefined;
  const former = ancestryInLock(lostUrn, upgrade);
  const now = ancestry(heir, upgrade.resources);
  // An alias of the outermost component that was renamed serves all that it contains.
  for (let depth = Math.min(former.length, now.length) - 1; depth >= 0; depth--) {
    const [one, before] = [now[depth], former[depth]];
    if (one === undefined || before === undefined) continue;
    const urn = urns.get(one.urn) ?? "";
    if (one.type !== typeIn(before) || urn === before) continue;
    const found = continuityWith(
      upgrade.lock,
      upgrade.resources,
      upgrade.home,
      new Map([[urn, before]]),
    );
    if (found.get(urns.get(heir.urn) ?? "") !== lostUrn) continue;
    const parent = now[depth + 1];
    return {
      heir: heir.name,
      aliased: { type: one.type, name: one.name },
      declaredBy: parent?.type,
      declaredByName: parent?.name ?? "",
      code: aliasCode(urn, before, former.slice(depth + 1)),
    };
  }
  return undefined;
}

/** The new resource of the same type that most looks like the lost one. */
function likelyHeir(
  lostUrn: string,
  upgrade: Upgrade,
  urns: ReadonlyMap<string, string>,
): DeclaredResource | undefined {
  const found = continuityWith(upgrade.lock, upgrade.resources, upgrade.home);
  const candidates = upgrade.resources.filter(
    (one) => one.type === typeIn(lostUrn) && !found.has(urns.get(one.urn) ?? ""),
  );
  const [, lostParent = ""] = ancestryInLock(lostUrn, upgrade);
  const lostRole = role(nameIn(lostUrn), nameIn(lostParent));
  const parentName = (one: DeclaredResource) => ancestry(one, upgrade.resources)[1]?.name ?? "";
  const same = (test: (one: DeclaredResource) => boolean) => {
    const matches = candidates.filter(test);
    return matches.length === 1 ? matches[0] : undefined;
  };
  return (
    same(({ name }) => name === nameIn(lostUrn)) ??
    same(
      (one) =>
        typeChain(urns.get(one.urn) ?? "") === typeChain(lostUrn) &&
        role(one.name, parentName(one)) === lostRole,
    ) ??
    same((one) => parentName(one) === nameIn(lostParent)) ??
    same(() => true)
  );
}

/** What a child is for its parent: the rest of its name. */
function role(name: string, parent: string): string {
  return name.startsWith(parent) ? name.slice(parent.length) : name;
}

/** A resource, its parent, and so on outwards. */
function ancestry(
  resource: DeclaredResource,
  resources: readonly DeclaredResource[],
): DeclaredResource[] {
  const parent = resources.find(({ urn }) => urn === resource.parent);
  return parent === undefined ? [resource] : [resource, ...ancestry(parent, resources)];
}

/** The same for a resource of the lock, as engine URNs. */
function ancestryInLock(urn: string, { lock, home }: Upgrade): string[] {
  const line: string[] = [];
  for (let at = urn; at !== "";) {
    line.push(at);
    const local = at.split("::").slice(2).join("::");
    const parent = lock.stateful[local]?.parent ?? lock.stateless[local] ?? "";
    const types = typeChain(at).split("$").slice(0, -1).join("$");
    at = types === "" ? "" : fromLocalPart(home, `${types}::${parent}`);
  }
  return line;
}

/** `aliases` that name no more than what differs. */
function aliasCode(urn: string, before: string, formerParents: readonly string[]): string {
  const parts = [
    ...(nameIn(urn) === nameIn(before) ? [] : [`name: ${JSON.stringify(nameIn(before))}`]),
    ...(typeChain(urn) === typeChain(before) ? [] : [`parent: ${parentCode(formerParents)}`]),
  ];
  return `aliases: [{ ${parts.join(", ")} }]`;
}

/** Parents that may be gone from the program, in words that are right in every stack. */
function parentCode([parent, ...rest]: readonly string[]): string {
  if (parent === undefined) return "pulumi.rootStackResource";
  const words = [JSON.stringify(nameIn(parent)), JSON.stringify(typeIn(parent))];
  return `pulumi.createUrn(${[...words, ...(rest.length > 0 ? [parentCode(rest)] : [])].join(", ")})`;
}
