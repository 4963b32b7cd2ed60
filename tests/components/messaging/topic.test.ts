import assert from "node:assert/strict";
import { Bucket } from "../../../components/data/bucket";
import { policyDocument } from "../../../components/internal/policyDocument";
import { Topic, type TopicArgs } from "../../../components/messaging/topic";
import { accountId, childrenOf, find, record, valueOf } from "../../helpers/recordingMocks";
import {
  alarmTopicArn,
  allow,
  allowService,
  deadLetterAlarm,
  document,
  keyArn,
  messaging,
  onlyOverTls,
  throughKey,
} from "./messagingFixture";

const arn = "arn:mock:orders-topic";
const deadArn = "arn:mock:orders-dead";

async function recordTopic(makeMore: () => Partial<TopicArgs> = () => ({})) {
  const recorded = await record(() => new Topic("orders", { ...messaging(), ...makeMore() }));
  return {
    ...recorded,
    children: childrenOf(recorded.registrations, "messaging:Topic", "orders"),
  };
}

describe("Topic", () => {
  it("is encrypted, signs by SHA-256, and takes nothing by plain HTTP", async () => {
    const { children } = await recordTopic();
    assert.deepEqual(children, {
      "aws:sns:Topic orders-topic": { kmsMasterKeyId: keyArn, signatureVersion: 2 },
      "aws:sns:TopicPolicy orders-policy": {
        arn,
        policy: document(onlyOverTls("sns:Publish", arn)),
      },
    });
  });

  it("is FIFO when told to, by ids or by content", async () => {
    for (const [deduplication, byContent] of [
      [undefined, false],
      ["content", true],
    ] as const) {
      const { children, result } = await recordTopic(() => ({ fifo: { deduplication } }));
      assert.deepEqual(children["aws:sns:Topic orders-topic"], {
        ...{ kmsMasterKeyId: keyArn, signatureVersion: 2 },
        ...{ fifoTopic: true, contentBasedDeduplication: byContent },
      });
      assert.equal(result.isFifo, true);
    }
  });

  it("lets in the rule and the bucket that are named, and no other", async () => {
    const ruleArn = "arn:aws:events:us-east-1:123456789012:rule/nightly";
    const { children } = await recordTopic(() => ({
      publishers: [
        { kind: "rule", name: "nightly", ruleArn },
        { kind: "bucket", name: "uploads", bucket: new Bucket("uploads", {}) },
      ],
    }));
    assert.deepEqual(
      children["aws:sns:TopicPolicy orders-policy"]?.["policy"],
      document(
        allowService("events.amazonaws.com", "FromNightly", ["sns:Publish"], arn, {
          ArnEquals: { "aws:SourceArn": ruleArn },
        }),
        allowService("s3.amazonaws.com", "FromUploads", ["sns:Publish"], arn, {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnEquals: { "aws:SourceArn": "arn:mock:uploads-bucket" },
        }),
        onlyOverTls("sns:Publish", arn),
      ),
    );
  });

  it("posts to an address, keeps what it does not take, and tells of it", async () => {
    const { children, registrations } = await recordTopic(() => ({
      subscribers: [
        { name: "carrier", url: "https://carrier.example.com", filter: { by: ["post"] } },
      ],
      alarmTopicArn,
    }));
    assert.deepEqual(children["aws:sns:TopicSubscription orders-carrier-subscription"], {
      topic: arn,
      protocol: "https",
      endpoint: "https://carrier.example.com",
      redrivePolicy: { deadLetterTargetArn: deadArn },
      filterPolicy: { by: ["post"] },
      filterPolicyScope: "MessageAttributes",
    });
    assert.deepEqual(children["aws:sqs:Queue orders-dead"], {
      kmsMasterKeyId: keyArn,
      messageRetentionSeconds: 1_209_600,
    });
    assert.deepEqual(
      children["aws:sqs:QueuePolicy orders-dead-policy"]?.["policy"],
      document(
        allowService("sns.amazonaws.com", "FromTopic", ["sqs:SendMessage"], deadArn, {
          ArnEquals: { "aws:SourceArn": arn },
        }),
        onlyOverTls("sqs:*", deadArn),
      ),
    );
    assert.deepEqual(
      children["aws:cloudwatch:MetricAlarm orders-dead-alarm"],
      deadLetterAlarm("orders-dead", "Topic orders: messages that an address did not take"),
    );
    const subscription = find(registrations, "aws:sns/topicSubscription:TopicSubscription");
    const policy = find(registrations, "aws:sqs/queuePolicy:QueuePolicy");
    assert.ok(subscription.dependencies.includes(policy.urn));
  });

  it("sends an address every message without a filter, and has no alarm without a topic", async () => {
    const { children } = await recordTopic(() => ({
      subscribers: [{ name: "carrier", url: "https://carrier.example.com" }],
    }));
    const inputs = children["aws:sns:TopicSubscription orders-carrier-subscription"] ?? {};
    assert.deepEqual(Object.keys(inputs).sort(), [
      "endpoint",
      "protocol",
      "redrivePolicy",
      "topic",
    ]);
    assert.equal(children["aws:cloudwatch:MetricAlarm orders-dead-alarm"], undefined);
  });

  it("gives who publishes its ARN, publishing, and the key by way of SNS", async () => {
    const { result } = await recordTopic();
    const { environment, statements } = result.grant("publishes");
    assert.deepEqual(
      JSON.parse(await valueOf(policyDocument(statements))),
      document(
        allow("PublishesOrdersTopic", ["sns:Publish"], arn),
        throughKey("PublishesOrdersTopicKey", ["kms:Decrypt", "kms:GenerateDataKey"], "sns"),
      ),
    );
    assert.deepEqual(Object.keys(environment), ["ORDERS_TOPIC_ARN"]);
  });

  for (const protect of [true, undefined]) {
    it(`is ${protect ? "" : "not "}protected when protect is ${protect ?? "absent"}`, async () => {
      const { registrations } = await recordTopic(() => ({ protect }));
      assert.equal(find(registrations, "aws:sns/topic:Topic").protect, protect ?? false);
    });
  }
});
