import { NAT_GATEWAY, SUBNET, TABLE, VPC, VPC_ENDPOINT } from "../../aws/types";
import type { StackGraph } from "../../framework/graph";
import type { Resource } from "../../framework/resource";
import { defineStackRule } from "../../framework/rule";

/** Undefined when the preview does not know. A regional NAT gateway names the VPC, a zonal its subnet. */
function hasNat(stack: StackGraph, vpc: Resource): boolean | undefined {
  const answers = stack.ofType(NAT_GATEWAY).map((nat) => {
    const connectivity = nat.props.at("connectivityType");
    if (connectivity.isUnknown) return undefined;
    if (connectivity.is("private")) return false;
    if (!nat.props.at("vpcId").isMissing) return stack.targets(nat, "vpcId", VPC)?.includes(vpc);
    const subnets = stack.targets(nat, "subnetId", SUBNET);
    if (subnets === undefined) return undefined;
    const vpcs = subnets.map((subnet) => stack.targets(subnet, "vpcId", VPC));
    if (vpcs.some((each) => each?.includes(vpc) === true)) return true;
    return vpcs.includes(undefined) ? undefined : false;
  });
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function mayBeFor(service: string, endpoint: Resource): boolean {
  const type = endpoint.props.at("vpcEndpointType");
  const name = endpoint.props.at("serviceName");
  return (
    (type.isMissing || !type.isNot("Gateway")) &&
    (name.isUnknown || (name.text()?.endsWith(`.${service}`) ?? false))
  );
}

/**
 * A gateway endpoint costs nothing, and everything that passes through a NAT gateway is paid for by the
 * gigabyte.
 */
export default defineStackRule({
  id: "vpc-gateway-endpoints",
  title: "VPCs with NAT have S3 and DynamoDB gateway endpoints",
  service: "vpc",
  severity: "medium",
  pillar: "cost",
  enforcement: "advisory",
  controls: {},
  types: VPC,
  relatedTypes: [...NAT_GATEWAY, ...SUBNET, ...TABLE, ...VPC_ENDPOINT],
  fix: 'Add a VpcEndpoint of vpcEndpointType "Gateway" for the service, with the route tables of the subnets behind the NAT gateway.',
  url: "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
  example: `
import { ec2 } from "@pulumi/aws";

["s3", "dynamodb"].map(
  (service) => new ec2.VpcEndpoint(service, {
    vpcId: network.id,
    vpcEndpointType: "Gateway",
    serviceName: "com.amazonaws.eu-west-1." + service,
    routeTableIds: privateRouteTableIds,
  }),
);`,
  check({ resource, stack, report }) {
    if (hasNat(stack, resource) !== true) return;
    const endpoints = stack.referrers(resource, VPC_ENDPOINT, "vpcId");
    if (endpoints === undefined) return;
    const elsewhere = stack
      .ofType(VPC_ENDPOINT)
      .filter((each) => stack.targets(each, "vpcId", VPC) === undefined);
    const services = ["s3", ...(stack.ofType(TABLE).length > 0 ? ["dynamodb"] : [])];
    for (const service of services) {
      const candidates = [...endpoints, ...elsewhere];
      if (!candidates.some((endpoint) => mayBeFor(service, endpoint))) {
        report(`it has a NAT gateway and no gateway endpoint for ${service}`);
      }
    }
  },
});
