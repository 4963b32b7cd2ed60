/** Where traffic may go: to targets of load balancers, past NAT gateways, and after a name. */
import type * as ec2 from "@pulumi/aws/ec2";
import type * as ecs from "@pulumi/aws/ecs";
import type * as lb from "@pulumi/aws/lb";
import type * as route53 from "@pulumi/aws/route53";
import type * as vpcRules from "@pulumi/aws/vpc";
import {
  albInternalOnlyTargets,
  route53DanglingAlias,
  vpcGatewayEndpoints,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const targets = resource<lb.TargetGroupArgs>("aws:lb/targetGroup:TargetGroup", "orders-targets", {
  port: 8080,
  protocol: "HTTP",
});
const service = resource<ecs.ServiceArgs>(
  "aws:ecs/service:Service",
  "orders",
  {
    loadBalancers: [{ containerName: "app", containerPort: 8080, targetGroupArn: UNKNOWN }],
    networkConfiguration: { subnets: ["subnet-1"], securityGroups: [UNKNOWN] },
  },
  {
    dependsOn: { loadBalancers: ["orders-targets"], networkConfiguration: ["orders-group"] },
  },
);
const group = resource<ec2.SecurityGroupArgs>(
  "aws:ec2/securityGroup:SecurityGroup",
  "orders-group",
  {
    vpcId: UNKNOWN,
  },
);
const balancerGroup = resource<ec2.SecurityGroupArgs>(
  "aws:ec2/securityGroup:SecurityGroup",
  "balancer-group",
  { vpcId: UNKNOWN },
);
const fromBalancer = resource<vpcRules.SecurityGroupIngressRuleArgs>(
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "orders-from-balancer",
  {
    securityGroupId: UNKNOWN,
    referencedSecurityGroupId: UNKNOWN,
    ipProtocol: "tcp",
    fromPort: 8080,
    toPort: 8080,
  },
  {
    dependsOn: {
      securityGroupId: ["orders-group"],
      referencedSecurityGroupId: ["balancer-group"],
    },
  },
);
const byRange = { referencedSecurityGroupId: undefined, cidrIpv4: "10.0.0.0/16" };

describeRule(albInternalOnlyTargets, {
  valid: [service, targets, group, balancerGroup, fromBalancer],
  passes: {
    "addresses on another port": {
      on: "orders-from-balancer",
      set: { ...byRange, fromPort: 9090, toPort: 9090 },
    },
    "a network load balancer, which may keep the client's address": {
      on: "orders-from-balancer",
      set: byRange,
      drop: ["orders-targets"],
      add: [{ ...targets, props: { port: 8080, protocol: "TCP" } }],
    },
    "addresses for another group": {
      on: "orders-from-balancer",
      set: byRange,
      dependsOn: { securityGroupId: ["balancer-group"] },
    },
    "no load balancer": {
      set: { loadBalancers: undefined },
      dependsOn: { networkConfiguration: ["orders-group"] },
    },
  },
  fails: {
    "a range of addresses": {
      on: "orders-from-balancer",
      at: "orders",
      set: byRange,
      says: 'rule "orders-from-balancer" of its security group "orders-group" opens port 8080 to addresses',
    },
    "a range that is not known yet": {
      on: "orders-from-balancer",
      at: "orders",
      set: { referencedSecurityGroupId: undefined, cidrIpv4: UNKNOWN },
      dependsOn: { securityGroupId: ["orders-group"], cidrIpv4: [] },
      says: "opens port 8080 to addresses",
    },
    "a prefix list, over every port": {
      on: "orders-from-balancer",
      at: "orders",
      set: {
        referencedSecurityGroupId: undefined,
        prefixListId: "pl-1",
        ipProtocol: "-1",
        fromPort: undefined,
        toPort: undefined,
      },
      says: "opens port 8080 to addresses",
    },
    "a range in the group itself": {
      on: "orders-group",
      at: "orders",
      set: {
        ingress: [{ protocol: "tcp", fromPort: 8000, toPort: 8999, cidrBlocks: ["10.0.0.0/8"] }],
      },
      says: 'ingress[0] of its security group "orders-group" opens port 8080 to addresses',
    },
    "a range in a rule of the older kind, for a group by its known id": {
      set: { "networkConfiguration.securityGroups": ["sg-1"] },
      dependsOn: { loadBalancers: ["orders-targets"] },
      drop: ["orders-group", "orders-from-balancer"],
      add: [
        resource("aws:ec2/securityGroup:SecurityGroup", "orders-group", { id: "sg-1" }),
        resource<ec2.SecurityGroupRuleArgs>("aws:ec2/securityGroupRule:SecurityGroupRule", "open", {
          type: "ingress",
          securityGroupId: "sg-1",
          protocol: "tcp",
          fromPort: 8080,
          toPort: 8080,
          cidrBlocks: ["10.0.0.0/16"],
        }),
      ],
      says: 'rule "open" of its security group "orders-group" opens port 8080 to addresses',
    },
  },
  silent: {
    "the port": {
      on: "orders-from-balancer",
      set: { ...byRange, fromPort: UNKNOWN },
      dependsOn: { securityGroupId: ["orders-group"] },
    },
  },
});

const network = resource("aws:ec2/vpc:Vpc", "network", { cidrBlock: "10.0.0.0/16", id: "vpc-1" });
const subnet = resource<ec2.SubnetArgs>(
  "aws:ec2/subnet:Subnet",
  "public-1",
  { vpcId: UNKNOWN },
  { dependsOn: { vpcId: ["network"] } },
);
const nat = resource<ec2.NatGatewayArgs>(
  "aws:ec2/natGateway:NatGateway",
  "nat-1",
  { subnetId: UNKNOWN, allocationId: UNKNOWN },
  { dependsOn: { subnetId: ["public-1"] } },
);
const table = resource("aws:dynamodb/table:Table", "orders", {});

function endpoint(service: string) {
  return resource<ec2.VpcEndpointArgs>("aws:ec2/vpcEndpoint:VpcEndpoint", `${service}-endpoint`, {
    vpcId: "vpc-1",
    serviceName: `com.amazonaws.eu-west-1.${service}`,
    vpcEndpointType: "Gateway",
    routeTableIds: ["rtb-1"],
  });
}

describeRule(vpcGatewayEndpoints, {
  valid: [network, subnet, nat, table, endpoint("s3"), endpoint("dynamodb")],
  passes: {
    "no endpoints where there is no NAT": {
      drop: ["nat-1", "s3-endpoint", "dynamodb-endpoint"],
    },
    "a private NAT gateway, which leads to no internet": {
      on: "nat-1",
      set: { connectivityType: "private" },
      dependsOn: { subnetId: ["public-1"] },
      drop: ["s3-endpoint", "dynamodb-endpoint"],
    },
    "no endpoint for DynamoDB where there is no table": {
      drop: ["dynamodb-endpoint", "orders"],
    },
    "the endpoint type that AWS takes by itself": {
      on: "s3-endpoint",
      set: { vpcEndpointType: undefined },
    },
    "the NAT of another VPC": {
      on: "public-1",
      set: { vpcId: "vpc-2" },
      dependsOn: {},
      drop: ["s3-endpoint", "dynamodb-endpoint"],
    },
  },
  fails: {
    "no endpoint for S3": {
      drop: ["s3-endpoint"],
      says: "it has a NAT gateway and no gateway endpoint for s3",
    },
    "no endpoint for DynamoDB": {
      drop: ["dynamodb-endpoint"],
      says: "it has a NAT gateway and no gateway endpoint for dynamodb",
    },
    "an endpoint that is paid for": {
      on: "s3-endpoint",
      at: "network",
      set: { vpcEndpointType: "Interface" },
      says: "no gateway endpoint for s3",
    },
    "an endpoint of another VPC": {
      on: "s3-endpoint",
      at: "network",
      set: { vpcId: "vpc-2" },
      says: "no gateway endpoint for s3",
    },
    "a NAT gateway for the whole region": {
      drop: ["nat-1", "s3-endpoint"],
      add: [{ ...nat, props: { availabilityMode: "regional", vpcId: "vpc-1" }, dependsOn: {} }],
      says: "no gateway endpoint for s3",
    },
  },
  silent: {
    "the endpoint's service": { on: "s3-endpoint", ...unknown("serviceName", { serviceName: [] }) },
    "where the NAT gateway stands": {
      on: "nat-1",
      ...unknown("subnetId", {}),
      drop: ["s3-endpoint"],
    },
  },
});

const record = resource<route53.RecordArgs>(
  "aws:route53/record:Record",
  "api-name",
  {
    zoneId: "Z1",
    name: "api.example.com",
    type: "A",
    aliases: [{ name: UNKNOWN, zoneId: "Z2", evaluateTargetHealth: true }],
  },
  { dependsOn: { aliases: ["api"] } },
);
const balancer = resource("aws:lb/loadBalancer:LoadBalancer", "api", {
  dnsName: "api-1.eu-west-1.elb.amazonaws.com",
});

function written(type: string, ...records: readonly string[]) {
  return { set: { type, aliases: undefined, records, ttl: 300 }, dependsOn: {} };
}

describeRule(route53DanglingAlias, {
  valid: [record, balancer],
  passes: {
    "the written name of a resource of the stack": {
      set: { "aliases[0].name": "dualstack.API-1.eu-west-1.elb.amazonaws.com." },
      dependsOn: {},
    },
    "an address inside the network": written("A", "10.1.2.3", "172.16.0.1"),
    "a text": written("TXT", "v=spf1 -all"),
    "an address of the stack": {
      ...written("A", "198.51.100.7"),
      add: [resource("aws:ec2/eip:Eip", "fixed", { publicIp: "198.51.100.7" })],
    },
    "a name that is kept elsewhere": {
      ...written("CNAME", "shop.hosting.example.net."),
      config: { externalNames: ["*.hosting.example.net"] },
    },
  },
  fails: {
    "the written name of a load balancer elsewhere": {
      set: { "aliases[0].name": "old-2.eu-west-1.elb.amazonaws.com" },
      dependsOn: {},
      says: "aliases[0].name is written as text, and is no resource of this stack",
    },
    "a written address": {
      ...written("A", "10.1.2.3", "198.51.100.7"),
      says: "records[1] is written as text",
    },
    "a written name": {
      ...written("CNAME", "shop.s3-website-eu-west-1.amazonaws.com"),
      says: "records[0] is written as text",
    },
    "name servers of a zone that nobody may have": {
      ...written("NS", "ns-1.awsdns-00.org"),
      says: "records[0] is written as text",
    },
    "a name that another is listed for": {
      ...written("CNAME", "shop.hosting.example.net"),
      config: { externalNames: ["hosting.example.net"] },
      says: "records[0] is written as text",
    },
  },
  silent: { "the target": unknown("aliases[0].name", { aliases: [] }) },
});
