/** The way from the internet to a security group, from group to group. */
import type { StackGraph } from "../framework/graph";
import type { Resource } from "../framework/resource";
import { worldIngress } from "./ingress";
import { groupsOf, type Opening, openingsOf, sourceGroups } from "./openings";
import { LOAD_BALANCER, VPC_ORIGIN } from "./types";

export interface Step {
  readonly group: Resource;
  /** What opens the group to the step before it. */
  readonly opener: string;
}

/** A load balancer that the internet reaches: by itself, or because CloudFront passes requests on. */
function isReached(stack: StackGraph, balancer: Resource): boolean {
  const internal = balancer.props.at("internal");
  if (internal.isNot(true)) return true;
  return (stack.referrers(balancer, VPC_ORIGIN, "vpcOriginEndpointConfig.arn") ?? []).length > 0;
}

function entranceOf(stack: StackGraph, group: Resource): string | undefined {
  const balancer = stack
    .ofType(LOAD_BALANCER)
    .filter((each) => isReached(stack, each))
    .find((each) =>
      groupsOf(stack, each, "securityGroups", each.references.at("securityGroups")).includes(group),
    );
  return balancer === undefined ? undefined : `load balancer "${balancer.name}"`;
}

function named({ holder, rule }: Opening): string {
  return rule.path === "" ? `rule "${holder.name}"` : rule.path;
}

function worldOpener(openings: readonly Opening[]): string | undefined {
  const open = openings.find(({ holder }) => worldIngress(holder).length > 0);
  return open === undefined ? undefined : named(open);
}

/**
 * The shortest way from the internet to one of the groups, the internet's side first; undefined when the
 * stack shows none. A group is an entrance when it is open to every address, or when it is the group of
 * a load balancer that the internet reaches.
 */
export function internetPath(
  stack: StackGraph,
  groups: readonly Resource[],
): readonly Step[] | undefined {
  const seen = new Set(groups);
  let frontier = groups.map((group) => ({ group, after: [] as readonly Step[] }));
  while (frontier.length > 0) {
    const next: typeof frontier = [];
    for (const { group, after } of frontier) {
      const openings = openingsOf(stack, group);
      const entrance = worldOpener(openings) ?? entranceOf(stack, group);
      if (entrance !== undefined) return [{ group, opener: entrance }, ...after];
      for (const opening of openings) {
        const path = [{ group, opener: named(opening) }, ...after];
        for (const source of sourceGroups(stack, opening).filter((each) => !seen.has(each))) {
          seen.add(source);
          next.push({ group: source, after: path });
        }
      }
    }
    frontier = next;
  }
  return undefined;
}
