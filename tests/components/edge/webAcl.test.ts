import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  WebAcl,
  type EdgeWebAclArgs,
  type RegionalWebAclArgs,
} from "../../../components/edge/webAcl";
import { rulesOf as aclRules } from "../../../components/edge/webAcl/rules";
import { pathName } from "../../../components/internal/edgePaths";
import { logSettings, regionalWebAcl } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";
import { childrenOf, find, record, type Registration, valueOf } from "../../helpers/recordingMocks";

function edgeWebAcl(more: Partial<EdgeWebAclArgs> = {}): WebAcl {
  const args = { scope: "CLOUDFRONT", logName: "shop-test", logs: logSettings() } as const;
  return new WebAcl("firewall", { ...args, ...more });
}

function regional(more: Partial<RegionalWebAclArgs> = {}): WebAcl {
  const args = { scope: "REGIONAL", logName: "shop-test", logs: logSettings() } as const;
  return new WebAcl("firewall", { ...args, ...more });
}

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly action?: unknown;
  readonly statement: unknown;
}

function rulesOf(registrations: readonly Registration[]): Rule[] {
  return find(registrations, "aws:wafv2/webAcl:WebAcl").inputs["rules"] as Rule[];
}

/** Only blocked, counted and challenged requests stay in the log. */
const notableOnly = {
  defaultBehavior: "DROP",
  filters: [
    {
      behavior: "KEEP",
      requirement: "MEETS_ANY",
      conditions: [
        { actionCondition: { action: "BLOCK" } },
        { actionCondition: { action: "COUNT" } },
        { actionCondition: { action: "CAPTCHA" } },
        { actionCondition: { action: "CHALLENGE" } },
      ],
    },
  ],
};

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
        loggingFilter: notableOnly,
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
    const [rate] = rulesOf(registrations);
    assert.deepEqual(rate?.statement, {
      rateBasedStatement: { limit: 300, aggregateKeyType: "IP" },
    });
  });

  it("counts requests below a path apart, however the path is spelled", async () => {
    const pathRates = [{ path: "/api/login", requestsPerFiveMinutes: 50 }] as const;
    const { registrations } = await record(() => edgeWebAcl({ pathRates }));
    const rule = rulesOf(registrations).at(1);
    assert.equal(rule?.name, `rate-${pathName("/api/login")}`);
    assert.deepEqual(rule.action, { block: { customResponse: { responseCode: 429 } } });
    assert.deepEqual(rule.statement, {
      rateBasedStatement: {
        limit: 50,
        aggregateKeyType: "IP",
        scopeDownStatement: {
          byteMatchStatement: {
            fieldToMatch: { uriPath: {} },
            positionalConstraint: "STARTS_WITH",
            searchString: "/api/login",
            textTransformations: [
              { priority: 0, type: "URL_DECODE" },
              { priority: 1, type: "NORMALIZE_PATH" },
            ],
          },
        },
      },
    });
  });

  it("asks Bot Control last, when it is asked for", async () => {
    for (const [botControl, inspectionLevel] of [
      ["common", "COMMON"],
      ["targeted", "TARGETED"],
    ] as const) {
      const { registrations } = await record(() => edgeWebAcl({ botControl }));
      assert.deepEqual(rulesOf(registrations).at(-1)?.statement, {
        managedRuleGroupStatement: {
          vendorName: "AWS",
          name: "AWSManagedRulesBotControlRuleSet",
          managedRuleGroupConfigs: [{ awsManagedRulesBotControlRuleSet: { inspectionLevel } }],
        },
      });
    }
  });

  it("only counts what the named rules of a group match", async () => {
    const countedRules = { AWSManagedRulesCommonRuleSet: ["SizeRestrictions_BODY"] };
    const { registrations } = await record(() => edgeWebAcl({ countedRules }));
    const [common] = rulesOf(registrations).filter(({ name }) => name.includes("CommonRuleSet"));
    assert.deepEqual(common?.statement, {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name: "AWSManagedRulesCommonRuleSet",
        ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }],
      },
    });
  });

  it("logs every request when asked, and hides further headers", async () => {
    const { registrations } = await record(() =>
      edgeWebAcl({ logged: "all", redactedHeaders: ["X-Api-Key", "Cookie"] }),
    );
    const type = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
    const { inputs } = find(registrations, type);
    assert.equal(inputs["loggingFilter"], undefined);
    assert.deepEqual(
      inputs["redactedFields"],
      ["authorization", "cookie", "x-api-key"].map((name) => ({ singleHeader: { name } })),
    );
  });
});

describe("WebAcl in front of an API that only CloudFront may reach", () => {
  const originHeader = { name: "X-Origin-Token", value: "s3cret" };

  it("blocks requests without the secret header before anything else", async () => {
    const { registrations } = await record(() => regional({ originHeader }));
    const [first] = rulesOf(registrations);
    assert.deepEqual(
      [first?.name, first?.priority, first?.action],
      ["origin-header", 0, { block: {} }],
    );
    const { notStatement } = first?.statement as {
      notStatement: { statement: { byteMatchStatement: unknown } };
    };
    assert.deepEqual(notStatement.statement.byteMatchStatement, {
      fieldToMatch: { singleHeader: { name: "x-origin-token" } },
      positionalConstraint: "EXACTLY",
      searchString: "s3cret",
      textTransformations: [{ priority: 0, type: "NONE" }],
    });
  });

  it("keeps the header's value a secret, also one that was handed in plain", async () => {
    const { result } = await record(() => {
      const args = { scope: "REGIONAL", logName: "shop-test", logs: logSettings() } as const;
      const header = { name: "X-Origin-Token", value: "s3cret" };
      return pulumi.jsonStringify(aclRules({ ...args, originHeader: header }) ?? []);
    });
    assert.ok(await pulumi.isSecret(result));
    assert.match(await valueOf(result), /"searchString":"s3cret"/);
  });

  it("keeps the secret out of the log", async () => {
    const { registrations } = await record(() => regional({ originHeader }));
    const type = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
    assert.deepEqual(find(registrations, type).inputs["redactedFields"], [
      { singleHeader: { name: "authorization" } },
      { singleHeader: { name: "cookie" } },
      { singleHeader: { name: "x-origin-token" } },
    ]);
  });
});

describe("WebAcl that is told where senders' addresses are", () => {
  it("counts by the first address in a header", async () => {
    const senderAddress = { kind: "header" } as const;
    const { registrations } = await record(() => regional({ senderAddress }));
    const names = rulesOf(registrations).map(({ name }) => name);
    assert.deepEqual(names, [
      "rate-per-address",
      "AWSManagedRulesCommonRuleSet",
      "AWSManagedRulesKnownBadInputsRuleSet",
      "AWSManagedRulesSQLiRuleSet",
    ]);
    assert.deepEqual(rulesOf(registrations)[0]?.statement, {
      rateBasedStatement: {
        limit: 2000,
        aggregateKeyType: "FORWARDED_IP",
        forwardedIpConfig: { headerName: "X-Forwarded-For", fallbackBehavior: "MATCH" },
      },
    });
  });

  it("judges the connection's address on the internet, by rate and by reputation", async () => {
    const senderAddress = { kind: "connection" } as const;
    const { registrations } = await record(() =>
      regional({ senderAddress, requestsPerFiveMinutes: 500 }),
    );
    const [rate, reputation] = rulesOf(registrations);
    assert.deepEqual(rate?.statement, {
      rateBasedStatement: { limit: 500, aggregateKeyType: "IP" },
    });
    assert.equal(reputation?.name, "AWSManagedRulesAmazonIpReputationList");
  });
});

describeMistakes("WebAcl", "web-acl.md", [
  {
    argument: "requestsPerFiveMinutes",
    message:
      "requestsPerFiveMinutes must be a whole number from 10 to 2000000000, got 5; WAF counts no finer",
    make: () => edgeWebAcl({ requestsPerFiveMinutes: 5 }),
  },
  {
    argument: "requestsPerFiveMinutes",
    message:
      "requestsPerFiveMinutes needs to know the senders' addresses, got a REGIONAL web ACL without senderAddress, which behind CloudFront sees CloudFront's alone; limit rates at the CLOUDFRONT web ACL, or set senderAddress",
    make: () => regional({ requestsPerFiveMinutes: 100 }),
  },
  {
    argument: "pathRates",
    message: 'pathRates must name each path once, got "/api/login" twice; keep the lower rate',
    make: () =>
      edgeWebAcl({
        pathRates: [
          { path: "/api/login", requestsPerFiveMinutes: 50 },
          { path: "/api/login", requestsPerFiveMinutes: 100 },
        ],
      }),
  },
  {
    argument: "pathRates",
    message:
      'requestsPerFiveMinutes of path "/api/login" must be a whole number from 10 to 2000000000, got 1; WAF counts no finer',
    make: () => edgeWebAcl({ pathRates: [{ path: "/api/login", requestsPerFiveMinutes: 1 }] }),
  },
  {
    argument: "pathRates",
    message:
      "a path of pathRates must have at most 100 characters, got 101; shorten it, as it means all that begins with it",
    make: () =>
      edgeWebAcl({ pathRates: [{ path: `/${"a".repeat(100)}`, requestsPerFiveMinutes: 100 }] }),
  },
  {
    argument: "originHeader",
    message:
      'originHeader.name must be letters, digits and hyphens, not beginning with x-amz- or x-edge-, which CloudFront keeps for itself, got "X-Amz-Origin"; rename it, such as to x-origin-token',
    make: () => regional({ originHeader: { name: "X-Amz-Origin", value: "s3cret" } }),
  },
  {
    argument: "countedRules",
    message:
      "countedRules names AWSManagedRulesBotControlRuleSet, which the web ACL does not hold, got botControl undefined; set botControl or leave the group out",
    make: () =>
      edgeWebAcl({ countedRules: { AWSManagedRulesBotControlRuleSet: ["CategoryMonitoring"] } }),
  },
]);
