/**
 * `awsx.ec2.Vpc`, laid out with the resources, names and parents that the real component gives, so
 * that the engine, the policies and the sandbox see the same network as on AWS.
 */
import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { plainNumber, plainText } from "./arguments";
import { planSubnets } from "./subnets";
import type { PlannedSubnet, SubnetRequest } from "./subnets";
import { addSubnet } from "./vpcSubnets";
import type { Layout, NatStrategy, Tags } from "./vpcSubnets";

interface EndpointSpec extends Omit<ec2.VpcEndpointArgs, "vpcId"> {
  readonly serviceName: string;
}

/** The outputs that a program sees on `awsx.ec2.Vpc`. */
export async function constructVpc(
  component: pulumi.ComponentResource,
  name: string,
  inputs: pulumi.Inputs,
): Promise<pulumi.Inputs> {
  const layout = await layOut(component, name, inputs);
  const idsOf = (type: string): pulumi.Output<string>[] =>
    layout.subnets.filter((_, at) => layout.planned[at]?.type === type).map(({ id }) => id);
  const ofType = (type: string): ec2.Subnet[] =>
    layout.subnets.filter((_, at) => layout.planned[at]?.type === type);
  return {
    vpc: layout.vpc,
    vpcId: layout.vpc.id,
    internetGateway: layout.internetGateway,
    subnets: layout.subnets,
    publicSubnetIds: idsOf("Public"),
    privateSubnetIds: idsOf("Private"),
    isolatedSubnetIds: idsOf("Isolated"),
    publicSubnets: ofType("Public"),
    privateSubnets: ofType("Private"),
    isolatedSubnets: ofType("Isolated"),
    routeTables: layout.routeTables,
    routeTableAssociations: layout.routeTableAssociations,
    routes: layout.routes,
    eips: layout.eips,
    natGateways: layout.natGateways,
    vpcEndpoints: layout.vpcEndpoints,
    subnetLayout: subnetRequests(inputs) ?? [],
  };
}

async function layOut(
  component: pulumi.ComponentResource,
  name: string,
  inputs: pulumi.Inputs,
): Promise<Layout> {
  const cidrBlock = plainText(inputs, "cidrBlock") ?? "10.0.0.0/16";
  const zones = await zonesOf(component, inputs);
  const planned = inBuildOrder(
    planSubnets({
      vpcName: name,
      cidrBlock,
      zones,
      strategy: plainText(inputs, "subnetStrategy") ?? "Legacy",
      specs: subnetRequests(inputs),
      zoneMask: plainNumber(inputs, "availabilityZoneCidrMask"),
    }),
    zones,
  );
  const own = (inputs.tags ?? {}) as Tags["own"];
  const tags = { own, shared: { Name: name, ...own } };
  const vpc = new ec2.Vpc(name, vpcArgs(inputs, cidrBlock, tags), { parent: component });
  const internetGateway = new ec2.InternetGateway(
    name,
    { vpcId: vpc.id, tags: tags.shared },
    { parent: vpc, dependsOn: [vpc] },
  );
  const layout: Layout = {
    vpc,
    internetGateway,
    planned,
    subnets: [],
    routeTables: [],
    routeTableAssociations: [],
    routes: [],
    eips: [],
    natGateways: [],
    vpcEndpoints: endpointsOf(vpc, inputs),
  };
  const strategy = natStrategyOf(inputs, planned);
  const ipv6 = inputs.assignGeneratedIpv6CidrBlock === true;
  for (const subnet of planned) {
    addSubnet(layout, subnet, name, { strategy, zones, tags, ipv6 });
  }
  return layout;
}

function subnetRequests(inputs: pulumi.Inputs): readonly SubnetRequest[] | undefined {
  return inputs.subnetSpecs as readonly SubnetRequest[] | undefined;
}

/** Arguments that the component hands on to the VPC as they are. */
const VPC_ARGUMENTS = [
  "assignGeneratedIpv6CidrBlock",
  "enableDnsHostnames",
  "enableDnsSupport",
  "enableNetworkAddressUsageMetrics",
  "instanceTenancy",
  "region",
] as const satisfies readonly (keyof ec2.VpcArgs)[];

function vpcArgs(inputs: pulumi.Inputs, cidrBlock: string, tags: Tags): ec2.VpcArgs {
  const handedOn: ec2.VpcArgs = Object.fromEntries(
    VPC_ARGUMENTS.map((name) => [name, inputs[name] as unknown]),
  );
  return { ...handedOn, cidrBlock, tags: tags.shared };
}

async function zonesOf(
  component: pulumi.ComponentResource,
  inputs: pulumi.Inputs,
): Promise<readonly string[]> {
  const named = inputs.availabilityZoneNames as readonly string[] | undefined;
  const count = plainNumber(inputs, "numberOfAvailabilityZones");
  if (named !== undefined && count !== undefined) {
    throw new Error(
      "Only one of [availabilityZoneNames] and [numberOfAvailabilityZones] can be specified",
    );
  }
  if (named !== undefined) {
    return named;
  }
  const { names } = await getAvailabilityZones({}, { parent: component });
  if (names.length < (count ?? 3)) {
    throw new Error(`the region has ${names.length} availability zones, ${count ?? 3} are wanted`);
  }
  return names.slice(0, count ?? 3);
}

/** Public subnets of a zone come first: they hold the gateways that private ones route to. */
function inBuildOrder(
  planned: readonly PlannedSubnet[],
  zones: readonly string[],
): PlannedSubnet[] {
  const order = ["Public", "Private", "Isolated"];
  return [...planned].sort(
    (a, b) =>
      zones.indexOf(a.zone) - zones.indexOf(b.zone) ||
      order.indexOf(a.type) - order.indexOf(b.type),
  );
}

function natStrategyOf(inputs: pulumi.Inputs, planned: readonly PlannedSubnet[]): NatStrategy {
  const wanted = (inputs.natGateways as { strategy?: NatStrategy } | undefined)?.strategy;
  const types = new Set(planned.map(({ type }) => type));
  const possible = types.has("Public") && types.has("Private");
  if (wanted !== undefined && wanted !== "None" && !possible) {
    throw new Error(
      "If NAT Gateway strategy is 'OnePerAz' or 'Single', both private and public subnets must be declared.",
    );
  }
  return wanted ?? (possible ? "OnePerAz" : "None");
}

function endpointsOf(vpc: ec2.Vpc, inputs: pulumi.Inputs): ec2.VpcEndpoint[] {
  const specs = (inputs.vpcEndpointSpecs ?? []) as readonly EndpointSpec[];
  return specs.map(
    (spec) =>
      new ec2.VpcEndpoint(
        spec.serviceName,
        { ...spec, vpcId: vpc.id },
        { parent: vpc, dependsOn: [vpc] },
      ),
  );
}
