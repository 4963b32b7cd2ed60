/** How the address range is divided, and what the subnets are like. */
import type * as awsxEc2 from "@pulumi/awsx/ec2";
import type * as pulumi from "@pulumi/pulumi";

/** How private subnets reach the internet: not at all, through one NAT gateway, or through one in each zone. */
export type NatStrategy = "none" | "single" | "perZone";

const awsxStrategies = { none: "None", single: "Single", perZone: "OnePerAz" } as const;

export interface LayoutArgs {
  readonly cidrBlock: string;
  readonly zones: 2 | 3;
  readonly nat: NatStrategy;
  readonly ipv6: boolean;
}

/** Arguments for awsx's VPC. Neither NAT nor IPv6 changes a subnet's name or IPv4 range. */
export function layoutOf({ cidrBlock, zones, nat, ipv6 }: LayoutArgs): awsxEc2.VpcArgs {
  return {
    cidrBlock,
    numberOfAvailabilityZones: zones,
    enableDnsHostnames: true,
    natGateways: { strategy: awsxStrategies[nat] },
    subnetStrategy: "Auto",
    // A fixed share of the range for each zone. By default the share depends on the number of
    // zones, so that a third zone would move, and thus replace, every subnet of the first two.
    availabilityZoneCidrMask: 18,
    subnetSpecs: [
      { type: "Public", name: "public", cidrMask: 24 },
      { type: "Private", name: "private", cidrMask: 20 },
      { type: "Isolated", name: "isolated", cidrMask: 24 },
    ],
    // awsx then gives every subnet a /64 of the VPC's range.
    ...(ipv6 && { assignGeneratedIpv6CidrBlock: true }),
  };
}

/**
 * awsx gives public subnets public addresses and has no argument against it. What is meant to be public
 * (a NAT gateway, a load balancer) brings an address of its own.
 */
export const withoutPublicAddresses: pulumi.ResourceTransform = ({ type, props, opts }) =>
  type === "aws:ec2/subnet:Subnet"
    ? { props: { ...props, mapPublicIpOnLaunch: false }, opts }
    : undefined;
