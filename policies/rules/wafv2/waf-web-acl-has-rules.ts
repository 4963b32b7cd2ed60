import { WEB_ACL } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "waf-web-acl-has-rules",
  title: "WAF web ACL has at least one rule",
  service: "wafv2",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: { fsbp: ["WAF.10"], checkov: ["CKV_AWS_175"], prowler: ["wafv2_webacl_with_rules"] },
  types: WEB_ACL,
  fix: "Add rules, first of all AWS's managed groups.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html",
  example: `
import { wafv2 } from "@pulumi/aws";

new wafv2.WebAcl("shop", {
  ...settings,
  rules: [
    {
      name: "baseline",
      priority: 0,
      overrideAction: { none: {} },
      statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" } },
      visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "baseline", sampledRequestsEnabled: true },
    },
  ],
});`,
  check({ props, report }) {
    const isEmpty = props.at("rules").isMissing && props.at("ruleJson").isMissing;
    if (isEmpty) report("it has no rules, so it lets everything through");
  },
});
