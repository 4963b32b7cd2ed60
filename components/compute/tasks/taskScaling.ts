import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as pulumi from "@pulumi/pulumi";
import type { Scale } from "../../../services/contract";
import { defaultTasks } from "../../internal/serviceFaults";

export interface TaskScalingArgs {
  readonly clusterName: pulumi.Input<string>;
  readonly serviceName: pulumi.Input<string>;
  readonly scale: Scale;
}

/**
 * Target tracking on CPU: out within a minute, in after five.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 */
export function createTaskScaling(
  name: string,
  args: TaskScalingArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const target = new appautoscaling.Target(
    `${name}-target`,
    {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: pulumi.interpolate`service/${args.clusterName}/${args.serviceName}`,
      minCapacity: args.scale.min ?? defaultTasks.min,
      maxCapacity: args.scale.max ?? defaultTasks.max,
    },
    opts,
  );
  new appautoscaling.Policy(
    `${name}-cpu`,
    {
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
        targetValue: args.scale.cpuPercent ?? 60,
        scaleOutCooldown: 60,
        scaleInCooldown: 300,
      },
    },
    opts,
  );
}
