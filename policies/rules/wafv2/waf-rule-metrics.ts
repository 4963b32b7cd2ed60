import { WEB_ACL } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "waf-rule-metrics",
  title: "WAF counts what the ACL and every rule do",
  service: "wafv2",
  severity: "low",
  pillar: "operations",
  enforcement: "mandatory",
  controls: { fsbp: ["WAF.12"], prowler: ["wafv2_webacl_rule_logging_enabled"] },
  types: WEB_ACL,
  fix: "Set visibilityConfig.cloudwatchMetricsEnabled to true on the ACL and on every rule.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/monitoring-cloudwatch.html",
  example: `
import { wafv2 } from "@pulumi/aws";

new wafv2.WebAcl("shop", {
  ...settings,
  visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "shop", sampledRequestsEnabled: true },
  rules: [
    {
      ...baseline,
      visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "baseline", sampledRequestsEnabled: true },
    },
  ],
});`,
  remedy: [
    { path: "visibilityConfig?.cloudwatchMetricsEnabled", value: true },
    { path: "rules[].visibilityConfig?.cloudwatchMetricsEnabled", value: true },
  ],
  check({ props, report }) {
    const off = [props, ...props.at("rules").items()]
      .map((holder) => holder.at("visibilityConfig").at("cloudwatchMetricsEnabled"))
      .filter((setting) => setting.isNot(true));
    if (off.length > 0) report(off.map((setting) => found(setting)).join(" and "));
  },
});
