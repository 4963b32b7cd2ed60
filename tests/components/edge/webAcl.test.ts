import assert from "node:assert/strict";
import { WebAcl, type WebAclArgs } from "../../../components/edge/webAcl";
import { logSettings } from "../../helpers/components";
import { childrenOf, find, record } from "../../helpers/recordingMocks";

function create(more: Partial<WebAclArgs> = {}): WebAcl {
  return new WebAcl("firewall", {
    scope: "REGIONAL",
    logName: "shop-test",
    logs: logSettings(),
    ...more,
  });
}

function visibility(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}

const managedGroups = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesSQLiRuleSet",
];

describe("WebAcl", () => {
  it("limits each address, applies AWS's groups in their blocking mode and logs without credentials", async () => {
    const { registrations } = await record(() => create());
    assert.deepEqual(childrenOf(registrations, "edge:WebAcl", "firewall"), {
      "aws:wafv2:WebAcl firewall-acl": {
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        rules: [
          {
            name: "rate-per-address",
            priority: 0,
            action: { block: { customResponse: { responseCode: 429 } } },
            statement: { rateBasedStatement: { limit: 2000, aggregateKeyType: "IP" } },
            visibilityConfig: visibility("rate-per-address"),
          },
          ...managedGroups.map((name, index) => ({
            name,
            priority: index + 1,
            overrideAction: { none: {} },
            statement: { managedRuleGroupStatement: { vendorName: "AWS", name } },
            visibilityConfig: visibility(name),
          })),
        ],
        visibilityConfig: visibility("web-acl"),
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

  it("lives with its log in us-east-1 when it protects CloudFront", async () => {
    const { registrations } = await record(() => create({ scope: "CLOUDFRONT" }));
    const children = childrenOf(registrations, "edge:WebAcl", "firewall");
    assert.deepEqual(
      Object.values(children).map((inputs) => inputs["region"]),
      ["us-east-1", "us-east-1", "us-east-1"],
    );
  });

  it("blocks above the rate that it is given", async () => {
    const { registrations } = await record(() => create({ requestsPerFiveMinutes: 300 }));
    const rules = find(registrations, "aws:wafv2/webAcl:WebAcl").inputs["rules"];
    const [rate] = rules as { statement: unknown }[];
    assert.deepEqual(rate?.statement, {
      rateBasedStatement: { limit: 300, aggregateKeyType: "IP" },
    });
  });
});
