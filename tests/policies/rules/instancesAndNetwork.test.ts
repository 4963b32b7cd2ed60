import type * as autoscaling from "@pulumi/aws/autoscaling";
import type * as ec2 from "@pulumi/aws/ec2";
import type * as ecr from "@pulumi/aws/ecr";
import type * as vpc from "@pulumi/aws/vpc";
import {
  asgElbHealthCheck,
  asgMultiAzLaunchTemplate,
  ec2EbsEncrypted,
  ec2Imdsv2,
  ec2NoPublicIp,
  ecrLifecyclePolicy,
  ecrPolicyNotPublic,
  naclNoPublicAdmin,
  sgDescriptions,
  sgNoInlineAndStandaloneRules,
  subnetNoAutoPublicIp,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const template = resource<ec2.LaunchTemplateArgs>(
  "aws:ec2/launchTemplate:LaunchTemplate",
  "nodes",
  {
    metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
    networkInterfaces: [{ associatePublicIpAddress: "false" }],
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true" } }],
    userData: Buffer.from("#!/bin/bash\necho ECS_CLUSTER=shop").toString("base64"),
  },
);

describeRule(ec2Imdsv2, {
  valid: [template],
  passes: {
    "two hops, for containers": { set: { "metadataOptions.httpPutResponseHopLimit": 2 } },
    "no metadata at all": { set: { metadataOptions: { httpEndpoint: "disabled" } } },
  },
  fails: {
    "the default": {
      set: { metadataOptions: undefined },
      says: "metadataOptions.httpTokens is not set",
    },
    "optional tokens": {
      set: { "metadataOptions.httpTokens": "optional" },
      says: 'metadataOptions.httpTokens is "optional"',
    },
    "far too many hops": {
      set: { "metadataOptions.httpPutResponseHopLimit": 64 },
      says: "metadataOptions.httpPutResponseHopLimit is 64",
    },
  },
  silent: { "the tokens": unknown("metadataOptions.httpTokens") },
});

describeRule(ec2NoPublicIp, {
  valid: [template],
  fails: {
    "a public interface": {
      set: { "networkInterfaces[0].associatePublicIpAddress": true },
      says: "networkInterfaces[0].associatePublicIpAddress is true",
    },
    "a public instance": {
      add: [
        {
          type: "aws:ec2/instance:Instance",
          name: "bastion",
          props: { associatePublicIpAddress: true },
        },
      ],
      at: "bastion",
      says: "associatePublicIpAddress is true",
    },
  },
  silent: { "the interfaces": unknown("networkInterfaces") },
});

describeRule(ec2EbsEncrypted, {
  valid: [template],
  passes: {
    "a volume that is taken away": {
      set: { blockDeviceMappings: [{ deviceName: "/dev/xvdb", noDevice: "" }] },
    },
  },
  fails: {
    "the default": {
      set: { "blockDeviceMappings[0].ebs": { volumeSize: 30 } },
      says: "blockDeviceMappings[0].ebs.encrypted is not set",
    },
    "an instance's plain root": {
      add: [
        {
          type: "aws:ec2/instance:Instance",
          name: "bastion",
          props: { rootBlockDevice: { encrypted: false } },
        },
      ],
      at: "bastion",
      says: "rootBlockDevice.encrypted is false",
    },
    "a plain volume": {
      add: [
        { type: "aws:ebs/volume:Volume", name: "data", props: { availabilityZone: "eu-west-1a" } },
      ],
      at: "data",
      says: "encrypted is not set",
    },
  },
  silent: { "the encryption": unknown("blockDeviceMappings[0].ebs.encrypted") },
});

const group = resource<autoscaling.GroupArgs>("aws:autoscaling/group:Group", "nodes", {
  minSize: 0,
  maxSize: 4,
  vpcZoneIdentifiers: ["subnet-1", "subnet-2"],
  launchTemplate: { id: UNKNOWN },
});
const attachment = resource(
  "aws:autoscaling/attachment:Attachment",
  "attachment",
  { autoscalingGroupName: UNKNOWN, lbTargetGroupArn: UNKNOWN },
  { dependsOn: { autoscalingGroupName: ["nodes"] } },
);

describeRule(asgElbHealthCheck, {
  valid: [group],
  passes: {
    "the load balancer's check": {
      set: { targetGroupArns: ["arn"], healthCheckType: "ELB" },
    },
    "both checks": { set: { targetGroupArns: ["arn"], healthCheckType: "EC2,ELB" } },
  },
  fails: {
    "the default behind a load balancer": {
      set: { targetGroupArns: ["arn"] },
      says: "healthCheckType is not set",
    },
    "the instance's check, attached as a traffic source": {
      set: { healthCheckType: "EC2" },
      add: [
        resource(
          "aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment",
          "nodes-source",
          { autoscalingGroupName: UNKNOWN, trafficSource: { identifier: "arn", type: "elbv2" } },
          { dependsOn: { autoscalingGroupName: ["nodes"] } },
        ),
      ],
      says: 'healthCheckType is "EC2"',
    },
    "the instance's check, attached elsewhere": {
      set: { healthCheckType: "EC2" },
      add: [attachment],
      says: 'healthCheckType is "EC2"',
    },
  },
  silent: {
    "which group a load balancer is attached to": {
      set: { healthCheckType: "EC2" },
      add: [{ ...attachment, dependsOn: { autoscalingGroupName: [] } }],
    },
    "the type": {
      set: { targetGroupArns: ["arn"], healthCheckType: UNKNOWN },
      dependsOn: { healthCheckType: [] },
    },
  },
});

describeRule(asgMultiAzLaunchTemplate, {
  valid: [group],
  passes: {
    "zones by name": {
      set: { vpcZoneIdentifiers: undefined, availabilityZones: ["a", "b"] },
    },
  },
  fails: {
    "one zone": {
      set: { vpcZoneIdentifiers: ["subnet-1"] },
      says: "vpcZoneIdentifiers has 1 entries",
    },
    "one zone twice": {
      set: { vpcZoneIdentifiers: undefined, availabilityZones: ["a", "a"] },
      says: "availabilityZones has 1 entries",
    },
    "a launch configuration": {
      set: { launchConfiguration: "old", launchTemplate: undefined },
      says: "launchConfiguration is set",
    },
  },
  silent: { "the zones": unknown("vpcZoneIdentifiers") },
});

const subnet = resource<ec2.SubnetArgs>("aws:ec2/subnet:Subnet", "public", { vpcId: UNKNOWN });

describeRule(subnetNoAutoPublicIp, {
  valid: [subnet],
  fails: {
    "public addresses": {
      set: { mapPublicIpOnLaunch: true },
      says: "mapPublicIpOnLaunch is true",
    },
  },
  silent: { "the setting": unknown("mapPublicIpOnLaunch") },
});

const securityGroup = resource<ec2.SecurityGroupArgs>(
  "aws:ec2/securityGroup:SecurityGroup",
  "tasks",
  { description: "Tasks of the orders service" },
);
const ingress = resource<vpc.SecurityGroupIngressRuleArgs>(
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "from-api",
  { securityGroupId: UNKNOWN, ipProtocol: "tcp", description: "Load balancer to orders" },
  { dependsOn: { securityGroupId: ["tasks"] } },
);

describeRule(sgDescriptions, {
  valid: [securityGroup, ingress],
  fails: {
    "a silent group": { set: { description: undefined }, says: "description says nothing" },
    "the provider's words": {
      set: { description: "Managed by Pulumi" },
      says: "description says nothing",
    },
    "a silent rule": {
      on: "from-api",
      set: { description: undefined },
      at: "from-api",
      says: "description says nothing",
    },
    "a silent inline rule": {
      set: { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443 }] },
      says: "ingress[0].description says nothing",
    },
  },
  silent: { "the description": unknown("description") },
});

describeRule(sgNoInlineAndStandaloneRules, {
  valid: [securityGroup, ingress],
  passes: {
    "inline rules only": {
      set: { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443 }] },
      drop: ["from-api"],
    },
  },
  fails: {
    both: {
      set: { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443 }] },
      says: "ingress is set inline and 1 standalone rules name it",
    },
  },
  silent: {
    "the group of a rule": {
      on: "from-api",
      set: {},
      dependsOn: {},
      add: [
        {
          type: "aws:ec2/securityGroup:SecurityGroup",
          name: "other",
          props: { description: "d", ingress: [{ protocol: "tcp", fromPort: 1, toPort: 1 }] },
        },
      ],
    },
  },
});

const acl = resource<ec2.NetworkAclArgs>("aws:ec2/networkAcl:NetworkAcl", "edge", {
  vpcId: UNKNOWN,
  ingress: [
    {
      ruleNo: 100,
      action: "allow",
      protocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrBlock: "0.0.0.0/0",
    },
  ],
});
const aclRule = {
  type: "aws:ec2/networkAclRule:NetworkAclRule",
  name: "rule",
  props: {
    networkAclId: UNKNOWN,
    ruleNumber: 100,
    ruleAction: "allow",
    protocol: "-1",
    cidrBlock: "0.0.0.0/0",
    egress: false,
  },
};

describeRule(naclNoPublicAdmin, {
  valid: [acl],
  passes: {
    "SSH from one network": {
      set: {
        "ingress[0].fromPort": 22,
        "ingress[0].toPort": 22,
        "ingress[0].cidrBlock": "10.0.0.0/8",
      },
    },
    "SSH that is denied": {
      set: { "ingress[0].fromPort": 22, "ingress[0].toPort": 22, "ingress[0].action": "deny" },
    },
    "everything going out": { add: [{ ...aclRule, props: { ...aclRule.props, egress: true } }] },
  },
  fails: {
    "SSH from anywhere": {
      set: { "ingress[0].fromPort": 22, "ingress[0].toPort": 22 },
      says: "ingress[0] opens port 22 to every address",
    },
    "RDP over UDP from anywhere": {
      set: { "ingress[0].fromPort": 3389, "ingress[0].toPort": 3389, "ingress[0].protocol": "udp" },
      says: "ingress[0] opens port 3389 to every address",
    },
    "SSH and RDP by a rule of its own": {
      add: [aclRule],
      at: "rule",
      says: "the rule opens port 22, 3389 to every address",
    },
  },
  silent: { "the entries": unknown("ingress") },
});

const repository = resource<ecr.RepositoryArgs>("aws:ecr/repository:Repository", "orders", {});
const lifecycle = resource(
  "aws:ecr/lifecyclePolicy:LifecyclePolicy",
  "lifecycle",
  { repository: UNKNOWN, policy: "{}" },
  { dependsOn: { repository: ["orders"] } },
);

describeRule(ecrLifecyclePolicy, {
  valid: [repository, lifecycle],
  fails: {
    "no policy": { drop: ["lifecycle"], says: "no LifecyclePolicy in the stack names" },
  },
  silent: { "the repository of a policy": { on: "lifecycle", set: {}, dependsOn: {} } },
});

function pulledBy(principal: unknown, condition?: object): string {
  const statement = { Effect: "Allow", Principal: principal, Action: "ecr:BatchGetImage" };
  return JSON.stringify({
    Statement: [condition === undefined ? statement : { ...statement, Condition: condition }],
  });
}

describeRule(ecrPolicyNotPublic, {
  valid: [
    resource("aws:ecr/repositoryPolicy:RepositoryPolicy", "pull", {
      repository: "orders",
      policy: pulledBy({ AWS: "arn:aws:iam::111122223333:root" }),
    }),
  ],
  passes: {
    "an organisation": {
      set: { policy: pulledBy("*", { StringEquals: { "aws:PrincipalOrgID": "o-1" } }) },
    },
  },
  fails: {
    everyone: { set: { policy: pulledBy("*") }, says: "policy.Statement[0] allows everyone" },
  },
  silent: { "the policy": unknown("policy") },
});
