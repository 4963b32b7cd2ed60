/** What is wrong in how a service scales. Pure. */
import type { Route, Scale } from "../../../services/contract";
import { rangeFaults } from "../../internal/serviceFaults";
import type { ScalingOptions } from "./taskScaling";

export interface ScalingFaultsArgs extends Pick<ScalingOptions, "backlog"> {
  readonly scale?: Scale;
  readonly routes: readonly Route[];
}

/** One sentence for each fault. */
export function scalingFaults({ scale = {}, backlog, routes }: ScalingFaultsArgs): string[] {
  return [
    ...boundFaults(scale, backlog, routes),
    ...rangeFaults("scale.cpuPercent", scale.cpuPercent ?? 60, 1, 100),
    ...rangeFaults("scale.memoryPercent", scale.memoryPercent ?? 60, 1, 100),
    ...positive("scale.requestsPerMinutePerTask", scale.requestsPerMinutePerTask),
    ...(scale.requestsPerMinutePerTask !== undefined && routes.length === 0
      ? [
          `scale.requestsPerMinutePerTask needs requests, got ${scale.requestsPerMinutePerTask} and no route; leave it out or give the service a route`,
        ]
      : []),
    ...positive("backlog.messagesPerTask", backlog?.messagesPerTask),
    ...queueFaults(backlog?.queueNames),
    ...scheduleFaults(scale),
  ];
}

/** A service that may have no task needs something that wakes it, and nobody who waits meanwhile. */
function boundFaults(
  { min }: Scale,
  backlog: ScalingFaultsArgs["backlog"],
  routes: readonly Route[],
): string[] {
  if (min !== 0) return rangeFaults("scale.min", min ?? 1, 0, 5000);
  if (backlog === undefined) {
    return [
      "scale.min may be 0 only with a backlog that wakes the service, got none; name its queues in backlog or set min to 1 or more",
    ];
  }
  const [route] = routes;
  return route === undefined
    ? []
    : [
        `scale.min must be 1 or more for a service with routes, got 0; without a task "${route.path}" would answer 503`,
      ];
}

/** An alarm of CloudWatch takes ten metrics, a queue two of them. */
function queueFaults(names: readonly unknown[] | undefined): string[] {
  return names === undefined || (names.length >= 1 && names.length <= 4)
    ? []
    : [
        `backlog.queueNames must be one to four queues, got ${names.length}; consume fewer queues, or let another service consume some`,
      ];
}

function positive(name: string, value: number | undefined): string[] {
  return rangeFaults(name, value, 1, 1_000_000);
}

/** https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html */
function scheduleFaults({ schedules = [] }: Scale): string[] {
  const times = schedules.map(({ cron, timezone = "UTC" }) => `${cron} ${timezone}`);
  return schedules.flatMap(({ cron, min, max }, index) => [
    ...(cron.trim().split(/\s+/).length === 6
      ? []
      : [
          `scale.schedules cron must have six fields (minute, hour, day, month, weekday, year), got "${cron}"; write it as 0 7 ? * MON-FRI *`,
        ]),
    ...rangeFaults(`scale.schedules "${cron}" min`, min, 0, 5000),
    ...(min <= max
      ? []
      : [
          `scale.schedules "${cron}" min must not exceed max, got ${min} and ${max}; raise max or lower min`,
        ]),
    ...(times.indexOf(times[index] ?? "") === index
      ? []
      : [`scale.schedules "${cron}" is there twice; keep the one that applies`]),
  ]);
}
