import { HorizontalPodAutoscaler } from "@pulumi/kubernetes/autoscaling/v2";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1";
import type * as pulumi from "@pulumi/pulumi";
import type { Scale } from "../../../services/contract";
import { defaultTasks } from "../../internal/serviceFaults";

export interface PodScalingArgs {
  readonly namespace: string;
  /** Name of the Deployment. */
  readonly deployment: pulumi.Input<string>;
  readonly labels: Readonly<Record<string, string>>;
  readonly scale: Scale;
}

/**
 * Scales on CPU, and on memory when asked: out at once, in after five minutes. While nodes are
 * replaced, one pod at a time is missing.
 */
export function createPodScaling(
  name: string,
  { namespace, deployment, labels, scale }: PodScalingArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const metadata = { name, namespace };
  const metric = (resource: "cpu" | "memory", averageUtilization: number) => ({
    type: "Resource",
    resource: { name: resource, target: { type: "Utilization", averageUtilization } },
  });
  new HorizontalPodAutoscaler(
    `${name}-scaling`,
    {
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deployment },
        minReplicas: scale.min ?? defaultTasks.min,
        maxReplicas: scale.max ?? defaultTasks.max,
        metrics: [
          metric("cpu", scale.cpuPercent ?? 60),
          ...(scale.memoryPercent === undefined ? [] : [metric("memory", scale.memoryPercent)]),
        ],
        behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
      },
    },
    opts,
  );
  new PodDisruptionBudget(
    `${name}-disruption`,
    {
      metadata,
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: labels },
        // A pod that never became healthy must not keep a node from being replaced.
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    },
    opts,
  );
}
