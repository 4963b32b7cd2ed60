/** Firewalls and logs. */
import type { CaughtCut } from "./caughtCut";

export const network: readonly CaughtCut[] = [
  {
    title: "SSH is open to the world",
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    name: "api-from-cloudfront",
    set: { prefixListId: undefined, cidrIpv4: "0.0.0.0/0", fromPort: 22, toPort: 22 },
    caughtBy: ["sg-no-public-admin-ports", "sg-no-public-all-ports"],
  },
  {
    title: "every port is open to the world",
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    name: "api-from-cloudfront",
    set: {
      prefixListId: undefined,
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "-1",
      fromPort: undefined,
      toPort: undefined,
    },
    caughtBy: ["sg-no-public-admin-ports", "sg-no-public-all-ports"],
  },
  {
    title: "the default security group lets its members talk",
    type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    set: { ingress: [{ protocol: "-1", self: true, fromPort: 0, toPort: 0 }] },
    caughtBy: ["vpc-default-sg-closed"],
    at: "network-vpc",
  },
  {
    title: "the default security group is left as AWS creates it",
    type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    caughtBy: ["vpc-default-sg-closed"],
    at: "network-vpc",
  },
  {
    title: "the network keeps no flow log",
    type: "aws:ec2/flowLog:FlowLog",
    caughtBy: ["vpc-flow-logs"],
    at: "network-vpc",
  },
  {
    title: "a log group keeps its logs forever",
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "catalog-logs",
    set: { retentionInDays: undefined },
    caughtBy: ["log-group-retention"],
  },
  {
    title: "a firewall says nothing of itself",
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "api-security-group",
    set: { description: undefined },
    caughtBy: ["sg-descriptions"],
  },
  {
    title: "a firewall has rules in two places, which undo each other",
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "api-security-group",
    set: { ingress: [{ description: "HTTPS", protocol: "tcp", fromPort: 443, toPort: 443 }] },
    caughtBy: ["sg-no-inline-and-standalone-rules"],
  },
  {
    title: "what goes to S3 is paid for by the gigabyte",
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    name: "network-s3-endpoint",
    caughtBy: ["vpc-gateway-endpoints"],
    at: "network-vpc",
  },
  {
    title: "a subnet hands out public addresses",
    type: "aws:ec2/subnet:Subnet",
    name: "network-vpc-public-1",
    set: { mapPublicIpOnLaunch: true },
    caughtBy: ["subnet-no-auto-public-ip"],
  },
  {
    title: "an alarm that takes releases back is off",
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name: "catalog-release-5xx-production",
    set: { actionsEnabled: false },
    caughtBy: ["alarm-has-actions"],
  },
];
