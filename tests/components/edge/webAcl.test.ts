import assert from "node:assert/strict";
import { WebAcl, type EdgeWebAclArgs } from "../../../components/edge/webAcl";
import { logSettings, regionalWebAcl } from "../../helpers/components";
import { childrenOf, find, record } from "../../helpers/recordingMocks";

function edgeWebAcl(more: Partial<EdgeWebAclArgs> = {}): WebAcl {
  const args = { scope: "CLOUDFRONT", logName: "shop-test", logs: logSettings() } as const;
  return new WebAcl("firewall", { ...args, ...more });
}

function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}

function managedRule(name: string, priority: number) {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
    visibilityConfig: visibility(name),
  };
}

describe("WebAcl in front of a load balancer", () => {
  it("applies AWS's groups for contents in their blocking mode and logs without credentials", async () => {
    const { registrations } = await record(() => regionalWebAcl());
    assert.deepEqual(childrenOf(registrations, "edge:WebAcl", "firewall"), {
      "aws:wafv2:WebAcl firewall-acl": {
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        rules: [
          managedRule("AWSManagedRulesCommonRuleSet", 0),
          managedRule("AWSManagedRulesKnownBadInputsRuleSet", 1),
          managedRule("AWSManagedRulesSQLiRuleSet", 2),
        ],
        visibilityConfig: visibility("shop-test-firewall"),
      },
      "aws:cloudwatch:LogGroup firewall-logs": {
        name: "aws-waf-logs-shop-test-firewall",
        retentionInDays: 30,
        kmsKeyId: "arn:mock:logs-key",
      },
      "aws:wafv2:WebAclLoggingConfiguration firewall-logging": {
        resourceArn: "arn:mock:firewall-acl",
        logDestinationConfigs: ["arn:mock:firewall-logs"],
        redactedFields: [
          { singleHeader: { name: "authorization" } },
          { singleHeader: { name: "cookie" } },
        ],
      },
    });
  });
});

describe("WebAcl in front of CloudFront", () => {
  it("judges viewers by their address too, before it looks into their requests", async () => {
    const { registrations } = await record(() => edgeWebAcl());
    assert.deepEqual(find(registrations, "aws:wafv2/webAcl:WebAcl").inputs, {
      region: "us-east-1",
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      rules: [
        {
          name: "rate-per-address",
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: { rateBasedStatement: { limit: 2000, aggregateKeyType: "IP" } },
          visibilityConfig: visibility("rate-per-address"),
        },
        managedRule("AWSManagedRulesAmazonIpReputationList", 1),
        managedRule("AWSManagedRulesCommonRuleSet", 2),
        managedRule("AWSManagedRulesKnownBadInputsRuleSet", 3),
        managedRule("AWSManagedRulesSQLiRuleSet", 4),
      ],
      visibilityConfig: visibility("shop-test-firewall"),
    });
  });

  it("lives with its log in us-east-1", async () => {
    const { registrations } = await record(() => edgeWebAcl());
    const children = childrenOf(registrations, "edge:WebAcl", "firewall");
    assert.deepEqual(
      Object.values(children).map((inputs) => inputs["region"]),
      ["us-east-1", "us-east-1", "us-east-1"],
    );
  });

  it("blocks above the rate that it is given", async () => {
    const { registrations } = await record(() => edgeWebAcl({ requestsPerFiveMinutes: 300 }));
    const rules = find(registrations, "aws:wafv2/webAcl:WebAcl").inputs["rules"];
    const [rate] = rules as { statement: unknown }[];
    assert.deepEqual(rate?.statement, {
      rateBasedStatement: { limit: 300, aggregateKeyType: "IP" },
    });
  });
});
