import { TABLE, VPC } from "../../aws/types";
import { hasNat, SERVICE_REACH_TYPES, withoutEndpoint } from "../../aws/vpcEndpoints";
import { defineStackRule } from "../../framework/rule";

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
  relatedTypes: [...SERVICE_REACH_TYPES, ...TABLE],
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
    const services = ["s3", ...(stack.ofType(TABLE).length > 0 ? ["dynamodb"] : [])];
    for (const service of withoutEndpoint(stack, resource, "Gateway", services) ?? []) {
      report(`it has a NAT gateway and no gateway endpoint for ${service}`);
    }
  },
});
