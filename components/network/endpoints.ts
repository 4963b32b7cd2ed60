import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { allowFrom, createSecurityGroup } from "../internal/firewall";
import {
  dynamodbEndpointPolicy,
  interfaceEndpointPolicy,
  s3EndpointPolicy,
  type EndpointAccess,
} from "./endpointPolicies";
import type { InterfaceEndpoint } from "./interfaceEndpoints";

export interface GatewayEndpointsArgs extends EndpointAccess {
  readonly vpcId: pulumi.Output<string>;
  readonly routeTableIds: pulumi.Output<string[]>;
}

/** Endpoints of S3 and DynamoDB: free, and traffic to them never crosses a NAT gateway. */
export function createGatewayEndpoints(
  name: string,
  args: GatewayEndpointsArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const policies = { s3: s3EndpointPolicy(args), dynamodb: dynamodbEndpointPolicy(args) };
  for (const service of ["s3", "dynamodb"] as const) {
    new ec2.VpcEndpoint(
      `${name}-${service}-endpoint`,
      {
        vpcId: args.vpcId,
        serviceName: `com.amazonaws.${args.region}.${service}`,
        vpcEndpointType: "Gateway",
        routeTableIds: args.routeTableIds,
        policy: policies[service],
      },
      opts,
    );
  }
}

export interface InterfaceEndpointsArgs extends EndpointAccess {
  readonly services: readonly InterfaceEndpoint[];
  readonly vpcId: pulumi.Output<string>;
  /** Address range of the network, which alone may reach the endpoints. */
  readonly cidrBlock: string;
  /** One subnet in each zone. */
  readonly subnetIds: pulumi.Output<string[]>;
}

/**
 * Endpoints by which AWS's services have addresses inside the network, under their usual names: callers
 * need no other configuration. All share one security group.
 */
export function createInterfaceEndpoints(
  name: string,
  args: InterfaceEndpointsArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  if (args.services.length === 0) return;
  const group = createSecurityGroup(
    `${name}-endpoints-security-group`,
    { vpcId: args.vpcId, description: "Interface endpoints of AWS services" },
    opts,
  );
  allowFrom(
    `${name}-to-endpoints`,
    {
      securityGroupId: group.id,
      peer: { cidrIpv4: args.cidrBlock },
      port: 443,
      description: "Network to AWS services",
    },
    opts,
  );
  for (const service of args.services) {
    const policy = interfaceEndpointPolicy(service, args);
    new ec2.VpcEndpoint(
      `${name}-${service.replace(".", "-")}-endpoint`,
      {
        vpcId: args.vpcId,
        serviceName: `com.amazonaws.${args.region}.${service}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: args.subnetIds,
        securityGroupIds: [group.id],
        ...(policy && { policy }),
      },
      opts,
    );
  }
}
