import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { allowHttpsOut, createSecurityGroup } from "../internal/firewall";
import type { Network } from "../network/network";
import { defaultInstances, instanceFaults, type InstanceSizes } from "./instances/instanceFaults";
import { createInstanceGroup } from "./instances/instanceGroup";
import { createInstanceRole } from "./instances/instanceRole";
import { createInstanceTemplate } from "./instances/instanceTemplate";

/** Which instances a cluster runs tasks on, and how many. */
export interface InstanceSettings extends Partial<InstanceSizes> {
  /** Instances are in its private subnets. */
  readonly network: Network;
  /**
   * Instance types, the preferred first. Graviton (ARM64) only, and best of one size, since ECS scales
   * as if all instances were alike. @default ["m7g.large", "m6g.large"]
   */
  readonly instanceTypes?: readonly string[];
  /** Fewest instances, 0 and more. @default 2 */
  readonly min?: number;
  /** Most instances. @default 10 */
  readonly max?: number;
  /** Share of the instances, in percent, that are Spot; AWS may take them with two minutes' notice. @default 0 */
  readonly spotPercent?: number;
  /** Share of the instances' room, in percent, that tasks may fill before ECS adds one, 1 to 100. @default 100 */
  readonly targetCapacityPercent?: number;
  /** Seconds until a new instance counts. @default 120 */
  readonly warmUpSeconds?: number;
  /** Size of each instance's encrypted gp3 volume, 30 and more. @default 30 */
  readonly volumeGiB?: number;
  /** Days after which an instance is replaced, and so patched, 1 to 365. @default 14 */
  readonly maxLifetimeDays?: number;
  /** Sends the instances' metrics every minute instead of every five, at a price. @default true */
  readonly detailedMonitoring?: boolean;
  /** Lets administrators open a shell by SSM Session Manager. There is no SSH. @default false */
  readonly sessionManager?: boolean;
}

export interface InstanceCapacityArgs extends InstanceSettings {
  /** The cluster that the instances join. */
  readonly cluster: {
    readonly arn: pulumi.Output<string>;
    readonly clusterName: pulumi.Output<string>;
  };
}

/**
 * EC2 instances for an ECS cluster: an auto scaling group whose size ECS manages as a capacity
 * provider. ECS adds an instance when tasks find no room, drains it before it goes, and never takes one
 * that tasks run on. `EcsCluster` creates it for `instances`, and connects it.
 */
export class InstanceCapacity extends pulumi.ComponentResource {
  readonly capacityProviderName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: InstanceCapacityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:InstanceCapacity", name, {}, opts);
    const sizes = sizesOf(args);
    const faults = instanceFaults(name, sizes);
    if (faults.length > 0) throw new ArgumentError("InstanceCapacity", name, faults.join("; "));

    const child = { parent: this };
    const { cluster, network } = args;
    const { roleArn, profileArn } = createInstanceRole(
      name,
      { clusterArn: cluster.arn, sessionManager: args.sessionManager ?? false },
      child,
    );
    const securityGroupId = createFirewall(name, network, child);
    const template = createInstanceTemplate(
      name,
      {
        clusterName: cluster.clusterName,
        profileArn,
        securityGroupId,
        volumeGiB: sizes.volumeGiB,
        detailedMonitoring: args.detailedMonitoring ?? true,
      },
      child,
    );
    const group = createInstanceGroup(
      name,
      { template, subnetIds: network.privateSubnetIds, sizes },
      child,
    );
    const provider = createProvider(name, group.arn, sizes, child);

    this.capacityProviderName = provider.name;
    this.securityGroupId = securityGroupId;
    this.roleArn = roleArn;
    this.registerOutputs({
      capacityProviderName: this.capacityProviderName,
      securityGroupId: this.securityGroupId,
      roleArn: this.roleArn,
    });
  }
}

function sizesOf(args: InstanceSettings): InstanceSizes {
  return {
    instanceTypes: args.instanceTypes ?? defaultInstances.instanceTypes,
    min: args.min ?? defaultInstances.min,
    max: args.max ?? defaultInstances.max,
    spotPercent: args.spotPercent ?? defaultInstances.spotPercent,
    targetCapacityPercent: args.targetCapacityPercent ?? defaultInstances.targetCapacityPercent,
    warmUpSeconds: args.warmUpSeconds ?? defaultInstances.warmUpSeconds,
    volumeGiB: args.volumeGiB ?? defaultInstances.volumeGiB,
    maxLifetimeDays: args.maxLifetimeDays ?? defaultInstances.maxLifetimeDays,
  };
}

/** Nothing reaches an instance; its agent reaches AWS's APIs. Tasks have security groups of their own. */
function createFirewall(
  name: string,
  network: Network,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const group = createSecurityGroup(
    `${name}-security-group`,
    { vpcId: network.vpcId, description: `Instances ${name} of the cluster` },
    opts,
  );
  allowHttpsOut(
    `${name}-to-aws`,
    {
      securityGroupId: group.id,
      description: "AWS APIs: ECS, images, logs",
    },
    opts,
  );
  return group.id;
}

function createProvider(
  name: string,
  groupArn: pulumi.Output<string>,
  sizes: InstanceSizes,
  opts: pulumi.CustomResourceOptions,
): ecs.CapacityProvider {
  return new ecs.CapacityProvider(
    `${name}-provider`,
    {
      autoScalingGroupProvider: {
        autoScalingGroupArn: groupArn,
        managedDraining: "ENABLED",
        managedTerminationProtection: "ENABLED",
        managedScaling: {
          status: "ENABLED",
          targetCapacity: sizes.targetCapacityPercent,
          instanceWarmupPeriod: sizes.warmUpSeconds,
        },
      },
    },
    opts,
  );
}
