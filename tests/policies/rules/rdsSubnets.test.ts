/** Where RDS databases stand. */
import type * as ec2 from "@pulumi/aws/ec2";
import type * as rds from "@pulumi/aws/rds";
import { rdsPrivateSubnets } from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const instance = resource<rds.InstanceArgs>(
  "aws:rds/instance:Instance",
  "orders",
  { engine: "postgres", instanceClass: "db.m7g.large", dbSubnetGroupName: UNKNOWN },
  { dependsOn: { dbSubnetGroupName: ["databases"] } },
);
const cluster = resource<rds.ClusterArgs>("aws:rds/cluster:Cluster", "carts", {
  engine: "aurora-mysql",
  dbSubnetGroupName: "default",
});
const databases = resource<rds.SubnetGroupArgs>(
  "aws:rds/subnetGroup:SubnetGroup",
  "databases",
  { subnetIds: [UNKNOWN] },
  { dependsOn: { subnetIds: ["data"] } },
);
const subnet = resource<ec2.SubnetArgs>(
  "aws:ec2/subnet:Subnet",
  "data",
  { vpcId: UNKNOWN, cidrBlock: "10.0.1.0/24" },
  { dependsOn: { vpcId: ["network"] } },
);
const network = resource<ec2.VpcArgs>("aws:ec2/vpc:Vpc", "network", { cidrBlock: "10.0.0.0/16" });
const gateway = resource<ec2.InternetGatewayArgs>(
  "aws:ec2/internetGateway:InternetGateway",
  "gateway",
  { vpcId: UNKNOWN },
  { dependsOn: { vpcId: ["network"] } },
);
const table = resource<ec2.RouteTableArgs>(
  "aws:ec2/routeTable:RouteTable",
  "data-routes",
  { vpcId: UNKNOWN },
  { dependsOn: { vpcId: ["network"] } },
);
const association = resource<ec2.RouteTableAssociationArgs>(
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "data-association",
  { subnetId: UNKNOWN, routeTableId: UNKNOWN },
  { dependsOn: { subnetId: ["data"], routeTableId: ["data-routes"] } },
);
const route = resource<ec2.RouteArgs>(
  "aws:ec2/route:Route",
  "out",
  { routeTableId: UNKNOWN, destinationCidrBlock: "0.0.0.0/0", natGatewayId: UNKNOWN },
  { dependsOn: { routeTableId: ["data-routes"] } },
);
const toGateway = {
  set: { natGatewayId: undefined, gatewayId: UNKNOWN },
  dependsOn: { routeTableId: ["data-routes"], gatewayId: ["gateway"] },
};
const publicTable = resource<ec2.RouteTableArgs>(
  "aws:ec2/routeTable:RouteTable",
  "public-routes",
  { vpcId: UNKNOWN, routes: [{ ipv6CidrBlock: "::/0", gatewayId: UNKNOWN }] },
  { dependsOn: { vpcId: ["network"], routes: ["gateway"] } },
);
const publicByDefault = resource<ec2.MainRouteTableAssociationArgs>(
  "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
  "main",
  { vpcId: UNKNOWN, routeTableId: UNKNOWN },
  { dependsOn: { vpcId: ["network"], routeTableId: ["public-routes"] } },
);
const published = 'its subnet "data" has a route to the internet, by route table';

describeRule(rdsPrivateSubnets, {
  valid: [instance, databases, subnet, network, gateway, table, association, route],
  passes: {
    "a replica, which stands where its source does": {
      set: { dbSubnetGroupName: undefined, replicateSourceDb: "orders" },
      dependsOn: {},
    },
    "a group of another stack": { set: { dbSubnetGroupName: "shared" }, dependsOn: {} },
    "a route of some addresses": {
      ...toGateway,
      on: "out",
      set: { ...toGateway.set, destinationCidrBlock: "192.0.2.0/24" },
    },
    "a VPN's gateway": {
      on: "out",
      set: { natGatewayId: undefined, gatewayId: "vgw-1" },
      dependsOn: { routeTableId: ["data-routes"] },
    },
    "a main table that leads out, where the subnet has its own": {
      add: [publicTable, publicByDefault],
    },
  },
  fails: {
    "no subnet group": {
      set: { dbSubnetGroupName: undefined },
      dependsOn: {},
      says: "dbSubnetGroupName is not set, so it stands in the default VPC",
    },
    "the default group of a cluster": {
      drop: ["orders"],
      add: [cluster],
      at: "carts",
      says: "dbSubnetGroupName is not set, so it stands in the default VPC",
    },
    "a route to the stack's gateway": {
      ...toGateway,
      on: "out",
      at: "orders",
      says: `${published} "data-routes"`,
    },
    "a route to a gateway by its id": {
      on: "out",
      at: "orders",
      set: { natGatewayId: undefined, gatewayId: "igw-0a1b2c3d" },
      dependsOn: { routeTableId: ["data-routes"] },
      says: `${published} "data-routes"`,
    },
    "a route in the table itself": {
      on: "data-association",
      at: "orders",
      add: [publicTable],
      dependsOn: { subnetId: ["data"], routeTableId: ["public-routes"] },
      says: `${published} "public-routes"`,
    },
    "a main table that leads out": {
      drop: ["data-association"],
      at: "orders",
      add: [publicTable, publicByDefault],
      says: `${published} "public-routes"`,
    },
    "the VPC's own table, taken over": {
      drop: ["data-association"],
      at: "orders",
      add: [
        resource<ec2.DefaultRouteTableArgs>(
          "aws:ec2/defaultRouteTable:DefaultRouteTable",
          "default-routes",
          {
            defaultRouteTableId: UNKNOWN,
            routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-0a1b2c3d" }],
          },
          { dependsOn: { defaultRouteTableId: ["network"] } },
        ),
      ],
      says: `${published} "default-routes"`,
    },
  },
  silent: {
    "the group": unknown("dbSubnetGroupName", { dbSubnetGroupName: [] }),
    "what the route leads to": {
      on: "out",
      set: { natGatewayId: undefined, gatewayId: UNKNOWN },
      dependsOn: { routeTableId: ["data-routes"], gatewayId: [] },
    },
  },
});
