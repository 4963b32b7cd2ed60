/** What a service is on every runtime: its routes, its size in copies, its environment and permissions. */
import type * as pulumi from "@pulumi/pulumi";
import type { Release, Route, Scale, Slo } from "../../services/contract";
import type { TaskRules, TaskTargets } from "../edge/ingress";
import type { Connection, Grant, PolicyStatement } from "../internal/policyDocument";
import type { BalancedTraffic } from "../observability/monitoredService";
import type { Platform } from "./platform";
import type { TaskImage } from "./tasks/taskImage";

export interface WorkloadArgs extends Platform {
  /** What the ingress sends here. */
  readonly routes: readonly Route[];
  /** Environment and permissions from the service's links. */
  readonly grants: readonly Grant[];
  /** Path that answers 200 when a copy can work. @default "/health" */
  readonly healthPath?: string;
  /** @default two to ten copies at 60 % CPU */
  readonly scale?: Scale;
  /** @default rolling, rolled back on failing copies and on alarm 5xx */
  readonly release?: Release;
  /** @default 99.9 % of requests without an error, 99 % of them within a second */
  readonly slo?: Slo;
  /**
   * Creates what must have happened before a new version starts; it is told the version's image, which a
   * function does not have. @default nothing must
   */
  readonly beforeRelease?: (image: TaskImage | undefined) => readonly pulumi.Resource[];
}

/** Path that answers 200 when a copy can work, unless a definition names another. */
export const defaultHealthPath = "/health";

/**
 * Every variable of the service's process, the same on every runtime. A runtime adds only what its
 * own images or agents need.
 */
export function environmentOf(
  name: string,
  { grants, routes, identity }: Pick<WorkloadArgs, "grants" | "routes" | "identity">,
): Record<string, pulumi.Input<string>> {
  const checksTokens = routes.some(({ auth }) => auth === "customer");
  return Object.assign(
    { NODE_OPTIONS: "--enable-source-maps", SERVICE_NAME: name },
    checksTokens ? identity?.environment : {},
    ...grants.map((grant) => grant.environment),
  ) as Record<string, pulumi.Input<string>>;
}

/** Every statement that the links give the service. */
export function statementsOf({ grants }: Pick<WorkloadArgs, "grants">): PolicyStatement[] {
  return grants.flatMap((grant) => grant.statements);
}

/** How CloudWatch knows the requests to target groups, both of them where a release shifts traffic. */
export function trafficTo(
  { production, alternate }: TaskTargets,
  { loadBalancerArnSuffix }: Pick<TaskRules, "loadBalancerArnSuffix">,
): BalancedTraffic {
  const groups = alternate === undefined ? [production] : [production, alternate];
  return {
    loadBalancerArnSuffix,
    targetGroupArnSuffixes: groups.map(({ arnSuffix }) => arnSuffix),
  };
}

/** Every server inside the network that the links lead to, once however many lead there. */
export function connectionsOf({ grants }: Pick<WorkloadArgs, "grants">): Connection[] {
  const connections = grants.flatMap((grant) => grant.connections ?? []);
  return [...new Map(connections.map((one) => [one.name, one])).values()];
}
