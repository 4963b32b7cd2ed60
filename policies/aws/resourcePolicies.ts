/** Policies in which a resource itself says who may use it. */
import type { StackGraph } from "../framework/graph";
import type { Property } from "../framework/property";
import type { Resource } from "../framework/resource";
import { allKnown } from "./policyDocument";

/**
 * The policy that stands in the resource and those in resources of their own; undefined while the preview
 * does not know all of them. One that is not given is missing.
 *
 * @param types of resources that hold nothing but such a policy
 * @param link their property that names the resource
 */
export function resourcePolicies(
  stack: StackGraph,
  resource: Resource,
  types: readonly string[],
  link: string,
): readonly Property[] | undefined {
  const separate = stack.referrers(resource, types, link);
  if (separate === undefined) return undefined;
  return allKnown([resource, ...separate].map(({ props }) => props.at("policy")));
}
