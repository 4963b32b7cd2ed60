import * as autoscaling from "@pulumi/aws/autoscaling";
import type * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import type { InstanceSizes } from "./instanceFaults";

export interface InstanceGroupArgs {
  readonly template: ec2.LaunchTemplate;
  readonly subnetIds: pulumi.Input<string[]>;
  readonly sizes: InstanceSizes;
}

const secondsPerDay = 86_400;

/**
 * The auto scaling group. ECS decides how many instances there are and which of them go. An instance is
 * replaced before it is taken away: after a change of the template, when it is as old as it may get,
 * and when it is unhealthy.
 */
export function createInstanceGroup(
  name: string,
  { template, subnetIds, sizes }: InstanceGroupArgs,
  opts: pulumi.CustomResourceOptions,
): autoscaling.Group {
  return new autoscaling.Group(
    `${name}-group`,
    {
      minSize: sizes.min,
      maxSize: sizes.max,
      vpcZoneIdentifiers: subnetIds,
      mixedInstancesPolicy: mixOf(template, sizes),
      healthCheckType: "EC2",
      defaultInstanceWarmup: sizes.warmUpSeconds,
      // ECS takes the protection off an instance once no task runs on it.
      protectFromScaleIn: true,
      // Moves off a Spot instance that is at risk before its two minutes' notice.
      capacityRebalance: sizes.spotPercent > 0,
      instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 110 },
      maxInstanceLifetime: sizes.maxLifetimeDays * secondsPerDay,
      instanceRefresh: {
        strategy: "Rolling",
        // Every instance is protected; ECS drains it before it goes. Rolling back by itself is not
        // possible with an image that is looked up at launch:
        // https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RollbackInstanceRefresh.html
        preferences: { scaleInProtectedInstances: "Refresh", minHealthyPercentage: 100 },
      },
      tags: [
        { key: "Name", value: name, propagateAtLaunch: true },
        // ECS puts this tag on the group of a capacity provider; without it here, each update takes it off.
        { key: "AmazonECSManaged", value: "true", propagateAtLaunch: true },
      ],
    },
    opts,
  );
}

function mixOf(
  template: ec2.LaunchTemplate,
  { instanceTypes, spotPercent }: InstanceSizes,
): autoscaling.GroupArgs["mixedInstancesPolicy"] {
  return {
    launchTemplate: {
      launchTemplateSpecification: {
        launchTemplateId: template.id,
        version: template.latestVersion.apply(String),
      },
      overrides: instanceTypes.map((instanceType) => ({ instanceType })),
    },
    instancesDistribution: {
      onDemandBaseCapacity: 0,
      onDemandPercentageAboveBaseCapacity: 100 - spotPercent,
      onDemandAllocationStrategy: "prioritized",
      spotAllocationStrategy: "price-capacity-optimized",
    },
  };
}
