import assert from "node:assert/strict";
import { AlarmTopic, type AlarmTopicArgs } from "../../../components/observability/alarmTopic";
import { describeMistakes } from "../../helpers/mistakes";
import { accountId, find, inputsOf, namesOf, record, region } from "../../helpers/recordingMocks";

function create(args: Partial<AlarmTopicArgs> = {}): AlarmTopic {
  return new AlarmTopic("alarms", { accountId, region, ...args });
}

interface Statement {
  readonly Sid: string;
  readonly Principal?: unknown;
  readonly Action: unknown;
  readonly Condition?: unknown;
}

async function statements(args: Partial<AlarmTopicArgs>, type: string): Promise<Statement[]> {
  const { registrations } = await record(() => create(args));
  const { policy } = inputsOf(find(registrations, type)) as Record<
    string,
    { Statement: Statement[] }
  >;
  return policy?.Statement ?? [];
}

const ofAlarms = {
  StringEquals: { "aws:SourceAccount": accountId },
  ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:us-east-1:${accountId}:alarm:*` },
};

describe("AlarmTopic", () => {
  it("is encrypted with a key of its own and tells nobody yet", async () => {
    const { registrations } = await record(create);
    assert.deepEqual(find(registrations, "aws:sns/topic:Topic").inputs, {
      kmsMasterKeyId: "arn:mock:alarms-key-key",
    });
    assert.deepEqual(namesOf(registrations, "aws:sns/topicSubscription:TopicSubscription"), []);
    assert.deepEqual(namesOf(registrations, "aws:sqs/queue:Queue"), []);
  });

  it("takes messages from this account's alarms, over TLS", async () => {
    assert.deepEqual(await statements({}, "aws:sns/topicPolicy:TopicPolicy"), [
      {
        Sid: "CloudWatchAlarms",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["sns:Publish"],
        Resource: ["arn:mock:alarms-topic"],
        Condition: ofAlarms,
      },
      {
        Sid: "OnlyOverTls",
        Effect: "Deny",
        Principal: "*",
        Action: ["sns:Publish"],
        Resource: ["arn:mock:alarms-topic"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("lets CloudWatch use the key, without which alarms would be lost in silence", async () => {
    const [, alarms, ...more] = await statements({}, "aws:kms/key:Key");
    assert.deepEqual(alarms, {
      Sid: "CloudWatchAlarms",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: ["*"],
      Condition: ofAlarms,
    });
    assert.deepEqual(more, []);
  });

  it("lets budgets and rules of EventBridge publish when told to, the latter without a source at KMS", async () => {
    const args = { publishers: ["budgets", "eventBridge"] } as const;
    const topic = await statements(args, "aws:sns/topicPolicy:TopicPolicy");
    assert.deepEqual(
      topic.map(({ Sid, Condition }) => [Sid, Condition === undefined]),
      [
        ["CloudWatchAlarms", false],
        ["Budgets", false],
        ["EventBridgeRules", false],
        ["OnlyOverTls", false],
      ],
    );
    const key = await statements(args, "aws:kms/key:Key");
    assert.deepEqual(
      key.map(({ Sid, Condition }) => [Sid, Condition === undefined]),
      [
        ["AdministeredThroughIam", true],
        ["CloudWatchAlarms", false],
        ["Budgets", false],
        ["EventBridgeRules", true],
      ],
    );
  });

  it("writes to addresses", async () => {
    const { registrations } = await record(() => create({ emails: ["a@example.com"] }));
    assert.deepEqual(find(registrations, "aws:sns/topicSubscription:TopicSubscription").inputs, {
      topic: "arn:mock:alarms-topic",
      protocol: "email",
      endpoint: "a@example.com",
    });
  });

  it("keeps what an endpoint did not take in an encrypted queue that only the topic writes to", async () => {
    const { registrations } = await record(() =>
      create({ endpoints: ["https://x.example.com/a"] }),
    );
    const subscription = find(registrations, "aws:sns/topicSubscription:TopicSubscription");
    assert.deepEqual(inputsOf(subscription), {
      topic: "arn:mock:alarms-topic",
      protocol: "https",
      endpoint: "https://x.example.com/a",
      redrivePolicy: { deadLetterTargetArn: "arn:mock:alarms-undelivered" },
    });
    assert.deepEqual(find(registrations, "aws:sqs/queue:Queue").inputs, {
      kmsMasterKeyId: "arn:mock:alarms-key-key",
      messageRetentionSeconds: 1_209_600,
    });
    const { policy } = inputsOf(find(registrations, "aws:sqs/queuePolicy:QueuePolicy")) as Record<
      string,
      { Statement: Statement[] }
    >;
    assert.deepEqual(policy?.Statement[0]?.Condition, {
      ArnEquals: { "aws:SourceArn": "arn:mock:alarms-topic" },
    });
  });

  it("tells whoever else it reaches of what an endpoint did not take", async () => {
    const { registrations } = await record(() =>
      create({ endpoints: ["https://x.example.com/a"] }),
    );
    const alarm = find(registrations, "aws:cloudwatch/metricAlarm:MetricAlarm").inputs;
    assert.deepEqual(
      [alarm["dimensions"], alarm["alarmActions"]],
      [{ QueueName: "alarms-undelivered" }, ["arn:mock:alarms-topic"]],
    );
  });
});

describeMistakes("AlarmTopic", "alarm-topic.md", [
  {
    argument: "emails",
    message: 'emails must hold e-mail addresses, got "on-call"; write it as name@example.com',
    make: () => create({ emails: ["on-call"] }),
  },
  {
    argument: "endpoints",
    message:
      'endpoints must be HTTPS addresses, got "https://"; alarms tell about weaknesses, so nobody may read along',
    make: () => create({ endpoints: ["https://"] }),
  },
  {
    argument: "publishers",
    message:
      'each of emails, endpoints and publishers must be named once, got "budgets" twice; leave one out',
    make: () => create({ publishers: ["budgets", "budgets"] }),
  },
]);
