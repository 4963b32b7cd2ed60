import { WEB_ACL } from "../../aws/types";
import type { Property } from "../../framework/property";
import { defineResourceRule } from "../../framework/rule";

const CORE = "AWSManagedRulesCommonRuleSet";
const BAD_INPUTS = "AWSManagedRulesKnownBadInputsRuleSet";

interface ManagedGroup {
  readonly name: string;
  readonly path: string;
  readonly onlyCounts: boolean;
}

/** Undefined when the preview does not know every rule. */
function managedGroups(acl: Property): readonly ManagedGroup[] | undefined {
  const text = acl.at("ruleJson");
  const rules = text.isMissing ? acl.at("rules") : text.json();
  if (rules.isUnknown) return undefined;
  const groups = rules.items().map((rule) => {
    const [statement, group, name, override] = text.isMissing
      ? ["statement", "managedRuleGroupStatement", "name", "overrideAction"]
      : ["Statement", "ManagedRuleGroupStatement", "Name", "OverrideAction"];
    const nameOfGroup = rule.at(statement).at(group).at(name);
    const isCounted = rule
      .at(override)
      .entries()
      .some(([key]) => key.toLowerCase() === "count");
    return { property: nameOfGroup, path: rule.path, onlyCounts: isCounted };
  });
  if (groups.some(({ property }) => property.isUnknown)) return undefined;
  return groups.map(({ property, ...group }) => ({ ...group, name: property.text() ?? "" }));
}

export default defineResourceRule({
  id: "waf-managed-baseline",
  title: "WAF web ACL includes the AWS core and known-bad-inputs groups",
  service: "wafv2",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: { checkov: ["CKV_AWS_192", "CKV2_AWS_47", "CKV2_AWS_76"] },
  types: WEB_ACL,
  fix: "Add the AWS managed rule groups AWSManagedRulesCommonRuleSet and AWSManagedRulesKnownBadInputsRuleSet, the latter without overrideAction.count.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
  example: `
import { wafv2 } from "@pulumi/aws";

new wafv2.WebAcl("shop", {
  ...settings,
  rules: ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"].map((name, priority) => ({
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
    visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: name, sampledRequestsEnabled: true },
  })),
});`,
  check({ props, report }) {
    const groups = managedGroups(props);
    if (groups === undefined) return;
    for (const name of [CORE, BAD_INPUTS]) {
      if (!groups.some((group) => group.name === name)) report(`rules do not include ${name}`);
    }
    for (const { name, path, onlyCounts } of groups) {
      if (name === BAD_INPUTS && onlyCounts) report(`${path} only counts matches of ${name}`);
    }
  },
});
