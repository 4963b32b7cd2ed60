import type * as wafv2 from "@pulumi/aws/wafv2";
import { wafLogging, wafManagedBaseline } from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const visibilityConfig = {
  cloudwatchMetricsEnabled: true,
  metricName: "edge",
  sampledRequestsEnabled: true,
};

function managed(name: string, priority: number) {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { name, vendorName: "AWS" } },
    visibilityConfig,
  };
}

const acl = resource<wafv2.WebAclArgs>("aws:wafv2/webAcl:WebAcl", "edge-acl", {
  scope: "CLOUDFRONT",
  defaultAction: { allow: {} },
  visibilityConfig,
  rules: [
    managed("AWSManagedRulesCommonRuleSet", 1),
    managed("AWSManagedRulesKnownBadInputsRuleSet", 2),
    {
      name: "rate",
      priority: 3,
      action: { block: {} },
      statement: { geoMatchStatement: { countryCodes: ["US"] } },
      visibilityConfig,
    },
  ],
});

const asJson = JSON.stringify([
  { Statement: { ManagedRuleGroupStatement: { Name: "AWSManagedRulesCommonRuleSet" } } },
  { Statement: { ManagedRuleGroupStatement: { Name: "AWSManagedRulesKnownBadInputsRuleSet" } } },
]);

describeRule(wafManagedBaseline, {
  valid: [acl],
  passes: {
    "the core group counting": { set: { "rules[0].overrideAction": { count: {} } } },
    "rules as JSON text": { set: { rules: undefined, ruleJson: asJson } },
  },
  fails: {
    "no core group": {
      set: { "rules[0].statement.managedRuleGroupStatement.name": "AWSManagedRulesLinuxRuleSet" },
      says: "rules do not include AWSManagedRulesCommonRuleSet",
    },
    "no known bad inputs": {
      set: { "rules[1].statement": { geoMatchStatement: { countryCodes: ["US"] } } },
      says: "rules do not include AWSManagedRulesKnownBadInputsRuleSet",
    },
    "known bad inputs that are only counted": {
      set: { "rules[1].overrideAction": { count: {} } },
      says: "rules[1] only counts matches of AWSManagedRulesKnownBadInputsRuleSet",
    },
    "JSON text without known bad inputs": {
      set: { rules: undefined, ruleJson: asJson.replace("BadInputs", "GoodInputs") },
      says: "rules do not include AWSManagedRulesKnownBadInputsRuleSet",
    },
  },
  silent: {
    "every rule": unknown("rules"),
    "one rule": unknown("rules[2]"),
    "a group's name": unknown("rules[0].statement.managedRuleGroupStatement.name"),
    "the JSON text": unknown("ruleJson"),
  },
});

const logging = resource<wafv2.WebAclLoggingConfigurationArgs>(
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
  "edge-acl-logs",
  { resourceArn: UNKNOWN, logDestinationConfigs: [UNKNOWN] },
  { dependsOn: { resourceArn: ["edge-acl"] } },
);

describeRule(wafLogging, {
  valid: [acl, logging],
  fails: {
    "a web ACL without logs": { drop: ["edge-acl-logs"], says: "no WebAclLoggingConfiguration" },
    "logs of another web ACL": {
      add: [{ ...acl, name: "other-acl" }],
      at: "other-acl",
      says: "no WebAclLoggingConfiguration",
    },
  },
  silent: {
    "which web ACL is logged": {
      on: "edge-acl-logs",
      set: { resourceArn: UNKNOWN },
      dependsOn: {},
    },
  },
});
