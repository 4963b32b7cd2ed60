/** Which paths are taken, and in which order they are tried. Pure. */
import type { Route } from "../../../services/contract";
import { patternsOverlap } from "../../internal/edgePaths";
import { priorityOf } from "../../internal/serviceFaults";

/** A path that a rule of the listener answers. */
export interface Claim {
  readonly path: string;
  /** Priority that the route asks for. */
  readonly wanted: number;
  /** Priority of its rule: the same, unless it shares the rule with other paths. */
  readonly actual: number;
}

/** Paths that one rule holds: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const pathsInRule = 5;

/** Claims of routes with a rule each. */
export function ownClaims(routes: readonly Route[]): Claim[] {
  return routes.map((route) => {
    const priority = priorityOf(route);
    return { path: route.path, wanted: priority, actual: priority };
  });
}

/** Claims of routes that share one rule. */
export function sharedClaims(routes: readonly Route[]): Claim[] {
  const actual = shiftingPriority(routes);
  return routes.map((route) => ({ path: route.path, wanted: priorityOf(route), actual }));
}

/** Priority of the one rule of all routes: just before the first of those that they would have apart. */
export function shiftingPriority(routes: readonly Route[]): number {
  return Math.min(...routes.map(priorityOf)) - 1;
}

/** Why routes cannot share one rule, or undefined. */
export function sharingFault(routes: readonly Route[]): string | undefined {
  if (routes.length > pathsInRule) {
    return `a release that shifts traffic has one rule for all paths of its service, which holds ${pathsInRule}, got ${routes.length}: ${routes.map(({ path }) => path).join(", ")}; join paths with *, or release it rolling`;
  }
  const first = routes.find((route) => priorityOf(route) === 1);
  return first === undefined
    ? undefined
    : `priority of route "${first.path}" must be 2 at least where a release shifts traffic, got 1; raise it by one`;
}

/** Why new claims do not go together with those that are there, or undefined. */
export function claimFault(taken: readonly Claim[], added: readonly Claim[]): string | undefined {
  for (const one of added) {
    for (const other of taken) {
      if (one.actual === other.actual) {
        return `routes "${other.path}" and "${one.path}" have the same listener priority ${one.actual}; set priority on one of them to a free number from 2 to 50000`;
      }
      const reordered = one.wanted < other.wanted !== one.actual < other.actual;
      if (reordered && patternsOverlap(one.path, other.path)) {
        return `routes "${other.path}" and "${one.path}" overlap, and the rule that one of them shares with other paths, as its service's release shifts traffic, changes which is tried first; give that service one path, or release it rolling`;
      }
    }
  }
  return undefined;
}
