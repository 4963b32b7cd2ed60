/** Stacks of which less is asked than of those that serve customers. */
import { strings } from "../framework/parameters";
import type { Resource } from "../framework/resource";

/** For rules that speak of production: what a stack under development may do without. */
export const exemptStacks = strings({
  description: "Names of stacks that need not meet the rule.",
  default: ["dev"],
});

/** Whether the resource belongs to one of the stacks: `urn:pulumi:<stack>::<project>::<type>::<name>`. */
export function isExempt(resource: Resource, stacks: readonly string[]): boolean {
  const [head = ""] = resource.urn.split("::");
  return stacks.includes(head.slice(head.lastIndexOf(":") + 1));
}
