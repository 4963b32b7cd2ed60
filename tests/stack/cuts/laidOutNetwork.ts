/** The network that awsx lays out as children of its component, which mocks do not do. */
import { registered } from "./registered";

export const laidOutNetwork = [
  registered("aws:ec2/vpc:Vpc", "network-vpc", { cidrBlock: "10.0.0.0/16" }, { id: "vpc-1" }),
  registered(
    "aws:ec2/subnet:Subnet",
    "network-vpc-public-1",
    { vpcId: "vpc-1", mapPublicIpOnLaunch: false },
    { id: "subnet-public-1" },
  ),
  registered(
    "aws:ec2/natGateway:NatGateway",
    "network-vpc-1",
    { subnetId: "subnet-public-1", allocationId: "eipalloc-1" },
    { id: "nat-1" },
  ),
];
