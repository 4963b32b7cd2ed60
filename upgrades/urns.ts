/** URNs as the engine forms them: https://www.pulumi.com/docs/iac/concepts/resources/names/#urns */
import type { DeclaredResource, Home } from "./resources";

/** Types of a resource's parents and its own, joined by `$`: all of a URN that tells of its place. */
export function typeChain(urn: string): string {
  return urn.split("::")[2] ?? "";
}

/** Everything behind the third `::`; a name may hold more of them. */
export function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

export function typeIn(urn: string): string {
  return typeChain(urn).split("$").pop() ?? "";
}

/** @param parentChain types of the parents, empty at the root */
export function makeUrn(home: Home, parentChain: string, type: string, name: string): string {
  const chain = parentChain === "" ? type : `${parentChain}$${type}`;
  return `urn:pulumi:${home.stack}::${home.project}::${chain}::${name}`;
}

/** The part of a URN that is the same in every stack: `types::name`. */
export function localPart(urn: string): string {
  return urn.split("::").slice(2).join("::");
}

export function fromLocalPart(home: Home, local: string): string {
  return `urn:pulumi:${home.stack}::${home.project}::${local}`;
}

/** The URN that the engine gives each resource, by the URN that it was recorded with. */
export function engineUrns(
  resources: readonly DeclaredResource[],
  home: Home,
): ReadonlyMap<string, string> {
  const urns = new Map<string, string>();
  for (const { urn, parent, type, name } of resources) {
    urns.set(urn, makeUrn(home, typeChain(urns.get(parent) ?? ""), type, name));
  }
  return urns;
}
