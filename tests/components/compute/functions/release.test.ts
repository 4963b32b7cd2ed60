import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type {
  FunctionReleaseFollower,
  PublishedFunction,
} from "../../../../components/compute/release/functionFollower";
import { find, namesOf, record, valueOf } from "../../../helpers/recordingMocks";
import { useWorkspace } from "../../../helpers/workspace";
import {
  createFunction,
  type RecordedFunction,
  recordFunction,
  sources,
  statements,
} from "./functionFixture";

const aliasType = "aws:lambda/alias:Alias";
const groupKey = "aws:codedeploy:DeploymentGroup carts-release-group";
const functionArn = "arn:mock:carts-function";

describe("FunctionService: a rolling release", () => {
  useWorkspace(sources);

  it("moves the alias at once, and needs no CodeDeploy", async () => {
    const { registrations } = await recordFunction({ release: { strategy: "rolling" } });
    assert.deepEqual(find(registrations, aliasType).ignoreChanges, []);
    assert.deepEqual(namesOf(registrations, "aws:codedeploy/application:Application"), []);
  });

  it("is CodeDeploy's, all at once, when it asks for alarms", async () => {
    const { children } = await recordFunction({
      release: { strategy: "rolling", rollbackOn: ["p99"] },
    });
    const group = children[groupKey];
    assert.equal(group?.["deploymentConfigName"], "CodeDeployDefault.LambdaAllAtOnce");
    assert.deepEqual(group["alarmConfiguration"], {
      enabled: true,
      alarms: ["carts-release-p99"],
    });
  });
});

describe("FunctionService: a canary release", () => {
  useWorkspace(sources);
  const release = { strategy: "canary" } as const;
  /** The canary without anything else, which most tests look at. */
  let recorded: RecordedFunction;

  before(async () => {
    recorded = await recordFunction({ release });
  });

  it("leaves the alias to CodeDeploy after its first version", () => {
    const { registrations } = recorded;
    const alias = find(registrations, aliasType);
    assert.deepEqual(alias.ignoreChanges, ["functionVersion", "routingConfig"]);
    assert.equal(alias.inputs["functionVersion"], "1");
  });

  it("moves 10 %, waits five minutes, and goes back on failure, alarm or request", () => {
    const { children } = recorded;
    assert.deepEqual(children["aws:codedeploy:Application carts-release"], {
      computePlatform: "Lambda",
    });
    assert.deepEqual(children[groupKey], {
      appName: "carts-release",
      deploymentGroupName: "live",
      deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
      serviceRoleArn: "arn:mock:carts-release-role",
      deploymentStyle: { deploymentOption: "WITH_TRAFFIC_CONTROL", deploymentType: "BLUE_GREEN" },
      autoRollbackConfiguration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      alarmConfiguration: { enabled: true, alarms: ["carts-release-5xx"] },
    });
  });

  it("has a configuration of its own for steps that AWS has none for", async () => {
    const { children } = await recordFunction({ release: { strategy: "linear" } });
    assert.deepEqual(children["aws:codedeploy:DeploymentConfig carts-release-steps"], {
      deploymentConfigName: "shop-test-carts-linear-20-2",
      computePlatform: "Lambda",
      trafficRoutingConfig: {
        type: "TimeBasedLinear",
        timeBasedLinear: { percentage: 20, interval: 2 },
      },
    });
    assert.equal(children[groupKey]?.["deploymentConfigName"], "shop-test-carts-linear-20-2");
  });

  it("lets CodeDeploy shift this alias, read alarms and call its hook, and nothing else", () => {
    assert.deepEqual(
      statements(recorded, "carts-release-role-policy").map(({ Action, Resource }) => [
        Action,
        Resource,
      ]),
      [
        [
          ["lambda:GetAlias", "lambda:UpdateAlias"],
          [functionArn, `${functionArn}:live`],
        ],
        [["lambda:GetProvisionedConcurrencyConfig"], [`${functionArn}:live`, `${functionArn}:*`]],
        [["cloudwatch:DescribeAlarms"], ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:*"]],
        [["lambda:InvokeFunction"], ["arn:mock:carts-bake"]],
      ],
    );
  });

  it("waits for the bake time in a function, which may only report", () => {
    const { code, ...inputs } = recorded.children["aws:lambda:Function carts-bake"] ?? {};
    assert.ok(code instanceof pulumi.asset.FileArchive);
    assert.deepEqual(inputs, {
      description: "Called by CodeDeploy in releases of carts: AfterAllowTraffic",
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.bake",
      role: "arn:mock:carts-release-hook-role",
      memorySize: 256,
      timeout: 330,
      environment: { variables: { BAKE_MINUTES: "5" } },
      tracingConfig: { mode: "Active" },
      loggingConfig: { logFormat: "JSON", logGroup: "carts-release-logs" },
    });
    const allowed = statements(recorded, "carts-release-hook-role-policy");
    assert.deepEqual(
      allowed.map(({ Sid }) => Sid),
      ["ReportOutcome", "WriteLogs", "SendTraces"],
    );
    assert.deepEqual(allowed[0]?.["Resource"], [
      "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:carts-release/live",
    ]);
  });

  it("has no hooks without bake time and smoke test", async () => {
    const { registrations, children } = await recordFunction({
      release: { ...release, bakeMinutes: 0 },
    });
    assert.deepEqual(namesOf(registrations, "aws:lambda/function:Function"), ["carts-function"]);
    assert.ok(!("aws:cloudwatch:LogGroup carts-release-logs" in children));
  });

  it("tests the new version before any traffic moves when a path is given", async () => {
    const tested = await recordFunction({
      release: { ...release, smokePath: "/carts/size", bakeMinutes: 0 },
    });
    const hook = tested.children["aws:lambda:Function carts-smoke-test"];
    assert.deepEqual(
      [hook?.["handler"], hook?.["timeout"], hook?.["environment"]],
      [
        ...["index.smokeTest", 40],
        { variables: { FUNCTION_NAME: "carts-function", SMOKE_PATH: "/carts/size" } },
      ],
    );
    const [, call] = statements(tested, "carts-release-hook-role-policy");
    assert.deepEqual(
      [call?.["Action"], call?.["Resource"]],
      [["lambda:InvokeFunction"], [`${functionArn}:*`]],
    );
  });

  it("counts as errors what failed and what was answered with 500 or above", () => {
    const { children } = recorded;
    const { metricQueries, ...alarm } =
      children["aws:cloudwatch:MetricAlarm carts-release-5xx"] ?? {};
    const label = "more than 1.44 % of calls failed or were answered with 500 or above";
    assert.deepEqual(alarm, {
      alarmDescription: `carts: ${label}; takes a release back (docs/runbook.md#release)`,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0.0144,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: "notBreaching",
    });
    const dimensions = { FunctionName: "carts-function", Resource: "carts-function:live" };
    const ofAlias = (id: string, metricName: string) => ({
      id,
      metric: { namespace: "AWS/Lambda", metricName, dimensions, stat: "Sum", period: 60 },
      returnData: false,
    });
    assert.deepEqual(metricQueries, [
      {
        id: "judged",
        expression:
          "IF(calls >= 10 AND FILL(failed, 0) + FILL(answered, 0) >= 2, (FILL(failed, 0) + FILL(answered, 0)) / calls, 0)",
        label,
        returnData: true,
      },
      ofAlias("calls", "Invocations"),
      ofAlias("failed", "Errors"),
      {
        id: "answered",
        metric: {
          namespace: "Microservices/Requests",
          metricName: "carts-function-5xx",
          stat: "Sum",
          period: 60,
        },
        returnData: false,
      },
    ]);
    assert.deepEqual(children["aws:cloudwatch:LogMetricFilter carts-release-answers"], {
      logGroupName: "carts-logs",
      pattern: '{ $.message = "request" && $.status >= 500 }',
      metricTransformation: {
        namespace: "Microservices/Requests",
        name: "carts-function-5xx",
        value: "1",
        unit: "Count",
      },
    });
  });

  it("watches the slowest hundredth against the promised latency, and tells the topic", async () => {
    const { children } = await recordFunction({
      release: { ...release, rollbackOn: ["p99"] },
      slo: { latencyP99Ms: 250 },
      releaseTopicArn: "arn:mock:alarms",
    });
    const alarm = children["aws:cloudwatch:MetricAlarm carts-release-p99"];
    assert.deepEqual(
      [alarm?.["threshold"], alarm?.["alarmActions"], alarm?.["okActions"]],
      [250, ["arn:mock:alarms"], ["arn:mock:alarms"]],
    );
    assert.ok(!("aws:cloudwatch:LogMetricFilter carts-release-answers" in children));
  });
});

describe("FunctionService: following a release", () => {
  useWorkspace(sources);

  it("releases the published version, and knows it once that has succeeded", async () => {
    const asked: PublishedFunction[] = [];
    const functionReleases: FunctionReleaseFollower = {
      deployFunction: (published) => {
        asked.push(published);
        return Promise.resolve();
      },
    };
    const release = { strategy: "canary" } as const;
    const { result } = await record(() => createFunction({ release, functionReleases }));
    assert.equal(await valueOf(result.version), "1");
    assert.deepEqual(asked, [
      {
        name: "carts",
        functionName: "carts-function",
        aliasName: "live",
        version: "1",
        applicationName: "carts-release",
        deploymentGroupName: "live",
        hooks: { AfterAllowTraffic: "arn:mock:carts-bake" },
        waitingMinutes: 10,
      },
    ]);
  });
});
