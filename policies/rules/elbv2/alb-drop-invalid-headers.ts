import { isApplicationLoadBalancer } from "../../aws/loadBalancer";
import { LOAD_BALANCER } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "alb-drop-invalid-headers",
  title: "ALB drops invalid header fields",
  service: "elbv2",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ELB.4"],
    checkov: ["CKV_AWS_131"],
    prowler: ["elbv2_alb_drop_invalid_header_fields_enabled"],
  },
  types: LOAD_BALANCER,
  fix: "Set dropInvalidHeaderFields to true.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
  example: `
import { lb } from "@pulumi/aws";

new lb.LoadBalancer("public", { ...settings, dropInvalidHeaderFields: true });`,
  remedy: [{ path: "dropInvalidHeaderFields", value: true }],
  check({ props, report }) {
    const drop = props.at("dropInvalidHeaderFields");
    if (isApplicationLoadBalancer(props) && drop.isNot(true)) report(found(drop));
  },
});
