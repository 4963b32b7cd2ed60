import { TARGET_GROUP } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "lb-target-group-health-check",
  title: "Target groups ask for a page of their own",
  service: "elbv2",
  severity: "medium",
  pillar: "reliability",
  enforcement: "mandatory",
  controls: { checkov: ["CKV_AWS_261"] },
  types: TARGET_GROUP,
  fix: "Set healthCheck.path to a path that answers 200 when the target can work.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
  example: `
import { lb } from "@pulumi/aws";

new lb.TargetGroup("orders", {
  ...settings,
  healthCheck: { path: "/health", matcher: "200" },
});`,
  check({ props, report }) {
    if (!props.at("protocol").is("HTTP", "HTTPS")) return;
    const check = props.at("healthCheck");
    const enabled = check.at("enabled");
    const path = check.at("path");
    if (enabled.is(false)) report(found(enabled));
    else if (path.isMissing) report(`${path.path} is not set`);
  },
});
