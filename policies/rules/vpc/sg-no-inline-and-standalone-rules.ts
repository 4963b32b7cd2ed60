import { STANDALONE_RULES } from "../../aws/ingress";
import { SECURITY_GROUP } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

/** Every update would undo the other's rules. */
export default defineStackRule({
  id: "sg-no-inline-and-standalone-rules",
  title: "Inline and standalone security group rules are not mixed",
  service: "vpc",
  severity: "high",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: {},
  types: SECURITY_GROUP,
  relatedTypes: STANDALONE_RULES,
  fix: "Move the inline ingress and egress into SecurityGroupIngressRule and SecurityGroupEgressRule resources.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  example: `
import { ec2, vpc } from "@pulumi/aws";

new ec2.SecurityGroup("service", { ...settings, ingress: undefined, egress: undefined });
new vpc.SecurityGroupIngressRule("from-load-balancer", {
  securityGroupId: serviceGroup.id,
  referencedSecurityGroupId: loadBalancerGroup.id,
  ipProtocol: "tcp",
  fromPort: 8080,
  toPort: 8080,
  description: "Requests from the load balancer",
});`,
  check({ resource, props, stack, report }) {
    const inline = ["ingress", "egress"].filter((way) => !props.at(way).isMissing);
    if (inline.length === 0) return;
    const rules = stack.referrers(resource, STANDALONE_RULES, "securityGroupId");
    if (rules !== undefined && rules.length > 0) {
      report(`${inline.join(" and ")} is set inline and ${rules.length} standalone rules name it`);
    }
  },
});
