import type { ResourceContext, TypeRule } from "../../fill/rules";
import { textOf } from "../../wire";

const EC2 = "arn:{partition}:ec2:{region}:{account}";

/** A resource of EC2 whose id is a prefix and 17 hexadecimal digits. */
function ec2(prefix: string, kind: string, rule: TypeRule = {}): TypeRule {
  return {
    ...rule,
    id: `${prefix}-{hex17}`,
    outputs: { arn: `${EC2}:${kind}/{id}`, ...rule.outputs },
  };
}

/** VPC and its parts. ARN formats: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
export const networkTypes: Readonly<Record<string, TypeRule>> = {
  "aws:ec2/vpc:Vpc": ec2("vpc", "vpc", {
    outputs: {
      cidrBlock: "10.0.0.0/16",
      defaultNetworkAclId: "acl-{hex17}",
      defaultRouteTableId: "rtb-{hex17}",
      mainRouteTableId: "{defaultRouteTableId}",
      defaultSecurityGroupId: "sg-{hex17}",
      dhcpOptionsId: "dopt-{hex17}",
      enableDnsSupport: true,
    },
    derived: {
      ipv6CidrBlock: (context) => (hasIpv6(context) ? ipv6Range(context) : ""),
      ipv6AssociationId: (context) =>
        hasIpv6(context) ? `vpc-cidr-assoc-${context.random.text("hex", 17, "ipv6")}` : "",
    },
    replaceOnChange: ["cidrBlock", "instanceTenancy", "ipv4IpamPoolId"],
  }),
  "aws:ec2/subnet:Subnet": ec2("subnet", "subnet", {
    outputs: {
      availabilityZone: "{region}a",
      availabilityZoneId: (context) =>
        `az${"abcdef".indexOf(context.text("availabilityZone").slice(-1)) + 1}`,
      privateDnsHostnameTypeOnLaunch: "ip-name",
    },
    replaceOnChange: ["vpcId", "cidrBlock", "availabilityZone"],
  }),
  "aws:ec2/internetGateway:InternetGateway": ec2("igw", "internet-gateway"),
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": { id: "eigw-{hex17}" },
  "aws:ec2/eip:Eip": ec2("eipalloc", "elastic-ip", {
    outputs: {
      allocationId: "{id}",
      domain: "vpc",
      publicIp: (context) =>
        `52.${context.random.number(16, 31, "ip")}.10.${context.random.number(4, 250, "host")}`,
      publicDns: (context) =>
        `ec2-${context.text("publicIp").replaceAll(".", "-")}.${context.text("region")}.compute.amazonaws.com`,
      publicIpv4Pool: "amazon",
      networkBorderGroup: "{region}",
    },
    replaceOnChange: ["domain"],
  }),
  "aws:ec2/natGateway:NatGateway": {
    id: "nat-{hex17}",
    outputs: {
      ...{ networkInterfaceId: "eni-{hex17}", privateIp: "10.0.0.10", publicIp: "52.20.10.10" },
      // Its subnet's, which only the subnet knows; better none than another VPC's.
      vpcId: "",
    },
    replaceOnChange: ["subnetId", "allocationId", "connectivityType"],
  },
  "aws:ec2/routeTable:RouteTable": ec2("rtb", "route-table", { replaceOnChange: ["vpcId"] }),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    id: "rtbassoc-{hex17}",
    replaceOnChange: ["subnetId", "gatewayId"],
  },
  "aws:ec2/route:Route": {
    id: "r-{routeTableId}{digits10}",
    outputs: { state: "active", origin: "CreateRoute" },
    replaceOnChange: [
      "routeTableId",
      "destinationCidrBlock",
      "destinationIpv6CidrBlock",
      "destinationPrefixListId",
    ],
  },
  "aws:ec2/networkAcl:NetworkAcl": ec2("acl", "network-acl", { replaceOnChange: ["vpcId"] }),
  "aws:ec2/networkInterface:NetworkInterface": ec2("eni", "network-interface"),
  "aws:ec2/securityGroup:SecurityGroup": ec2("sg", "security-group", {
    outputs: { description: "Managed by Pulumi" },
    replaceOnChange: ["vpcId", "description"],
  }),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2("sg", "security-group", {
    outputs: { name: "default", namePrefix: "", description: "default VPC security group" },
  }),
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": ec2("acl", "network-acl"),
  "aws:ec2/defaultRouteTable:DefaultRouteTable": ec2("rtb", "route-table"),
  "aws:ec2/securityGroupRule:SecurityGroupRule": {
    id: "sgrule-{digits10}",
    outputs: { securityGroupRuleId: "sgr-{hex17}" },
    updateInPlace: ["description"],
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": securityGroupRule(),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": securityGroupRule(),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpce", "vpc-endpoint", {
    outputs: {
      state: "available",
      vpcEndpointType: "Gateway",
      ipAddressType: "ipv4",
      prefixListId: (context) =>
        isInterface(context) ? "" : `pl-${context.random.text("hex", 8, "list")}`,
      networkInterfaceIds: (context) =>
        endpointSubnets(context).map((subnet) => `eni-${context.random.text("hex", 17, subnet)}`),
      dnsEntries: (context) =>
        isInterface(context)
          ? [
              {
                dnsName: `${context.id}-${context.random.text("lower", 8, "dns")}.${context.text("serviceName").split(".").slice(3).join(".")}.${context.text("region")}.vpce.amazonaws.com`,
                hostedZoneId: "Z7HUB22UULQXV",
              },
            ]
          : [],
    },
    replaceOnChange: ["vpcId", "serviceName", "vpcEndpointType"],
  }),
  "aws:ec2/flowLog:FlowLog": ec2("fl", "vpc-flow-log", {
    outputs: { logFormat: "${version} ${account-id} ${interface-id} ${action} ${log-status}" },
    updateInPlace: ["tags"],
  }),
  "aws:ec2/managedPrefixList:ManagedPrefixList": ec2("pl", "prefix-list", {
    derived: { version: (context) => Number(context.previous?.version ?? 0) + 1 },
  }),
  "aws:ec2/instance:Instance": ec2("i", "instance", {
    outputs: {
      instanceState: "running",
      privateIp: "10.0.0.20",
      privateDns: "ip-10-0-0-20.{region}.compute.internal",
      primaryNetworkInterfaceId: "eni-{hex17}",
      availabilityZone: "{region}a",
    },
    replaceOnChange: ["ami", "subnetId", "availabilityZone", "keyName"],
  }),
  "aws:ec2/launchTemplate:LaunchTemplate": ec2("lt", "launch-template", {
    derived: {
      latestVersion: (context) => Number(context.previous?.latestVersion ?? 0) + 1,
      defaultVersion: (context) =>
        context.inputs.updateDefaultVersion === true
          ? context.property("latestVersion")
          : Number(context.previous?.defaultVersion ?? 1),
    },
  }),
  "aws:ec2/keyPair:KeyPair": {
    id: "{keyName}",
    outputs: { arn: `${EC2}:key-pair/{keyName}`, keyPairId: "key-{hex17}" },
  },
  "aws:ebs/volume:Volume": ec2("vol", "volume", { replaceOnChange: ["availabilityZone"] }),
  "aws:lb/loadBalancer:LoadBalancer": {
    id: "{arn}",
    // Only those of a Network Load Balancer replace it, and not always.
    keepOnChange: ["securityGroups", "subnets"],
    outputs: {
      arn: (context) =>
        `${elb(context.text("region"), context.constants)}:loadbalancer/${kindOf(context.text("loadBalancerType"))}/${context.text("name")}/${context.random.text("hex", 16, "arn")}`,
      arnSuffix: (context) => context.text("arn").split(":loadbalancer/")[1] ?? "",
      dnsName: (context) =>
        `${context.property("internal") === true ? "internal-" : ""}${context.text("name")}-${context.random.text("digits", 9, "dns")}.${context.text("region")}.elb.amazonaws.com`,
      zoneId: "Z32O12XQLNTSW2",
      loadBalancerType: "application",
      ipAddressType: "ipv4",
      internal: false,
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "",
    },
    replaceOnChange: ["internal", "loadBalancerType"],
  },
  "aws:lb/targetGroup:TargetGroup": {
    id: "{arn}",
    outputs: {
      arn: "arn:{partition}:elasticloadbalancing:{region}:{account}:targetgroup/{name}/{hex16}",
      arnSuffix: (context) => context.text("arn").split(":").pop() ?? "",
      protocolVersion: "HTTP1",
      ipAddressType: "ipv4",
      loadBalancingAlgorithmType: "round_robin",
      targetType: "instance",
    },
    replaceOnChange: ["port", "protocol", "protocolVersion", "vpcId", "targetType"],
  },
  "aws:lb/listener:Listener": {
    id: "{arn}",
    outputs: {
      arn: (context) =>
        `${context.text("loadBalancerArn").replace(":loadbalancer/", ":listener/")}/${context.random.text("hex", 16, "arn")}`,
    },
    replaceOnChange: ["loadBalancerArn"],
  },
  "aws:lb/listenerRule:ListenerRule": {
    id: "{arn}",
    outputs: {
      arn: (context) =>
        `${context.text("listenerArn").replace(":listener/", ":listener-rule/")}/${context.random.text("hex", 16, "arn")}`,
    },
    replaceOnChange: ["listenerArn"],
  },
  "aws:lb/targetGroupAttachment:TargetGroupAttachment": {
    id: "{targetGroupArn}-{digits18}",
    updateInPlace: [],
  },
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": {
    id: "ns-{lower16}",
    outputs: {
      arn: "arn:{partition}:servicediscovery:{region}:{account}:namespace/{id}",
      hostedZone: "Z{upper20}",
    },
    replaceOnChange: ["name", "vpc"],
  },
  "aws:servicediscovery/httpNamespace:HttpNamespace": {
    id: "ns-{lower16}",
    outputs: {
      arn: "arn:{partition}:servicediscovery:{region}:{account}:namespace/{id}",
      httpName: "{name}",
    },
  },
  "aws:servicediscovery/service:Service": {
    id: "srv-{lower16}",
    outputs: { arn: "arn:{partition}:servicediscovery:{region}:{account}:service/{id}" },
  },
};

function hasIpv6(context: ResourceContext): boolean {
  return context.inputs.assignGeneratedIpv6CidrBlock === true;
}

/** A /56 of the range that AWS uses in Ireland. */
function ipv6Range({ random }: ResourceContext): string {
  const group = random.text("hex", 3, "ipv6 range");
  return `2a05:d018:${parseInt(group, 16).toString(16)}:${random.number(16, 255, "ipv6 subnet").toString(16)}00::/56`;
}

function isInterface(context: ResourceContext): boolean {
  return context.text("vpcEndpointType") === "Interface";
}

function endpointSubnets(context: ResourceContext): string[] {
  const { subnetIds } = context.inputs;
  return isInterface(context) && Array.isArray(subnetIds) ? subnetIds.map(textOf) : [];
}

function securityGroupRule(): TypeRule {
  return {
    id: "sgr-{hex17}",
    outputs: {
      arn: `${EC2}:security-group-rule/{id}`,
      securityGroupRuleId: "{id}",
    },
    replaceOnChange: ["securityGroupId"],
  };
}

function elb(region: string, constants: Readonly<Record<string, string>>): string {
  return `arn:${constants.partition ?? "aws"}:elasticloadbalancing:${region}:${constants.account ?? ""}`;
}

/** How a load balancer's ARN abbreviates its type. */
function kindOf(type: string): string {
  return { network: "net", gateway: "gwy" }[type] ?? "app";
}
