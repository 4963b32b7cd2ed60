/** Doors that stand open. */
import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";

export interface OpenNetwork {
  readonly subnetIds: ec2.Subnet["id"][];
  /** Shared by the load balancer and the tasks behind it. */
  readonly webGroup: ec2.SecurityGroup;
  /** Admits whoever is in the web group. */
  readonly ordersGroup: ec2.SecurityGroup;
  /** Admits the whole internet. */
  readonly reportsGroup: ec2.SecurityGroup;
}

const EVERYWHERE = "0.0.0.0/0";

export function createNetwork(): OpenNetwork {
  // No flow log, and the default security group is left as AWS creates it.
  const network = new ec2.Vpc("network", { cidrBlock: "10.0.0.0/16" });
  const subnets = ["a", "b"].map(
    (zone, index) =>
      new ec2.Subnet(`public-${zone}`, {
        vpcId: network.id,
        availabilityZone: `eu-west-1${zone}`,
        cidrBlock: `10.0.${index}.0/24`,
        mapPublicIpOnLaunch: true,
      }),
  );

  // Every subnet leads to the internet, those of the databases too.
  const gateway = new ec2.InternetGateway("gateway", { vpcId: network.id });
  const routes = new ec2.RouteTable("public", {
    vpcId: network.id,
    routes: [{ cidrBlock: EVERYWHERE, gatewayId: gateway.id }],
  });
  for (const [index, { id }] of subnets.entries()) {
    new ec2.RouteTableAssociation(`public-${index}`, { subnetId: id, routeTableId: routes.id });
  }

  // The way in: the internet, the load balancer, the service in the same group, and then its database.
  const webGroup = new ec2.SecurityGroup("web", { vpcId: network.id, description: "Web" });
  new vpc.SecurityGroupIngressRule("web-from-internet", {
    ...{ securityGroupId: webGroup.id, cidrIpv4: EVERYWHERE },
    ...{ ipProtocol: "tcp", fromPort: 80, toPort: 80, description: "HTTP" },
  });
  const ordersGroup = new ec2.SecurityGroup("orders-database", {
    vpcId: network.id,
    description: "Orders",
  });
  new vpc.SecurityGroupIngressRule("orders-from-web", {
    ...{ securityGroupId: ordersGroup.id, referencedSecurityGroupId: webGroup.id },
    ...{ ipProtocol: "tcp", fromPort: 5432, toPort: 5432, description: "PostgreSQL" },
  });

  // A database that anybody may talk to, and a machine that anybody may log on to.
  const reportsGroup = new ec2.SecurityGroup("reports-database", {
    vpcId: network.id,
    description: "Reports",
    ingress: [
      {
        ...{ protocol: "tcp", fromPort: 5432, toPort: 5432 },
        ...{ cidrBlocks: [EVERYWHERE], description: "PostgreSQL" },
      },
    ],
  });
  const adminGroup = new ec2.SecurityGroup("administration", {
    vpcId: network.id,
    description: "Administration",
  });
  new vpc.SecurityGroupIngressRule("ssh-from-internet", {
    ...{ securityGroupId: adminGroup.id, cidrIpv4: EVERYWHERE },
    ...{ ipProtocol: "tcp", fromPort: 22, toPort: 22, description: "SSH" },
  });
  new ec2.Instance("bastion", {
    ami: "ami-0c1c30571d2dae5c9",
    instanceType: "t3.micro",
    subnetId: subnets[0]?.id,
    vpcSecurityGroupIds: [adminGroup.id],
    associatePublicIpAddress: true,
    metadataOptions: { httpTokens: "optional" },
    userData: "#!/bin/sh\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n./start\n",
  });
  new ec2.NetworkAclRule("remote-desktop", {
    networkAclId: network.defaultNetworkAclId,
    ...{ ruleNumber: 100, ruleAction: "allow", egress: false, protocol: "tcp" },
    ...{ fromPort: 3389, toPort: 3389, cidrBlock: EVERYWHERE },
  });
  return { subnetIds: subnets.map(({ id }) => id), webGroup, ordersGroup, reportsGroup };
}
