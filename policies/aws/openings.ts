/** What opens a security group, and to whom, over all three ways that @pulumi/aws offers. */
import type { StackGraph } from "../framework/graph";
import type { Property } from "../framework/property";
import type { Resource } from "../framework/resource";
import { ingressRulesOf, portsOf, type PortRange, STANDALONE_INGRESS } from "./ingress";
import { referredTo } from "./references";
import { SECURITY_GROUP } from "./types";

const ADDRESSES = [
  ...["cidrIpv4", "cidrIpv6", "prefixListId"],
  ...["cidrBlocks", "ipv6CidrBlocks", "prefixListIds"],
] as const;
const GROUPS = ["referencedSecurityGroupId", "sourceSecurityGroupId", "securityGroups"] as const;

export interface Opening {
  /** The group, or the rule that is a resource of its own. */
  readonly holder: Resource;
  readonly rule: Property;
  readonly ports: "all" | PortRange | undefined;
}

/** Every ingress rule of the group that the stack declares. */
export function openingsOf(stack: StackGraph, group: Resource): readonly Opening[] {
  const holders = [group, ...(stack.referrers(group, STANDALONE_INGRESS, "securityGroupId") ?? [])];
  return holders.flatMap((holder) =>
    ingressRulesOf(holder).map((rule) => ({ holder, rule, ports: portsOf(rule) })),
  );
}

/** Whether the rule names addresses, be they known or not, and not groups alone. */
export function namesAddresses({ rule }: Opening): boolean {
  return ADDRESSES.some((name) => !rule.at(name).isMissing);
}

/** Groups of the stack that the rule lets in. */
export function sourceGroups(stack: StackGraph, { holder, rule }: Opening): readonly Resource[] {
  const isInline = SECURITY_GROUP.some((type) => type === holder.type);
  const groups = GROUPS.flatMap((name) => {
    const named = rule.at(name);
    return named.isMissing ? [] : groupsOf(stack, holder, isInline ? "ingress" : name, named);
  });
  return [...new Set(groups)];
}

export function includesPort({ ports }: Opening, port: number): boolean {
  return ports === "all" || (ports !== undefined && ports.from <= port && port <= ports.to);
}

/** Security groups of the stack that a property of the resource names. */
export function groupsOf(
  stack: StackGraph,
  resource: Resource,
  property: string,
  named: Property,
): readonly Resource[] {
  return referredTo(stack, resource, property, [named], SECURITY_GROUP);
}
