import { INGRESS_TYPES } from "../../aws/ingress";
import { groupsOf, includesPort, namesAddresses, openingsOf } from "../../aws/openings";
import { ECS_SERVICE, TARGET_GROUP } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

/** A network load balancer may pass the client's address on, and then its targets must let it in. */
const HTTP = ["HTTP", "HTTPS"] as const;

export default defineStackRule({
  id: "alb-internal-only-targets",
  title: "Tasks take traffic from their load balancer only",
  service: "elbv2",
  severity: "high",
  pillar: "security",
  enforcement: "advisory",
  controls: {},
  types: ECS_SERVICE,
  relatedTypes: [...INGRESS_TYPES, ...TARGET_GROUP],
  fix: "Let the rule name the load balancer's security group in referencedSecurityGroupId, and no address range.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html",
  example: `
import { vpc } from "@pulumi/aws";

new vpc.SecurityGroupIngressRule("from-load-balancer", {
  securityGroupId: serviceGroup.id,
  referencedSecurityGroupId: loadBalancerGroup.id,
  ipProtocol: "tcp",
  fromPort: 8080,
  toPort: 8080,
  description: "Requests from the load balancer",
});`,
  check({ resource, props, stack, report }) {
    const targetGroups = stack.targets(resource, "loadBalancers.targetGroupArn", TARGET_GROUP);
    if (targetGroups === undefined) return;
    if (targetGroups.some((group) => !group.props.at("protocol").is(...HTTP))) return;
    const named = resource.references.at("networkConfiguration").at("securityGroups");
    const ports = props
      .at("loadBalancers")
      .items()
      .flatMap((target) => target.at("containerPort").number() ?? []);
    for (const group of groupsOf(stack, resource, "networkConfiguration", named)) {
      for (const opening of openingsOf(stack, group).filter(namesAddresses)) {
        const port = ports.find((each) => includesPort(opening, each));
        if (port === undefined) continue;
        const { holder, rule } = opening;
        const which = rule.path === "" ? `rule "${holder.name}"` : rule.path;
        report(`${which} of its security group "${group.name}" opens port ${port} to addresses`);
      }
    }
  },
});
