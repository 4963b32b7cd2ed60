/** The pod of a service: one container, as small and as closed as it can be. */
import type * as pulumi from "@pulumi/pulumi";
import type { EksRuntime } from "../../../services/contract";
import { containerCpu } from "../../internal/fargateSizes";
import { containerPort } from "../tasks/containerDefinition";
import { drainSeconds } from "../tasks/targetGroup";
import { servicesPool, servicesTaint, kubernetesArchitectures } from "./autoModeNodes";
import { architectureOf, type NodeSettings } from "./clusterSettings";

export interface PodSpecArgs {
  readonly name: string;
  readonly image: pulumi.Input<string>;
  readonly runtime: EksRuntime;
  /** Every variable of the process but those that the image sets. */
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly healthPath: string;
  readonly nodes: NodeSettings;
  /** Labels by which the pods of the service are known. */
  readonly labels: Readonly<Record<string, string>>;
}

/** The image's `node` user. */
const user = 1000;

/**
 * Seconds from the order to stop until the process is killed: the load balancer stops sending requests
 * while the pod goes on answering, then the process finishes what it began.
 */
export const terminationSeconds = 2 * drainSeconds;

/** CPU units, 1024 per vCPU, as Kubernetes writes them: 256 is `250m`. */
export function milliCpu(cpu: number): string {
  return `${Math.round((cpu * 1000) / 1024)}m`;
}

export function podSpec(args: PodSpecArgs) {
  return {
    serviceAccountName: args.name,
    // Pods get their AWS credentials without it, and services never call Kubernetes.
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: terminationSeconds,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [container(args)],
    ...placement(args),
  };
}

function container({ name, image, runtime, environment, healthPath }: PodSpecArgs) {
  const size = { cpu: milliCpu(containerCpu(runtime)), memory: `${runtime.memoryMiB}Mi` };
  const probe = { httpGet: { path: healthPath, port: "http" }, timeoutSeconds: 5 };
  return {
    name,
    image,
    ports: [{ name: "http", containerPort, protocol: "TCP" }],
    env: Object.entries(environment)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => ({ name: key, value })),
    resources: { requests: size, limits: size },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    // A minute to start; then out of the traffic within 30 seconds, and started anew.
    startupProbe: { ...probe, periodSeconds: 2, failureThreshold: 30 },
    readinessProbe: { ...probe, periodSeconds: 10, failureThreshold: 3 },
    livenessProbe: { ...probe, periodSeconds: 10, failureThreshold: 3 },
    lifecycle: { preStop: { sleep: { seconds: drainSeconds } } },
  };
}

/**
 * Where pods run on Auto Mode: on the services' own nodes, spread over zones and nodes. A wish, not a
 * condition, since pods must find a place in the other zones when one fails. Fargate knows no such
 * wishes; it spreads pods over the subnets by itself, not always evenly:
 * https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html
 */
function placement({ nodes, labels }: PodSpecArgs) {
  if (nodes.kind === "fargate") return {};
  const spread = {
    maxSkew: 1,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: labels },
    // Counts the pods of one release only, so that a new one is spread as well.
    matchLabelKeys: ["pod-template-hash"],
  };
  return {
    topologySpreadConstraints: [
      { ...spread, topologyKey: "topology.kubernetes.io/zone" },
      { ...spread, topologyKey: "kubernetes.io/hostname" },
    ],
    nodeSelector: {
      "karpenter.sh/nodepool": servicesPool,
      "kubernetes.io/arch": kubernetesArchitectures[architectureOf(nodes)],
    },
    tolerations: [{ ...servicesTaint, operator: "Equal" }],
  };
}
