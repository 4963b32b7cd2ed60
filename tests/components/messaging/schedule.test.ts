import assert from "node:assert/strict";
import { EventBus } from "../../../components/messaging/eventBus";
import { Queue } from "../../../components/messaging/queue";
import { Schedule, type ScheduleArgs } from "../../../components/messaging/schedule";
import { Workflow } from "../../../components/messaging/workflow";
import { logSettings } from "../../helpers/components";
import { accountId, childrenOf, record } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";
import {
  alarmTopicArn,
  allow,
  deadLetterAlarm,
  document,
  keyArn,
  messaging,
  onlyOverTls,
  throughKey,
} from "./messagingFixture";

const deadArn = "arn:mock:nightly-dead";
const roleArn = "arn:mock:nightly-schedule-role";
const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:report:live";
const encrypts = ["kms:Decrypt", "kms:GenerateDataKey"];
const keeps = [
  allow("KeepFailures", ["sqs:SendMessage"], deadArn),
  throughKey("KeepFailuresKey", encrypts, "sqs"),
];

type Target = ScheduleArgs["target"];

async function recordSchedule(
  makeTarget: () => Target = () => ({ kind: "function", functionArn }),
  more: Partial<ScheduleArgs> = {},
) {
  const { registrations } = await record(
    () =>
      new Schedule("nightly", {
        ...messaging(),
        expression: "cron(0 3 * * ? *)",
        target: makeTarget(),
        ...more,
      }),
  );
  const children = childrenOf(registrations, "messaging:Schedule", "nightly");
  const inputs = children["aws:scheduler:Schedule nightly-schedule"] ?? {};
  const policy = children["aws:iam:RolePolicy nightly-schedule-role-policy"]?.["policy"];
  return { children, inputs, target: inputs["target"] as Record<string, unknown>, policy };
}

describe("Schedule", () => {
  useWorkspace({
    files: {
      "digest.json": JSON.stringify({ StartAt: "Done", States: { Done: { Type: "Succeed" } } }),
    },
  });

  it("calls at the time itself, tries for an hour, and keeps what did not arrive", async () => {
    const { children, inputs } = await recordSchedule();
    assert.deepEqual(inputs, {
      scheduleExpression: "cron(0 3 * * ? *)",
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: functionArn,
        roleArn,
        deadLetterConfig: { arn: deadArn },
        retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 3600 },
      },
    });
    assert.deepEqual(children["aws:sqs:Queue nightly-dead"], {
      kmsMasterKeyId: keyArn,
      messageRetentionSeconds: 1_209_600,
    });
    assert.deepEqual(
      children["aws:sqs:QueuePolicy nightly-dead-policy"]?.["policy"],
      document(onlyOverTls("sqs:*", deadArn)),
    );
    assert.equal(children["aws:cloudwatch:MetricAlarm nightly-dead-alarm"], undefined);
  });

  it("takes time zone, window, retries and age from its arguments, and tells of failures", async () => {
    const { children, inputs, target } = await recordSchedule(undefined, {
      ...{ timezone: "Europe/Berlin", windowMinutes: 15, retries: 0, maxAgeSeconds: 60 },
      alarmTopicArn,
    });
    assert.deepEqual(
      [inputs["scheduleExpressionTimezone"], inputs["flexibleTimeWindow"], target["retryPolicy"]],
      [
        "Europe/Berlin",
        { mode: "FLEXIBLE", maximumWindowInMinutes: 15 },
        { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      ],
    );
    assert.deepEqual(
      children["aws:cloudwatch:MetricAlarm nightly-dead-alarm"],
      deadLetterAlarm("nightly-dead", "Schedule nightly: calls that did not arrive"),
    );
  });

  it("calls a function, which its role may do and nothing else", async () => {
    const { target, policy } = await recordSchedule(() => ({
      kind: "function",
      functionArn,
      input: { report: "sales" },
    }));
    assert.equal(target["input"], '{"report":"sales"}');
    assert.deepEqual(
      policy,
      document(allow("CallFunction", ["lambda:InvokeFunction"], functionArn), ...keeps),
    );
  });

  it("sends a message to a queue", async () => {
    const { target, policy } = await recordSchedule(() => ({
      kind: "queue",
      queue: new Queue("reports", messaging()),
      message: { report: "sales" },
    }));
    assert.deepEqual(
      [target["arn"], target["input"], target["sqsParameters"]],
      ["arn:mock:reports-queue", '{"report":"sales"}', undefined],
    );
    assert.deepEqual(
      policy,
      document(
        allow("SendsReportsQueue", ["sqs:SendMessage"], "arn:mock:reports-queue"),
        throughKey("SendsReportsQueueKey", encrypts, "sqs"),
        ...keeps,
      ),
    );
  });

  it("sends to a FIFO queue in a group of its own", async () => {
    const { target } = await recordSchedule(() => ({
      kind: "queue",
      queue: new Queue("reports", { ...messaging(), fifo: { deduplication: "content" } }),
      message: {},
    }));
    assert.deepEqual(target["sqsParameters"], { messageGroupId: "nightly" });
  });

  it("puts an event on a bus", async () => {
    const { target, policy } = await recordSchedule(() => ({
      kind: "events",
      bus: new EventBus("store"),
      source: "shop.clock",
      detailType: "NightFell",
    }));
    assert.deepEqual(
      [target["arn"], target["input"], target["eventbridgeParameters"]],
      ["arn:mock:store-bus", "{}", { source: "shop.clock", detailType: "NightFell" }],
    );
    assert.deepEqual(
      policy,
      document(allow("PublishesStoreBus", ["events:PutEvents"], "arn:mock:store-bus"), ...keeps),
    );
  });

  it("starts a workflow", async () => {
    const { target, policy } = await recordSchedule(() => ({
      kind: "workflow",
      workflow: new Workflow("digest", {
        ...{ definitionFile: "digest.json", prefix: "shop-test", accountId },
        logs: logSettings(),
      }),
    }));
    assert.deepEqual([target["arn"], target["input"]], ["arn:mock:digest-workflow", undefined]);
    assert.deepEqual(
      policy,
      document(
        allow("StartsDigestWorkflow", ["states:StartExecution"], "arn:mock:digest-workflow"),
        ...keeps,
      ),
    );
  });
});
