import * as ec2 from "@pulumi/aws/ec2";
import type * as awsxEc2 from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";

export interface Ipv6RoutesArgs {
  readonly vpc: awsxEc2.Vpc;
  readonly zones: number;
  /** Whether private subnets may reach the internet. */
  readonly outbound: boolean;
}

/**
 * The routes that awsx leaves out for IPv6: public subnets by the internet gateway, private ones by a
 * gateway that lets connections out only. https://github.com/pulumi/pulumi-awsx/issues/2143
 */
export function createIpv6Routes(
  name: string,
  { vpc, zones, outbound }: Ipv6RoutesArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const toEverywhere = { destinationIpv6CidrBlock: "::/0" };
  const internetGateway = vpc.internetGateway.apply(({ id }) => id);
  const publicTables = routeTableIds(vpc, "Public");
  const privateTables = routeTableIds(vpc, "Private");
  const egressOnly = outbound
    ? new ec2.EgressOnlyInternetGateway(`${name}-ipv6-egress`, { vpcId: vpc.vpcId }, opts)
    : undefined;
  for (let zone = 0; zone < zones; zone += 1) {
    new ec2.Route(
      `${name}-public-ipv6-${zone + 1}`,
      { ...toEverywhere, routeTableId: at(publicTables, zone), gatewayId: internetGateway },
      opts,
    );
    if (egressOnly === undefined) continue;
    new ec2.Route(
      `${name}-private-ipv6-${zone + 1}`,
      {
        ...toEverywhere,
        routeTableId: at(privateTables, zone),
        egressOnlyGatewayId: egressOnly.id,
      },
      opts,
    );
  }
}

/** Route tables of one kind of subnet, in the order of the zones; awsx tags each with its kind. */
function routeTableIds(
  vpc: awsxEc2.Vpc,
  kind: "Public" | "Private",
): pulumi.Output<readonly string[]> {
  return vpc.routeTables.apply((tables) =>
    pulumi
      .all(tables.map(({ id, tags }) => ({ id, tags })))
      .apply((all) => all.filter(({ tags }) => tags?.["SubnetType"] === kind).map(({ id }) => id)),
  );
}

function at(ids: pulumi.Output<readonly string[]>, zone: number): pulumi.Output<string> {
  return ids.apply((all) => all[zone] ?? "");
}
