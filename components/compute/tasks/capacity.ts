/** Where ECS places the tasks of a service. */
import type * as ecs from "@pulumi/aws/ecs";
import type { Ec2Runtime, FargateRuntime } from "../../../services/contract";
import type { EcsCluster } from "../cluster";

/** How ECS chooses among instances with room for a task. */
export type PlacementStrategy =
  /** Evenly, so that losing one costs the fewest tasks. */
  | { readonly type: "spread"; readonly over: "zone" | "instance" }
  /** Where least is left, so that the fewest instances are needed. */
  | { readonly type: "binpack"; readonly by: "cpu" | "memory" }
  | { readonly type: "random" };

/** Which instances may run a task at all. */
export type PlacementConstraint =
  /** No two tasks of the service on one instance. */
  | { readonly type: "distinctInstance" }
  /** An expression of ECS's cluster query language, such as `attribute:ecs.instance-type =~ c7g.*`. */
  | { readonly type: "memberOf"; readonly expression: string };

export interface CapacityOptions {
  /** `replica`: as many tasks as scaling wants. `daemon`: one task on each instance, on `ec2` only. @default "replica" */
  readonly scheduling?: "replica" | "daemon";
  /** First counts most, at most 5; on `ec2` only. @default spread over zones, then binpack by memory */
  readonly placementStrategies?: readonly PlacementStrategy[];
  /** At most 10; on `ec2` only. @default none */
  readonly placementConstraints?: readonly PlacementConstraint[];
}

export interface CapacityArgs extends CapacityOptions {
  readonly runtime: FargateRuntime | Ec2Runtime;
  readonly cluster: EcsCluster;
}

/** Keeps the service through the loss of a zone at the price of the fewest instances. */
const defaultStrategies: readonly PlacementStrategy[] = [
  { type: "spread", over: "zone" },
  { type: "binpack", by: "memory" },
];

/** The part of a service's arguments that says where its tasks run. */
export function capacityOf(args: CapacityArgs): Partial<ecs.ServiceArgs> {
  const { runtime, cluster, scheduling = "replica" } = args;
  if (runtime.kind === "fargate") {
    return { ...fargateCapacity(runtime), availabilityZoneRebalancing: "ENABLED" };
  }
  const placementConstraints = constraints(args.placementConstraints ?? []);
  // ECS takes neither capacity providers, nor strategies, nor rebalancing for daemons.
  if (scheduling === "daemon") {
    return { launchType: "EC2", schedulingStrategy: "DAEMON", ...placementConstraints };
  }
  const strategies = args.placementStrategies ?? defaultStrategies;
  return {
    capacityProviderStrategies: instanceProvider(cluster),
    // The provider would otherwise replace the service when its capacity or placement changes.
    forceNewDeployment: true,
    orderedPlacementStrategies: strategies.map(strategyArguments),
    ...placementConstraints,
    availabilityZoneRebalancing: canRebalance(strategies) ? "ENABLED" : "DISABLED",
  };
}

/**
 * Without Spot the launch type, which services had before; with it two capacity providers. One task is
 * always on demand, so that a service outlives the hour in which AWS takes all Spot capacity back.
 */
function fargateCapacity({ spotPercent = 0 }: FargateRuntime): Partial<ecs.ServiceArgs> {
  if (spotPercent === 0) return { launchType: "FARGATE" };
  const spot = { capacityProvider: "FARGATE_SPOT", weight: spotPercent };
  const onDemand = { capacityProvider: "FARGATE", base: 1, weight: 100 - spotPercent };
  return {
    capacityProviderStrategies: spotPercent === 100 ? [spot] : [onDemand, spot],
    // Without it the provider refuses to change the share of a service that exists.
    forceNewDeployment: true,
  };
}

/** A cluster without instances was refused before. */
function instanceProvider({ instanceCapacityProvider: capacityProvider }: EcsCluster) {
  return capacityProvider === undefined ? [] : [{ capacityProvider, weight: 1 }];
}

function strategyArguments(strategy: PlacementStrategy) {
  switch (strategy.type) {
    case "spread":
      return {
        type: "spread",
        field: strategy.over === "zone" ? "attribute:ecs.availability-zone" : "instanceId",
      };
    case "binpack":
      return { type: "binpack", field: strategy.by };
    case "random":
      return { type: "random" };
  }
}

function constraints(list: readonly PlacementConstraint[]): Partial<ecs.ServiceArgs> {
  return list.length === 0 ? {} : { placementConstraints: list.map((one) => ({ ...one })) };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html */
function canRebalance([first]: readonly PlacementStrategy[]): boolean {
  return first === undefined || (first.type === "spread" && first.over === "zone");
}
