import * as appautoscaling from "@pulumi/aws/appautoscaling";
import type { input } from "@pulumi/aws/types";
import * as pulumi from "@pulumi/pulumi";
import type { Scale, ScheduledScale } from "../../../services/contract";
import { shortHash } from "../../internal/naming";
import { defaultTasks } from "../../internal/serviceFaults";
import { type Backlog, createBacklogScaling } from "./backlogScaling";
import { requestCount, type RequestTargets } from "./requestMetric";

/** Whether scaling also acts on a forecast from the load of the last two weeks. */
export type PredictiveScaling =
  | "off"
  /** The forecast is shown, and nothing else. */
  | "forecastOnly"
  /** Tasks are added before they are needed; taking them away stays with the other policies. */
  | "forecastAndScale";

export interface ScalingOptions {
  /** Queues whose messages the tasks work on; with `scale.min` 0 the first one wakes the service. @default none */
  readonly backlog?: Backlog;
  /** Forecast of the CPU use; it needs a day of data, and knows daily and weekly patterns. @default "off" */
  readonly predictive?: PredictiveScaling;
}

export interface TaskScalingArgs extends ScalingOptions {
  readonly clusterName: pulumi.Input<string>;
  readonly serviceName: pulumi.Input<string>;
  readonly scale: Scale;
  /** What the load balancer counts requests by. @default none; `requestsPerMinutePerTask` counts for nothing */
  readonly targets?: RequestTargets;
}

/** The scalable target that every policy is about. */
type Scalable = Pick<
  appautoscaling.PolicyArgs,
  "serviceNamespace" | "scalableDimension" | "resourceId"
>;

/** Average CPU use, in percent, that scaling holds unless told otherwise. */
const defaultCpuPercent = 60;
/** Out within a minute, in after five: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html */
const cooldowns = { scaleOutCooldown: 60, scaleInCooldown: 300 } as const;

/**
 * Keeps the number of tasks between its bounds, by as many policies as the service names. The policy
 * that wants most decides; tasks go only when every policy agrees.
 */
export function createTaskScaling(
  name: string,
  args: TaskScalingArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const { scale, targets, backlog, predictive = "off" } = args;
  const target = new appautoscaling.Target(
    `${name}-target`,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${args.clusterName}/${args.serviceName}`,
      minCapacity: scale.min ?? defaultTasks.min,
      maxCapacity: scale.max ?? defaultTasks.max,
    },
    opts,
  );
  const { serviceNamespace, scalableDimension, resourceId } = target;
  const scalable = { serviceNamespace, scalableDimension, resourceId };
  const cpuPercent = scale.cpuPercent ?? defaultCpuPercent;

  track(`${name}-cpu`, scalable, cpuPercent, average("CPU"), opts);
  if (scale.memoryPercent !== undefined) {
    track(`${name}-memory`, scalable, scale.memoryPercent, average("Memory"), opts);
  }
  if (scale.requestsPerMinutePerTask !== undefined && targets !== undefined) {
    const metric = requestCount(targets);
    track(`${name}-requests`, scalable, scale.requestsPerMinutePerTask, metric, opts);
  }
  if (backlog !== undefined) {
    const { metric } = createBacklogScaling(
      `${name}-backlog`,
      { ...args, backlog, scalable },
      opts,
    );
    track(`${name}-backlog`, scalable, backlog.messagesPerTask, metric, opts);
  }
  if (predictive !== "off") predict(`${name}-predictive`, scalable, cpuPercent, predictive, opts);
  for (const schedule of scale.schedules ?? []) {
    createSchedule(`${name}-schedule`, scalable, schedule, opts);
  }
}

/** What target tracking measures. */
type TrackedMetric = Pick<
  input.appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration,
  "predefinedMetricSpecification" | "customizedMetricSpecification"
>;

function average(resource: "CPU" | "Memory"): TrackedMetric {
  const predefinedMetricType = `ECSServiceAverage${resource}Utilization`;
  return { predefinedMetricSpecification: { predefinedMetricType } };
}

function track(
  name: string,
  scalable: Scalable,
  targetValue: number,
  metric: TrackedMetric,
  opts: pulumi.CustomResourceOptions,
): void {
  new appautoscaling.Policy(
    name,
    {
      policyType: "TargetTrackingScaling",
      ...scalable,
      targetTrackingScalingPolicyConfiguration: { ...metric, targetValue, ...cooldowns },
    },
    opts,
  );
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/predictive-auto-scaling.html */
function predict(
  name: string,
  scalable: Scalable,
  cpuPercent: number,
  mode: Exclude<PredictiveScaling, "off">,
  opts: pulumi.CustomResourceOptions,
): void {
  new appautoscaling.Policy(
    name,
    {
      policyType: "PredictiveScaling",
      ...scalable,
      predictiveScalingPolicyConfiguration: {
        metricSpecifications: [
          {
            targetValue: String(cpuPercent),
            predefinedMetricPairSpecification: { predefinedMetricType: "ECSServiceCPUUtilization" },
          },
        ],
        mode: mode === "forecastOnly" ? "ForecastOnly" : "ForecastAndScale",
        maxCapacityBreachBehavior: "HonorMaxCapacity",
        // Time for a task to start before the load that it is for.
        schedulingBufferTime: 300,
      },
    },
    opts,
  );
}

/** Named by when it happens, so that another order of the schedules changes nothing. */
function createSchedule(
  name: string,
  scalable: Scalable,
  { cron, timezone = "UTC", min, max }: ScheduledScale,
  opts: pulumi.CustomResourceOptions,
): void {
  new appautoscaling.ScheduledAction(
    `${name}-${shortHash(`${cron} ${timezone}`, 6)}`,
    {
      ...scalable,
      schedule: `cron(${cron})`,
      timezone,
      scalableTargetAction: { minCapacity: min, maxCapacity: max },
    },
    opts,
  );
}
