import assert from "node:assert/strict";
import {
  AccessAnalyzer,
  type AccessAnalyzerArgs,
} from "../../../components/observability/accessAnalyzer";
import { AlarmTopic } from "../../../components/observability/alarmTopic";
import { Budget, type BudgetArgs } from "../../../components/observability/budget";
import {
  ConfigRecorder,
  type ConfigRecorderArgs,
} from "../../../components/observability/configRecorder";
import { ThreatDetection } from "../../../components/observability/threatDetection";
import { Tracing, type TracingArgs } from "../../../components/observability/tracing";
import { describeMistakes } from "../../helpers/mistakes";
import { accountId, childrenOf, find, record, region } from "../../helpers/recordingMocks";

describe("ThreatDetection", () => {
  it("switches features on that are asked for and every other one off", async () => {
    const { registrations } = await record(() => new ThreatDetection("threats"));
    const detectorId = "threats-detector-id";
    const feature = (name: string, status: string) => ({ detectorId, name, status });
    assert.deepEqual(childrenOf(registrations, "observability:ThreatDetection", "threats"), {
      "aws:guardduty:Detector threats-detector": {
        enable: true,
        findingPublishingFrequency: "FIFTEEN_MINUTES",
      },
      "aws:guardduty:DetectorFeature threats-s3DataEvents": feature("S3_DATA_EVENTS", "ENABLED"),
      "aws:guardduty:DetectorFeature threats-lambdaNetworkLogs": feature(
        "LAMBDA_NETWORK_LOGS",
        "ENABLED",
      ),
      "aws:guardduty:DetectorFeature threats-eksAuditLogs": feature("EKS_AUDIT_LOGS", "DISABLED"),
      "aws:guardduty:DetectorFeature threats-rdsLoginEvents": feature(
        "RDS_LOGIN_EVENTS",
        "DISABLED",
      ),
      "aws:guardduty:DetectorFeature threats-ebsMalwareProtection": feature(
        "EBS_MALWARE_PROTECTION",
        "DISABLED",
      ),
      "aws:guardduty:DetectorFeature threats-runtimeMonitoring": {
        ...feature("RUNTIME_MONITORING", "DISABLED"),
        additionalConfigurations: [
          { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "DISABLED" },
          { name: "EKS_ADDON_MANAGEMENT", status: "DISABLED" },
          { name: "EC2_AGENT_MANAGEMENT", status: "DISABLED" },
        ],
      },
    });
  });

  it("installs the agents of runtime monitoring that are asked for", async () => {
    const { registrations } = await record(
      () =>
        new ThreatDetection("threats", {
          features: ["runtimeMonitoring"],
          runtimeAgents: ["fargate"],
        }),
    );
    const { status, additionalConfigurations } = find(
      registrations,
      "aws:guardduty/detectorFeature:DetectorFeature",
      "runtimeMonitoring",
    ).inputs;
    assert.equal(status, "ENABLED");
    assert.deepEqual((additionalConfigurations as object[])[0], {
      name: "ECS_FARGATE_AGENT_MANAGEMENT",
      status: "ENABLED",
    });
  });
});

describeMistakes("ThreatDetection", "threat-detection.md", [
  {
    argument: "features",
    message:
      'features and runtimeAgents must name each once, got "s3DataEvents" twice; leave one out',
    make: () => new ThreatDetection("threats", { features: ["s3DataEvents", "s3DataEvents"] }),
  },
  {
    argument: "runtimeAgents",
    message:
      "runtimeAgents need the feature runtimeMonitoring, got fargate without it; add runtimeMonitoring to features",
    make: () => new ThreatDetection("threats", { runtimeAgents: ["fargate"] }),
  },
  {
    argument: "features",
    message:
      "the feature runtimeMonitoring needs an agent where code runs, got no runtimeAgents; name fargate, eks or ec2",
    make: () => new ThreatDetection("threats", { features: ["runtimeMonitoring"] }),
  },
]);

function analyzer(args: Partial<AccessAnalyzerArgs> = {}): AccessAnalyzer {
  return new AccessAnalyzer("external", { analyzerName: "shop-external", ...args });
}

describe("AccessAnalyzer", () => {
  const type = "aws:accessanalyzer/analyzer:Analyzer";

  it("looks for what outsiders can reach", async () => {
    const { registrations } = await record(analyzer);
    assert.deepEqual(find(registrations, type).inputs, {
      analyzerName: "shop-external",
      type: "ACCOUNT",
    });
  });

  it("looks for what nobody has used for ninety days when asked to", async () => {
    const { registrations } = await record(() => analyzer({ looksFor: { kind: "unused" } }));
    assert.deepEqual(find(registrations, type).inputs, {
      analyzerName: "shop-external",
      type: "ACCOUNT_UNUSED_ACCESS",
      configuration: { unusedAccess: { unusedAccessAge: 90 } },
    });
  });
});

describeMistakes("AccessAnalyzer", "access-analyzer.md", [
  {
    argument: "analyzerName",
    message:
      'analyzerName must begin with a letter, got "1st"; name project and purpose, such as shop-external',
    make: () => analyzer({ analyzerName: "1st" }),
  },
  {
    argument: "analyzerName",
    message:
      'analyzerName must be at most 255 letters, digits, dots, underscores and hyphens, got "shop external"; leave the other characters out',
    make: () => analyzer({ analyzerName: "shop external" }),
  },
  {
    argument: "looksFor",
    message: "looksFor.unusedDays must be a whole number from 1 to 365, got 400",
    make: () => analyzer({ looksFor: { kind: "unused", unusedDays: 400 } }),
  },
]);

function budget(args: Partial<BudgetArgs> = {}): Budget {
  return new Budget("month", { monthlyUsd: 500, emails: ["a@example.com"], ...args });
}

describe("Budget", () => {
  const type = "aws:budgets/budget:Budget";
  const notice = (notificationType: string, threshold: number) => ({
    notificationType,
    comparisonOperator: "GREATER_THAN",
    threshold,
    thresholdType: "PERCENTAGE",
  });

  it("tells at 80 and 100 per cent, and when the month is forecast to go over", async () => {
    const { registrations } = await record(budget);
    const subscriberEmailAddresses = ["a@example.com"];
    assert.deepEqual(find(registrations, type).inputs, {
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: "500",
      limitUnit: "USD",
      notifications: [
        { ...notice("ACTUAL", 80), subscriberEmailAddresses },
        { ...notice("ACTUAL", 100), subscriberEmailAddresses },
        { ...notice("FORECASTED", 100), subscriberEmailAddresses },
      ],
    });
  });

  it("tells a topic, of what carries a tag", async () => {
    const { registrations } = await record(() =>
      budget({
        emails: [],
        topic: new AlarmTopic("alarms", { accountId, region, publishers: ["budgets"] }),
        actualPercents: [50],
        forecastPercents: [],
        tag: { key: "project", value: "shop" },
      }),
    );
    const { notifications, costFilters } = find(registrations, type).inputs;
    assert.deepEqual(notifications, [
      { ...notice("ACTUAL", 50), subscriberSnsTopicArns: ["arn:mock:alarms-topic"] },
    ]);
    assert.deepEqual(costFilters, [{ name: "TagKeyValue", values: ["user:project$shop"] }]);
  });
});

describeMistakes("Budget", "budget.md", [
  {
    argument: "monthlyUsd",
    message: "monthlyUsd must be more than 0, got 0; name what a month may cost in US dollars",
    make: () => budget({ monthlyUsd: 0 }),
  },
  {
    argument: "emails",
    message:
      "emails or topic must say who is told, got neither; a budget that tells nobody is of no use",
    make: () => budget({ emails: [] }),
  },
  {
    argument: "emails",
    message: "emails must be at most 10, got 11; tell a topic instead",
    make: () => budget({ emails: Array.from({ length: 11 }, (_, at) => `a${at}@example.com`) }),
  },
  {
    argument: "actualPercents",
    message:
      "actualPercents and forecastPercents must be from 1 to 1000, got 0; 80 is 80 % of the budget",
    make: () => budget({ actualPercents: [0] }),
  },
  {
    argument: "forecastPercents",
    message:
      "actualPercents and forecastPercents must be 1 to 10 together, got 0; choose those that somebody would act on",
    make: () => budget({ actualPercents: [], forecastPercents: [] }),
  },
]);

function recorder(args: Partial<ConfigRecorderArgs> = {}): ConfigRecorder {
  return new ConfigRecorder("changes", { accountId, ...args });
}

describe("ConfigRecorder", () => {
  it("records every kind of resource, and runs once it can deliver", async () => {
    const { registrations } = await record(recorder);
    const made = find(registrations, "aws:cfg/recorder:Recorder");
    assert.deepEqual(made.inputs, {
      roleArn: "arn:mock:changes-role",
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      recordingMode: { recordingFrequency: "CONTINUOUS" },
    });
    const channel = find(registrations, "aws:cfg/deliveryChannel:DeliveryChannel");
    assert.deepEqual(channel.inputs, { s3BucketName: "changes-store-bucket" });
    const policy = find(registrations, "aws:s3/bucketPolicy:BucketPolicy");
    assert.ok(channel.dependencies.includes(made.urn));
    assert.ok(channel.dependencies.includes(policy.urn));
    const status = find(registrations, "aws:cfg/recorderStatus:RecorderStatus");
    assert.deepEqual(status.inputs, { name: "changes-recorder", isEnabled: true });
    assert.ok(status.dependencies.includes(channel.urn));
  });

  for (const [title, args, group] of [
    [
      "all but some kinds",
      { records: { kind: "all", except: ["AWS::EC2::NetworkInterface"] } },
      {
        allSupported: false,
        includeGlobalResourceTypes: false,
        exclusionByResourceTypes: [{ resourceTypes: ["AWS::EC2::NetworkInterface"] }],
        recordingStrategies: [{ useOnly: "EXCLUSION_BY_RESOURCE_TYPES" }],
      },
    ],
    [
      "some kinds only",
      { records: { kind: "only", types: ["AWS::IAM::Role"] } },
      {
        allSupported: false,
        includeGlobalResourceTypes: false,
        resourceTypes: ["AWS::IAM::Role"],
        recordingStrategies: [{ useOnly: "INCLUSION_BY_RESOURCE_TYPES" }],
      },
    ],
    [
      "no global ones in a second region",
      { globalResources: false },
      { allSupported: true, includeGlobalResourceTypes: false },
    ],
  ] as const) {
    it(`records ${title}`, async () => {
      const { registrations } = await record(() => recorder(args));
      const { recordingGroup } = find(registrations, "aws:cfg/recorder:Recorder").inputs;
      assert.deepEqual(recordingGroup, group);
    });
  }
});

describeMistakes("ConfigRecorder", "config-recorder.md", [
  {
    argument: "records",
    message: 'records must name a type, got none; name those that matter, or say { kind: "all" }',
    make: () => recorder({ records: { kind: "only", types: [] } }),
  },
  {
    argument: "records",
    message:
      'records must name types as AWS Config does, got "aws:ec2/vpc:Vpc"; write it as AWS::EC2::NetworkInterface',
    make: () => recorder({ records: { kind: "only", types: ["aws:ec2/vpc:Vpc"] } }),
  },
  {
    argument: "globalResources",
    message:
      "globalResources goes with records of every kind, got a list of types too; name the global types in the list, or leave it out",
    make: () =>
      recorder({ globalResources: true, records: { kind: "only", types: ["AWS::IAM::Role"] } }),
  },
  {
    argument: "retentionDays",
    message: "retentionDays must be a whole number from 1 to 36500, got 0",
    make: () => recorder({ retentionDays: 0 }),
  },
]);

function tracing(args: Partial<TracingArgs> = {}): Tracing {
  return new Tracing("traces", { prefix: "shop-dev", services: ["catalog"], ...args });
}

describe("Tracing", () => {
  it("traces one request in twenty beyond one a second, and groups faults and slow requests", async () => {
    const { registrations } = await record(tracing);
    const insightsConfiguration = { insightsEnabled: true, notificationsEnabled: false };
    assert.deepEqual(childrenOf(registrations, "observability:Tracing", "traces"), {
      "aws:xray:Group traces-faults": {
        groupName: "shop-dev-faults",
        filterExpression: '(service("catalog")) AND fault = true',
        insightsConfiguration,
      },
      "aws:xray:Group traces-slow": {
        groupName: "shop-dev-slow",
        filterExpression: '(service("catalog")) AND responsetime > 1',
        insightsConfiguration,
      },
      "aws:xray:SamplingRule traces-catalog-1": {
        ruleName: "shop-dev-1-1",
        priority: 1000,
        version: 1,
        serviceName: "catalog",
        serviceType: "*",
        urlPath: "*",
        host: "*",
        httpMethod: "*",
        resourceArn: "*",
        fixedRate: 0.05,
        reservoirSize: 1,
      },
    });
  });

  it("puts paths with a share of their own first", async () => {
    const { registrations } = await record(() =>
      tracing({ paths: [{ path: "/checkout/*", percent: 50, perSecond: 5 }] }),
    );
    const type = "aws:xray/samplingRule:SamplingRule";
    const { urlPath, priority, fixedRate, reservoirSize } = find(registrations, type, "-1").inputs;
    assert.deepEqual([urlPath, priority, fixedRate, reservoirSize], ["/checkout/*", 1000, 0.5, 5]);
    assert.equal(find(registrations, type, "-2").inputs["priority"], 1001);
  });
});

describeMistakes("Tracing", "tracing.md", [
  {
    argument: "prefix",
    message:
      'prefix must be 1 to 24 letters, digits, underscores and hyphens, got "shop/dev"; name project and stack, such as shop-dev',
    make: () => tracing({ prefix: "shop/dev" }),
  },
  {
    argument: "services",
    message:
      "services and paths must make 1 to 25 sampling rules, one for each service and path, got 0; put alike paths together with *, or leave services to X-Ray's default rule",
    make: () => tracing({ services: [] }),
  },
  {
    argument: "percent",
    message: "percent must be from 0 to 100, got 500; 5 is one request in twenty",
    make: () => tracing({ percent: 500 }),
  },
  {
    argument: "slowMs",
    message: "slowMs must be more than 0, got 0; 1000 is a second",
    make: () => tracing({ slowMs: 0 }),
  },
]);
