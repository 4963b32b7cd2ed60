import { exemptStacks, isExempt } from "../../aws/stacks";
import { LOAD_BALANCER } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "lb-deletion-protection",
  title: "Load balancer has deletion protection",
  service: "elbv2",
  severity: "medium",
  pillar: "reliability",
  enforcement: "advisory",
  controls: {
    fsbp: ["ELB.6"],
    checkov: ["CKV_AWS_150"],
    prowler: ["elbv2_deletion_protection"],
  },
  parameters: { exemptStacks },
  types: LOAD_BALANCER,
  fix: "Set enableDeletionProtection to true, or name a stack that may lose it in exemptStacks.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
  example: `
import { lb } from "@pulumi/aws";

new lb.LoadBalancer("public", { ...settings, enableDeletionProtection: true });`,
  remedy: [{ path: "enableDeletionProtection", value: true }],
  check({ resource, props, parameters, report }) {
    if (isExempt(resource, parameters.exemptStacks)) return;
    const protection = props.at("enableDeletionProtection");
    if (protection.isNot(true)) report(found(protection));
  },
});
