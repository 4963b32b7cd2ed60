import { isApplicationLoadBalancer } from "../../aws/loadBalancer";
import { LOAD_BALANCER } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "alb-desync-mode",
  title: "ALB mitigates desynchronised requests",
  service: "elbv2",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ELB.12"],
    checkov: ["CKV_AWS_328"],
    prowler: ["elbv2_desync_mitigation_mode"],
  },
  types: LOAD_BALANCER,
  fix: 'Set desyncMitigationMode to "defensive" or "strictest".',
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
  example: `
import { lb } from "@pulumi/aws";

new lb.LoadBalancer("public", { ...settings, desyncMitigationMode: "defensive" });`,
  remedy: [{ path: "desyncMitigationMode", value: "defensive" }],
  check({ props, report }) {
    const mode = props.at("desyncMitigationMode");
    if (isApplicationLoadBalancer(props) && mode.is("monitor")) report(found(mode, ["monitor"]));
  },
});
