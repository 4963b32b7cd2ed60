/** The subnets of `awsx.ec2.Vpc`, each with its route table and its way to the internet. */
import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { ipv6SubnetRange } from "./subnets";
import type { PlannedSubnet } from "./subnets";

export type NatStrategy = "None" | "Single" | "OnePerAz";

/** Everything in a VPC, in the order of creation. */
export interface Layout {
  readonly vpc: ec2.Vpc;
  readonly internetGateway: ec2.InternetGateway;
  readonly subnets: ec2.Subnet[];
  readonly routeTables: ec2.RouteTable[];
  readonly routeTableAssociations: ec2.RouteTableAssociation[];
  readonly routes: ec2.Route[];
  readonly eips: ec2.Eip[];
  readonly natGateways: ec2.NatGateway[];
  readonly vpcEndpoints: ec2.VpcEndpoint[];
  readonly planned: readonly PlannedSubnet[];
}

export interface Tags {
  readonly own: Readonly<Record<string, pulumi.Input<string>>>;
  readonly shared: Readonly<Record<string, pulumi.Input<string>>>;
}

export interface Placement {
  readonly strategy: NatStrategy;
  readonly zones: readonly string[];
  readonly tags: Tags;
  /** Whether subnets that do not say get an IPv6 range. */
  readonly ipv6: boolean;
}

/** One subnet with its route table, and the NAT gateway that it holds. */
export function addSubnet(
  layout: Layout,
  planned: PlannedSubnet,
  name: string,
  place: Placement,
): void {
  const { vpc } = layout;
  const labels = { Name: planned.name, SubnetType: planned.type };
  const subnet = new ec2.Subnet(
    planned.name,
    {
      vpcId: vpc.id,
      availabilityZone: planned.zone,
      cidrBlock: planned.cidrBlock,
      // The real component gives public subnets public addresses, and has no argument to refuse them.
      mapPublicIpOnLaunch: planned.type === "Public",
      ...ipv6Of(layout, planned, place.ipv6),
      tags: { ...place.tags.shared, ...planned.tags, ...labels },
    },
    { parent: vpc, dependsOn: [vpc] },
  );
  const routeTable = new ec2.RouteTable(
    planned.name,
    { vpcId: vpc.id, tags: { ...place.tags.shared, ...labels } },
    { parent: subnet, dependsOn: [subnet] },
  );
  const association = new ec2.RouteTableAssociation(
    planned.name,
    { routeTableId: routeTable.id, subnetId: subnet.id },
    { parent: routeTable, dependsOn: [routeTable] },
  );
  layout.subnets.push(subnet);
  layout.routeTables.push(routeTable);
  layout.routeTableAssociations.push(association);
  const zoneIndex = place.zones.indexOf(planned.zone);
  if (planned.type === "Public" && needsGateway(layout, place.strategy, zoneIndex)) {
    addNatGateway(layout, subnet, `${name}-${zoneIndex + 1}`, place.tags);
  }
  const target = routeTarget(layout, planned, place.strategy, zoneIndex);
  if (target !== undefined) {
    const route = new ec2.Route(
      planned.name,
      { routeTableId: routeTable.id, destinationCidrBlock: "0.0.0.0/0", ...target },
      { parent: routeTable, dependsOn: [routeTable] },
    );
    layout.routes.push(route);
  }
}

/** awsx gives each subnet the next /64 of the VPC's range, but no route. */
function ipv6Of(
  { vpc, subnets }: Layout,
  { assignIpv6AddressOnCreation: asked }: PlannedSubnet,
  ipv6: boolean,
): Pick<ec2.SubnetArgs, "assignIpv6AddressOnCreation" | "ipv6CidrBlock"> {
  const index = subnets.length;
  return (asked ?? ipv6)
    ? {
        assignIpv6AddressOnCreation: true,
        ipv6CidrBlock: vpc.ipv6CidrBlock.apply((range) => ipv6SubnetRange(range, index)),
      }
    : {};
}

function needsGateway(layout: Layout, strategy: NatStrategy, zoneIndex: number): boolean {
  const wanted = { None: 0, Single: 1, OnePerAz: zoneIndex + 1 }[strategy];
  return layout.natGateways.length < wanted;
}

function addNatGateway(layout: Layout, subnet: ec2.Subnet, name: string, tags: Tags): void {
  const labels = { ...tags.own, Name: name };
  const options = { parent: subnet, dependsOn: [subnet] };
  const eip = new ec2.Eip(name, { tags: labels }, options);
  const gateway = new ec2.NatGateway(
    name,
    { subnetId: subnet.id, allocationId: eip.allocationId, tags: labels },
    options,
  );
  layout.eips.push(eip);
  layout.natGateways.push(gateway);
}

/** Where a subnet's way to the internet leads; isolated subnets have none. */
function routeTarget(
  layout: Layout,
  { type }: PlannedSubnet,
  strategy: NatStrategy,
  zoneIndex: number,
): Pick<ec2.RouteArgs, "gatewayId" | "natGatewayId"> | undefined {
  if (type === "Public") {
    return { gatewayId: layout.internetGateway.id };
  }
  const gateway = layout.natGateways[strategy === "Single" ? 0 : zoneIndex];
  return type === "Private" && gateway !== undefined ? { natGatewayId: gateway.id } : undefined;
}
