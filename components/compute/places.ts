/** Where services run: created for the runtimes that a stack's services name, and no others. */
import type * as pulumi from "@pulumi/pulumi";
import type { RuntimeKind, ServiceDefinition } from "../../services/contract";
import type { Key } from "../data/key";
import type { Network } from "../network/network";
import type { LogSettings } from "../observability/logGroup";
import { EcsCluster } from "./cluster";
import type { InstanceSettings } from "./instanceCapacity";
import type { ClusterSettings } from "./kubernetes/clusterSettings";
import { KubernetesCluster, type KubernetesClusterArgs } from "./kubernetesCluster";
import type { Platform } from "./platform";

export interface PlacesArgs {
  readonly services: readonly ServiceDefinition[];
  readonly network: Network;
  readonly prefix: string;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  readonly key: Key;
  readonly logs: LogSettings;
  /** Instances of the ECS cluster. @default those of `InstanceCapacity` */
  readonly instances?: Omit<InstanceSettings, "network">;
  /** Kubernetes cluster. @default that of `KubernetesCluster` */
  readonly kubernetes?: ClusterSettings & Pick<KubernetesClusterArgs, "administrators">;
  /** Refuses to delete the Kubernetes cluster. @default false */
  readonly protect?: boolean;
}

/** The runtimes that services name, each once; whatever a service runs on, its migrations run on Fargate. */
export function runtimesOf(services: readonly ServiceDefinition[]): RuntimeKind[] {
  const kinds = services.flatMap(({ runtime, migrates }): RuntimeKind[] =>
    migrates === undefined ? [runtime.kind] : [runtime.kind, "fargate"],
  );
  return [...new Set(kinds)].sort();
}

/** Creates an ECS cluster, with instances when a service asks for them, and a Kubernetes cluster, as needed. */
export function createPlaces(
  name: string,
  args: PlacesArgs,
): Pick<Platform, "cluster" | "kubernetes"> {
  const kinds = runtimesOf(args.services);
  const instances = kinds.includes("ec2")
    ? { instances: { ...args.instances, network: args.network } }
    : {};
  return {
    ...(kinds.includes("fargate") || kinds.includes("ec2")
      ? { cluster: new EcsCluster(name, instances) }
      : {}),
    ...(kinds.includes("eks")
      ? { kubernetes: new KubernetesCluster("pods", { ...args, ...args.kubernetes }) }
      : {}),
  };
}
