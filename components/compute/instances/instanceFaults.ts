/** What AWS would refuse, or never scale, in the instances of a cluster. Pure. */
import { rangeFaults } from "../../internal/serviceFaults";

/** The numbers and types of `InstanceCapacity`, with their defaults filled in. */
export interface InstanceSizes {
  readonly instanceTypes: readonly string[];
  readonly min: number;
  readonly max: number;
  readonly spotPercent: number;
  readonly targetCapacityPercent: number;
  readonly warmUpSeconds: number;
  readonly volumeGiB: number;
  readonly maxLifetimeDays: number;
}

/**
 * Instances that are used when nothing else is said. Both types have 2 vCPU, 8 GiB and as many network
 * interfaces, since ECS counts instances as if they were all alike:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export const defaultInstances: InstanceSizes = {
  instanceTypes: ["m7g.large", "m6g.large"],
  min: 2,
  max: 10,
  spotPercent: 0,
  targetCapacityPercent: 100,
  warmUpSeconds: 120,
  volumeGiB: 30,
  maxLifetimeDays: 14,
};

/** Families with AWS's ARM64 processor, such as `m7g`, `c7gn` or `im4gn`, and the first of them, `a1`. */
const graviton = /^(?:a1|[a-z]+\d+g[a-z]*)\.[a-z0-9-]+$/;

/** ECS reserves these beginnings for capacity providers of its own. */
export const reservedNames = /^(?:aws|ecs|fargate)/i;

/** One sentence for each fault in how the instances are named, chosen and counted. */
export function instanceFaults(name: string, sizes: InstanceSizes): string[] {
  const { instanceTypes, min, max } = sizes;
  const foreign = instanceTypes.find((type) => !graviton.test(type));
  return [
    ...(reservedNames.test(name)
      ? [
          `name must not begin with aws, ecs or fargate, which ECS keeps for its own capacity providers, got "${name}"; rename the cluster`,
        ]
      : []),
    ...(instanceTypes.length === 0
      ? ["instanceTypes must name at least one type, got none; leave it out for m7g.large"]
      : []),
    ...(foreign === undefined
      ? []
      : [
          `instanceTypes must be Graviton types, since images are built for ARM64, got "${foreign}"; use one such as m7g.large`,
        ]),
    ...rangeFaults("min", min, 0, 1000),
    ...rangeFaults("max", max, 1, 1000),
    ...(min > max
      ? [`min must not exceed max, got ${min} and ${max}; raise max or lower min`]
      : []),
    ...rangeFaults("spotPercent", sizes.spotPercent, 0, 100),
    ...rangeFaults("targetCapacityPercent", sizes.targetCapacityPercent, 1, 100),
    ...rangeFaults("warmUpSeconds", sizes.warmUpSeconds, 0, 10_000),
    // The image's own root volume has 30 GiB.
    ...rangeFaults("volumeGiB", sizes.volumeGiB, 30, 16_384),
    ...rangeFaults("maxLifetimeDays", sizes.maxLifetimeDays, 1, 365),
  ];
}
