import { distinctCount } from "../../aws/subnets";
import { LOAD_BALANCER } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "lb-multi-az",
  title: "Load balancer spans two or more subnets",
  service: "elbv2",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: { fsbp: ["ELB.13"], prowler: ["elbv2_is_in_multiple_az"] },
  types: LOAD_BALANCER,
  fix: "Name subnets of at least two availability zones in subnets.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
  example: `
import { lb } from "@pulumi/aws";

new lb.LoadBalancer("public", { ...settings, subnets: publicSubnetIds });`,
  check({ props, report }) {
    const subnets = props.at("subnets");
    const mappings = props.at("subnetMappings");
    const holder = subnets.isMissing ? mappings : subnets;
    if (holder.isUnknown) return;
    const named = subnets.isMissing
      ? mappings.items().map((mapping) => mapping.at("subnetId"))
      : subnets.items();
    const count = distinctCount(named);
    if (count < 2) report(`${holder.path} has ${count} entries`);
  },
});
