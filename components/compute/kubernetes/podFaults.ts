/** What a definition asks for that Kubernetes does not do here. Pure. */
import type { EksRuntime, Release, Route, Scale } from "../../../services/contract";
import { releaseFaults } from "../release/releaseFaults";
import { sizeFaults } from "../../internal/serviceFaults";
import type { NodeSettings } from "./clusterSettings";

/** Largest pod on Fargate, less what the node keeps for itself. */
const fargateLimits = { cpu: 16_384, memoryMiB: 122_624 } as const;

export interface PodWishes {
  readonly runtime: EksRuntime;
  readonly routes: readonly Route[];
  readonly scale?: Scale;
  readonly release?: Release;
}

/** One sentence for each fault. */
export function podFaults({ runtime, routes, scale, release }: PodWishes, nodes: NodeSettings) {
  return [
    ...sizeFaults(runtime, scale),
    ...(nodes.kind === "fargate" ? fargateFaults(runtime) : []),
    ...scaleFaults(scale ?? {}),
    ...releaseFaults("eks", release, routes),
    ...alarmFaults(release),
  ];
}

function fargateFaults({ cpu = 256, memoryMiB }: EksRuntime): string[] {
  return [
    ...(cpu > fargateLimits.cpu
      ? [
          `cpu must be at most ${fargateLimits.cpu} on Fargate, got ${cpu}; run the cluster's nodes in Auto Mode`,
        ]
      : []),
    ...(memoryMiB > fargateLimits.memoryMiB
      ? [
          `memoryMiB must be at most ${fargateLimits.memoryMiB} on Fargate, got ${memoryMiB}; run the cluster's nodes in Auto Mode`,
        ]
      : []),
  ];
}

function scaleFaults(scale: Scale): string[] {
  const { min, requestsPerMinutePerTask, messagesPerTask, schedules = [] } = scale;
  return [
    ...(min !== undefined && min < 1
      ? [
          `scale.min must be at least 1 on runtime eks, got ${min}; a pod autoscaler cannot start from none`,
        ]
      : []),
    ...(requestsPerMinutePerTask === undefined
      ? []
      : [
          `scale.requestsPerMinutePerTask is not available on runtime eks, got ${requestsPerMinutePerTask}; scale on cpuPercent or memoryPercent, or move the service to fargate or ec2`,
        ]),
    ...(messagesPerTask === undefined
      ? []
      : [
          `scale.messagesPerTask is not available on runtime eks, got ${messagesPerTask}; scale on cpuPercent or memoryPercent, or move the service to fargate or ec2`,
        ]),
    ...(schedules.length === 0
      ? []
      : [
          `scale.schedules are not available on runtime eks, got ${schedules.length}; set min and max wide enough, or move the service to fargate or ec2`,
        ]),
  ];
}

function alarmFaults(release: Release | undefined): string[] {
  if (release?.strategy !== "rolling" || (release.rollbackOn ?? []).length === 0) return [];
  return [
    `release.rollbackOn is not available on runtime eks, got ${release.rollbackOn?.join(", ") ?? ""}; leave it out, a release stops at the first pod that does not become healthy`,
  ];
}
