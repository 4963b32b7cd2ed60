import assert from "node:assert/strict";
import { AlarmTopic } from "../../../components/observability/alarmTopic";
import { Canary, type CanaryArgs } from "../../../components/observability/canary";
import { describeMistakes } from "../../helpers/mistakes";
import { accountId, find, inputsOf, record, region } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";

function create(args: Partial<CanaryArgs> = {}): Canary {
  return new Canary("page", {
    accountId,
    region,
    url: "https://shop.example.com/",
    topic: new AlarmTopic("alarms", { accountId, region }),
    runtimeVersion: "syn-nodejs-puppeteer-13.0",
    ...args,
  });
}

describe("Canary", () => {
  useWorkspace({ links: ["components"] });

  it("asks for the page every five minutes, with a script named by its content", async () => {
    const { registrations } = await record(create);
    const script = find(registrations, "aws:s3/bucketObjectv2:BucketObjectv2");
    assert.match(String(script.inputs["key"]), /^script\/[0-9a-f]{16}\.zip$/);
    const canary = find(registrations, "aws:synthetics/canary:Canary");
    const { s3Key, ...inputs } = canary.inputs;
    assert.equal(s3Key, script.inputs["key"]);
    assert.deepEqual(inputs, {
      runtimeVersion: "syn-nodejs-puppeteer-13.0",
      handler: "check.handler",
      s3Bucket: "page-runs-bucket",
      artifactS3Location: "s3://page-runs-bucket/runs",
      executionRoleArn: "arn:mock:page-role",
      schedule: { expression: "rate(5 minutes)" },
      runConfig: {
        timeoutInSeconds: 60,
        activeTracing: true,
        environmentVariables: { CANARY_URL: "https://shop.example.com/" },
      },
      successRetentionPeriod: 31,
      failureRetentionPeriod: 31,
      startCanary: true,
      deleteLambda: true,
    });
  });

  it("tells when it fails twice in a row, or does not run", async () => {
    const { registrations } = await record(create);
    assert.deepEqual(find(registrations, "aws:cloudwatch/metricAlarm:MetricAlarm").inputs, {
      alarmDescription:
        "page: the page did not answer as it should, 2 times in a row (docs/runbook.md#canary)",
      namespace: "CloudWatchSynthetics",
      metricName: "SuccessPercent",
      dimensions: { CanaryName: "page-canary" },
      statistic: "Average",
      period: 300,
      comparisonOperator: "LessThanThreshold",
      threshold: 100,
      evaluationPeriods: 2,
      datapointsToAlarm: 2,
      treatMissingData: "breaching",
      alarmActions: ["arn:mock:alarms-topic"],
      okActions: ["arn:mock:alarms-topic"],
    });
  });

  it("may leave its runs and tell its metrics, and little else", async () => {
    const { registrations } = await record(create);
    const { policy } = inputsOf(find(registrations, "aws:iam/rolePolicy:RolePolicy"));
    const { Statement } = policy as { Statement: { Action: string[]; Resource: string[] }[] };
    assert.deepEqual(
      Statement.map(({ Action, Resource }) => [Action.join(" "), ...Resource]),
      [
        ["s3:PutObject", "arn:mock:page-runs-bucket/runs/*"],
        ["s3:GetBucketLocation", "arn:mock:page-runs-bucket"],
        ["s3:ListAllMyBuckets", "*"],
        ["cloudwatch:PutMetricData", "*"],
        [
          "logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents",
          `arn:aws:logs:us-east-1:${accountId}:log-group:/aws/lambda/cwsyn-*`,
        ],
        ["xray:PutTelemetryRecords xray:PutTraceSegments", "*"],
      ],
    );
  });

  it("looks for a text when given one", async () => {
    const { registrations } = await record(() => create({ text: "Welcome", everyMinutes: 1 }));
    const { runConfig, schedule } = find(registrations, "aws:synthetics/canary:Canary").inputs;
    assert.deepEqual(schedule, { expression: "rate(1 minute)" });
    assert.deepEqual((runConfig as Record<string, unknown>)["environmentVariables"], {
      CANARY_URL: "https://shop.example.com/",
      CANARY_TEXT: "Welcome",
    });
  });
});

describeMistakes("Canary", "canary.md", [
  {
    argument: "runtimeVersion",
    message:
      'runtimeVersion must be a Node.js runtime of CloudWatch Synthetics, got "nodejs24.x"; aws synthetics describe-runtime-versions lists those that are current',
    make: () => create({ runtimeVersion: "nodejs24.x" }),
  },
  {
    argument: "everyMinutes",
    message: "everyMinutes must be a whole number from 1 to 60, got 90",
    make: () => create({ everyMinutes: 90 }),
  },
  {
    argument: "failures",
    message: "failures must be a whole number from 1 to 10, got 0",
    make: () => create({ failures: 0 }),
  },
  {
    argument: "retentionDays",
    message: "retentionDays must be a whole number from 1 to 455, got 1000",
    make: () => create({ retentionDays: 1000 }),
  },
]);
