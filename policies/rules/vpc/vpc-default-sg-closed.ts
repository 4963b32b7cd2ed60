import { STANDALONE_RULES } from "../../aws/ingress";
import { DEFAULT_SECURITY_GROUP, VPC } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

/**
 * Rules that are resources of their own open the group as well, and are found too.
 */
export default defineStackRule({
  id: "vpc-default-sg-closed",
  title: "Default security group has no rules",
  service: "vpc",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["EC2.2"],
    cis: ["v5.0.0-5.5", "v6.0.0-6.5"],
    checkov: ["CKV2_AWS_12"],
    prowler: ["ec2_securitygroup_default_restrict_traffic"],
  },
  types: VPC,
  relatedTypes: [...DEFAULT_SECURITY_GROUP, ...STANDALONE_RULES],
  fix: "Add a DefaultSecurityGroup whose vpcId is this VPC, without ingress and egress.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
  example: `
import { ec2 } from "@pulumi/aws";

new ec2.DefaultSecurityGroup("closed", { vpcId: network.id });`,
  check({ resource, stack, report }) {
    const groups = stack.referrers(resource, DEFAULT_SECURITY_GROUP, "vpcId");
    if (groups?.length === 0) {
      report("no DefaultSecurityGroup in the stack names this VPC, so its default group is open");
    }
    for (const group of groups ?? []) {
      for (const direction of ["ingress", "egress"]) {
        const count = group.props.at(direction).items().length;
        if (count > 0)
          report(`${direction} of its default group "${group.name}" has ${count} rule(s)`);
      }
      const added = stack.referrers(group, STANDALONE_RULES, "securityGroupId") ?? [];
      for (const { name } of added)
        report(`rule "${name}" opens its default group "${group.name}"`);
    }
  },
});
