import type * as ec2 from "@pulumi/aws/ec2";
import type * as vpcs from "@pulumi/aws/vpc";
import {
  sgNoPublicAdminPorts,
  sgNoPublicAllPorts,
  vpcDefaultSgClosed,
  vpcFlowLogs,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import type { Fixture } from "../helpers/engine";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const vpc = resource<ec2.VpcArgs>("aws:ec2/vpc:Vpc", "network", { cidrBlock: "10.0.0.0/16" });
const flowLog = resource<ec2.FlowLogArgs>(
  "aws:ec2/flowLog:FlowLog",
  "network-flows",
  { vpcId: UNKNOWN, trafficType: "ALL" },
  { dependsOn: { vpcId: ["network"] } },
);

describeRule(vpcFlowLogs, {
  valid: [vpc, flowLog],
  passes: { "rejected traffic": { on: "network-flows", set: { trafficType: "REJECT" } } },
  fails: {
    "no flow log": { drop: ["network-flows"], says: "no FlowLog in the stack names this VPC" },
    "accepted traffic alone": {
      on: "network-flows",
      set: { trafficType: "ACCEPT" },
      says: 'trafficType is "ACCEPT" in its FlowLog',
    },
    "a flow log of a subnet": {
      on: "network-flows",
      set: { vpcId: undefined, subnetId: "subnet-1" },
      dependsOn: {},
      says: "no FlowLog in the stack names this VPC",
    },
  },
  silent: {
    "which VPC is logged": { on: "network-flows", set: { vpcId: UNKNOWN }, dependsOn: {} },
    "the kind of traffic": {
      on: "network-flows",
      ...unknown("trafficType", { vpcId: ["network"], trafficType: ["network"] }),
    },
  },
});

const defaultGroup = resource<ec2.DefaultSecurityGroupArgs>(
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "network-default",
  { vpcId: UNKNOWN },
  { dependsOn: { vpcId: ["network"] } },
);
const anyRule = { protocol: "-1", fromPort: 0, toPort: 0, self: true };

describeRule(vpcDefaultSgClosed, {
  valid: [vpc, defaultGroup],
  passes: {
    "empty lists, and a VPC by its id": {
      on: "network-default",
      set: { ingress: [], egress: [], vpcId: "vpc-1" },
      dependsOn: {},
      drop: ["network"],
      add: [{ ...vpc, props: { id: "vpc-1" } }],
    },
  },
  fails: {
    "a default group that is left as it is": {
      drop: ["network-default"],
      says: "no DefaultSecurityGroup in the stack names this VPC",
    },
    "a rule in": {
      on: "network-default",
      set: { ingress: [anyRule] },
      at: "network",
      says: 'ingress of its default group "network-default" has 1 rule(s)',
    },
    "a rule out": {
      on: "network-default",
      set: { egress: [anyRule] },
      at: "network",
      says: 'egress of its default group "network-default" has 1 rule(s)',
    },
    "a rule that is a resource of its own": {
      add: [
        {
          type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
          name: "added",
          props: { securityGroupId: UNKNOWN },
          dependsOn: { securityGroupId: ["network-default"] },
        },
      ],
      says: 'rule "added" opens its default group "network-default"',
    },
  },
  silent: {
    "which VPC the group is of": { on: "network-default", set: { vpcId: UNKNOWN }, dependsOn: {} },
    "the rules": {
      on: "network-default",
      ...unknown("ingress", { vpcId: ["network"], ingress: ["network"] }),
    },
  },
});

const group = resource<ec2.SecurityGroupArgs>("aws:ec2/securityGroup:SecurityGroup", "web", {
  ingress: [
    { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] },
    { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/16"] },
  ],
});
const rule = resource<vpcs.SecurityGroupIngressRuleArgs>(
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "web-https",
  { securityGroupId: UNKNOWN, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv6: "::/0" },
);
const legacyRule: Fixture = resource<ec2.SecurityGroupRuleArgs>(
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "out",
  {
    type: "egress",
    securityGroupId: UNKNOWN,
    protocol: "-1",
    fromPort: 0,
    toPort: 0,
    cidrBlocks: ["0.0.0.0/0"],
  },
);
const valid = [group, rule, legacyRule];

describeRule(sgNoPublicAdminPorts, {
  valid,
  passes: {
    "ICMP, which has no ports": {
      on: "web-https",
      set: { ipProtocol: "icmpv6", fromPort: 22, toPort: 22 },
    },
    "a port that the configuration does not count": {
      on: "web-https",
      set: { fromPort: 22, toPort: 22 },
      config: { ports: [3389] },
    },
  },
  fails: {
    "SSH in a group": {
      set: { "ingress[1].cidrBlocks": ["10.0.0.0/16", "0.0.0.0/0"] },
      says: "ingress[1] opens port 22 to 0.0.0.0/0, which includes 22",
    },
    "databases within a range, over IPv6": {
      set: {
        "ingress[0]": { protocol: "tcp", fromPort: 3000, toPort: 3500, ipv6CidrBlocks: ["::/0"] },
      },
      says: "ingress[0] opens ports 3000 to 3500 to ::/0, which includes 3000, 3306, 3389",
    },
    "every protocol": {
      on: "web-https",
      set: { ipProtocol: "-1", fromPort: undefined, toPort: undefined },
      at: "web-https",
      says: "the rule opens every port to ::/0",
    },
    "a rule of the older type": {
      on: "out",
      set: { type: "ingress", protocol: "tcp", fromPort: 5432, toPort: 5432 },
      at: "out",
      says: "the rule opens port 5432 to 0.0.0.0/0",
    },
  },
  silent: {
    "the rules": unknown("ingress"),
    "a port": { on: "web-https", ...unknown("toPort") },
    "the source": { on: "web-https", ...unknown("cidrIpv6") },
    "the protocol": { on: "web-https", ...unknown("ipProtocol") },
  },
});

describeRule(sgNoPublicAllPorts, {
  valid,
  passes: {
    "a port that the configuration authorises": {
      on: "web-https",
      set: { fromPort: 8443, toPort: 8443 },
      config: { authorisedPorts: [443, 8443] },
    },
  },
  fails: {
    "every port of TCP": {
      set: { "ingress[0].fromPort": 0, "ingress[0].toPort": 65535 },
      says: "ingress[0] opens every port to 0.0.0.0/0",
    },
    "every protocol": {
      on: "web-https",
      set: { ipProtocol: "-1" },
      at: "web-https",
      says: "the rule opens every port to ::/0",
    },
    "a port that is not authorised": {
      on: "web-https",
      set: { fromPort: 8443, toPort: 8443 },
      at: "web-https",
      says: "the rule opens port 8443 to ::/0",
    },
    "a range from one authorised port to another": {
      set: { "ingress[0].fromPort": 80 },
      says: "ingress[0] opens ports 80 to 443 to 0.0.0.0/0",
    },
  },
  silent: {
    "the rules": unknown("ingress"),
    "a port": { on: "web-https", ...unknown("fromPort") },
  },
});
