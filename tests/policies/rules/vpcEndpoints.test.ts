/** How containers in a VPC get their images. */
import type * as ec2 from "@pulumi/aws/ec2";
import type * as ecs from "@pulumi/aws/ecs";
import { vpcEcrEndpoints } from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const network = resource("aws:ec2/vpc:Vpc", "network", { cidrBlock: "10.0.0.0/16", id: "vpc-1" });
const service = resource<ecs.ServiceArgs>("aws:ecs/service:Service", "orders", {
  networkConfiguration: { subnets: ["subnet-1"] },
});
const nat = resource<ec2.NatGatewayArgs>("aws:ec2/natGateway:NatGateway", "nat", {
  vpcId: "vpc-1",
  availabilityMode: "regional",
});

function endpoint(name: string) {
  return resource<ec2.VpcEndpointArgs>(
    "aws:ec2/vpcEndpoint:VpcEndpoint",
    name,
    {
      vpcId: UNKNOWN,
      serviceName: `com.amazonaws.eu-west-1.${name}`,
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
    },
    { dependsOn: { vpcId: ["network"] } },
  );
}

describeRule(vpcEcrEndpoints, {
  valid: [network, service, endpoint("ecr.api"), endpoint("ecr.dkr")],
  passes: {
    "a NAT gateway instead": { drop: ["ecr.api", "ecr.dkr"], add: [nat] },
    "no containers": { drop: ["ecr.api", "ecr.dkr", "orders"] },
    "an endpoint by FIPS": {
      on: "ecr.api",
      set: { serviceName: "com.amazonaws.us-east-1.ecr-fips.api" },
    },
    "both where they are asked for": { add: [nat], config: { besideNat: true } },
  },
  fails: {
    "no way to ECR": {
      drop: ["ecr.api", "ecr.dkr"],
      says: "it has no NAT gateway and no interface endpoint for ecr.api and ecr.dkr",
    },
    "no way to the layers' registry": {
      drop: ["ecr.dkr"],
      says: "it has no NAT gateway and no interface endpoint for ecr.dkr",
    },
    "no way for the pods of a cluster": {
      drop: ["orders", "ecr.api"],
      add: [resource("aws:eks/cluster:Cluster", "shop", {})],
      says: "it has no NAT gateway and no interface endpoint for ecr.api",
    },
    "a NAT gateway that leads to no internet": {
      drop: ["ecr.api"],
      add: [{ ...nat, props: { vpcId: "vpc-1", connectivityType: "private" } }],
      says: "it has no NAT gateway and no interface endpoint for ecr.api",
    },
    "a NAT gateway where it is not enough": {
      drop: ["ecr.api"],
      add: [nat],
      config: { besideNat: true },
      says: "it has no interface endpoint for ecr.api",
    },
    "an endpoint of another type": {
      on: "ecr.api",
      at: "network",
      set: { vpcEndpointType: undefined },
      says: "no interface endpoint for ecr.api",
    },
    "an endpoint of another VPC": {
      on: "ecr.api",
      at: "network",
      set: { vpcId: "vpc-2" },
      dependsOn: {},
      says: "no interface endpoint for ecr.api",
    },
  },
  silent: {
    "the endpoint's service": {
      on: "ecr.api",
      ...unknown("serviceName", { vpcId: ["network"], serviceName: [] }),
    },
    "where the endpoint is": { on: "ecr.api", ...unknown("vpcId", { vpcId: [] }) },
    "where the NAT gateway stands": {
      drop: ["ecr.api"],
      add: [{ ...nat, props: { vpcId: UNKNOWN }, dependsOn: { vpcId: [] } }],
    },
  },
});
