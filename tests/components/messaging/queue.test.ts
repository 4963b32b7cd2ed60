import assert from "node:assert/strict";
import { Bucket } from "../../../components/data/bucket";
import { EventBus } from "../../../components/messaging/eventBus";
import { Queue, type QueueArgs } from "../../../components/messaging/queue";
import type { QueueSender } from "../../../components/messaging/queues/senders";
import { Topic } from "../../../components/messaging/topic";
import {
  accountId,
  childrenOf,
  find,
  type Recorded,
  record,
  valueOf,
} from "../../helpers/recordingMocks";
import { policyDocument } from "../../../components/internal/policyDocument";
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

const arn = "arn:mock:orders-queue";
const deadArn = "arn:mock:orders-dead";
const url = `https://sqs.us-east-1.amazonaws.com/${accountId}/orders-queue`;
const deadUrl = `https://sqs.us-east-1.amazonaws.com/${accountId}/orders-dead`;

async function recordQueue(more: Partial<QueueArgs> = {}) {
  const recorded = await record(() => new Queue("orders", { ...messaging(), ...more }));
  return { ...recorded, children: children(recorded) };
}

function children({ registrations }: Pick<Recorded<unknown>, "registrations">) {
  return childrenOf(registrations, "messaging:Queue", "orders");
}

/** A queue with one sender, which needs neighbours of its own. */
async function recordFed(makeSender: () => QueueSender, more: Partial<QueueArgs> = {}) {
  const recorded = await record(
    () => new Queue("orders", { ...messaging(), ...more, senders: [makeSender()] }),
  );
  return { ...recorded, children: children(recorded) };
}

describe("Queue", () => {
  it("is encrypted, polled long, and gives up after five receptions into a queue of its own", async () => {
    const { children: made } = await recordQueue();
    assert.deepEqual(made, {
      "aws:sqs:Queue orders-dead": {
        kmsMasterKeyId: keyArn,
        messageRetentionSeconds: 1_209_600,
      },
      "aws:sqs:Queue orders-queue": {
        kmsMasterKeyId: keyArn,
        visibilityTimeoutSeconds: 60,
        messageRetentionSeconds: 345_600,
        receiveWaitTimeSeconds: 20,
        delaySeconds: 0,
        redrivePolicy: { deadLetterTargetArn: deadArn, maxReceiveCount: 5 },
      },
      "aws:sqs:RedriveAllowPolicy orders-redrive-allow": {
        queueUrl: deadUrl,
        redriveAllowPolicy: { redrivePermission: "byQueue", sourceQueueArns: [arn] },
      },
      "aws:sqs:QueuePolicy orders-policy": {
        queueUrl: url,
        policy: document(onlyOverTls("sqs:*", arn)),
      },
      "aws:sqs:QueuePolicy orders-dead-policy": {
        queueUrl: deadUrl,
        policy: document(onlyOverTls("sqs:*", deadArn)),
      },
    });
  });

  it("takes every number from its arguments", async () => {
    const { children: made } = await recordQueue({
      ...{ visibilityTimeoutSeconds: 180, maxReceives: 3, retentionDays: 7 },
      ...{ deadLetterRetentionDays: 10, receiveWaitSeconds: 0, delaySeconds: 5 },
      maxMessageKiB: 256,
    });
    assert.deepEqual(made["aws:sqs:Queue orders-queue"], {
      kmsMasterKeyId: keyArn,
      visibilityTimeoutSeconds: 180,
      messageRetentionSeconds: 604_800,
      receiveWaitTimeSeconds: 0,
      delaySeconds: 5,
      maxMessageSize: 262_144,
      redrivePolicy: { deadLetterTargetArn: deadArn, maxReceiveCount: 3 },
    });
    assert.equal(made["aws:sqs:Queue orders-dead"]?.["messageRetentionSeconds"], 864_000);
  });

  it("is FIFO together with its dead-letter queue, each message group at its own rate", async () => {
    const { children: made, result } = await recordQueue({ fifo: {} });
    const inputs = made["aws:sqs:Queue orders-queue"] ?? {};
    assert.deepEqual([inputs["fifoQueue"], inputs["contentBasedDeduplication"]], [true, false]);
    assert.deepEqual(
      [inputs["deduplicationScope"], inputs["fifoThroughputLimit"]],
      ["messageGroup", "perMessageGroupId"],
    );
    assert.equal(made["aws:sqs:Queue orders-dead"]?.["fifoQueue"], true);
    assert.equal(result.isFifo, true);
  });

  it("knows messages by their content and shares one rate when told to", async () => {
    const { children: made } = await recordQueue({
      fifo: { deduplication: "content", throughput: "perQueue" },
    });
    const inputs = made["aws:sqs:Queue orders-queue"] ?? {};
    assert.deepEqual(
      [
        inputs["contentBasedDeduplication"],
        inputs["deduplicationScope"],
        inputs["fifoThroughputLimit"],
      ],
      [true, "queue", "perQueue"],
    );
  });

  it("has an alarm over its dead-letter queue only when there is a topic to tell", async () => {
    const { children: made } = await recordQueue({ alarmTopicArn });
    assert.deepEqual(
      made["aws:cloudwatch:MetricAlarm orders-dead-alarm"],
      deadLetterAlarm(
        "orders-dead",
        "Queue orders: messages that could not be delivered or processed",
      ),
    );
  });

  for (const protect of [true, undefined]) {
    it(`is ${protect ? "" : "not "}protected when protect is ${protect ?? "absent"}`, async () => {
      const { registrations } = await recordQueue({ protect });
      for (const ending of ["orders-queue", "orders-dead"]) {
        assert.equal(find(registrations, "aws:sqs/queue:Queue", ending).protect, protect ?? false);
      }
    });
  }
});

describe("Queue: grants", () => {
  for (const [verb, actions, keyActions] of [
    ["sends", ["sqs:SendMessage"], ["kms:Decrypt", "kms:GenerateDataKey"]],
    [
      "consumes",
      [
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
      ],
      ["kms:Decrypt"],
    ],
  ] as const) {
    it(`gives who ${verb} the address, the actions of that verb, and the key by way of SQS`, async () => {
      const { result } = await recordQueue();
      const { environment, statements } = result.grant(verb);
      const sid = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}OrdersQueue`;
      assert.deepEqual(JSON.parse(await valueOf(policyDocument(statements))), {
        ...document(allow(sid, actions, arn), throughKey(`${sid}Key`, keyActions, "sqs")),
      });
      assert.deepEqual(Object.keys(environment), ["ORDERS_QUEUE_URL"]);
      assert.equal(await valueOf(result.url), url);
    });
  }
});

describe("Queue: senders", () => {
  const fromRule = {
    ArnEquals: { "aws:SourceArn": "arn:aws:events:us-east-1:123456789012:rule/orders-store-rule" },
  };

  it("takes events of a bus, keeps those that fail, and lets in that one rule", async () => {
    const { children: made, registrations } = await recordFed(() => ({
      kind: "events",
      name: "store",
      bus: new EventBus("store"),
      pattern: { source: ["shop.orders"] },
    }));
    assert.deepEqual(made["aws:cloudwatch:EventRule orders-store-rule"], {
      eventBusName: "store-bus",
      eventPattern: { source: ["shop.orders"] },
    });
    assert.deepEqual(made["aws:cloudwatch:EventTarget orders-store-target"], {
      eventBusName: "store-bus",
      rule: "orders-store-rule",
      arn,
      deadLetterConfig: { arn: deadArn },
      retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 },
    });
    for (const [policy, queue] of [
      ["orders-policy", arn],
      ["orders-dead-policy", deadArn],
    ] as const) {
      assert.deepEqual(
        made[`aws:sqs:QueuePolicy ${policy}`]?.["policy"],
        document(
          allowService("events.amazonaws.com", "FromStore", ["sqs:SendMessage"], queue, fromRule),
          onlyOverTls("sqs:*", queue),
        ),
      );
      // An event that comes before the policy would be refused, and kept nowhere.
      const target = find(registrations, "aws:cloudwatch/eventTarget:EventTarget");
      const urn = find(registrations, "aws:sqs/queuePolicy:QueuePolicy", policy).urn;
      assert.ok(target.dependencies.includes(urn));
    }
  });

  it("tries to deliver an event as often and as long as it is told", async () => {
    const { children: made } = await recordFed(() => ({
      ...{ kind: "events", name: "store", bus: new EventBus("store"), pattern: { source: ["a"] } },
      ...{ retries: 10, maxAgeSeconds: 600 },
    }));
    assert.deepEqual(made["aws:cloudwatch:EventTarget orders-store-target"]?.["retryPolicy"], {
      maximumRetryAttempts: 10,
      maximumEventAgeInSeconds: 600,
    });
  });

  it("takes what is published to a topic as it is, and keeps what fails", async () => {
    const { children: made, registrations } = await recordFed(() => ({
      kind: "topic",
      name: "paid",
      topic: new Topic("payments", messaging()),
    }));
    assert.deepEqual(made["aws:sns:TopicSubscription orders-paid-subscription"], {
      topic: "arn:mock:payments-topic",
      protocol: "sqs",
      endpoint: arn,
      rawMessageDelivery: true,
      redrivePolicy: { deadLetterTargetArn: deadArn },
    });
    assert.deepEqual(
      made["aws:sqs:QueuePolicy orders-policy"]?.["policy"],
      document(
        allowService("sns.amazonaws.com", "FromPaid", ["sqs:SendMessage"], arn, {
          ArnEquals: { "aws:SourceArn": "arn:mock:payments-topic" },
        }),
        onlyOverTls("sqs:*", arn),
      ),
    );
    const subscription = find(registrations, "aws:sns/topicSubscription:TopicSubscription");
    const policy = find(registrations, "aws:sqs/queuePolicy:QueuePolicy", "orders-dead-policy");
    assert.ok(subscription.dependencies.includes(policy.urn));
  });

  for (const [filterOn, scope] of [
    [undefined, "MessageAttributes"],
    ["body", "MessageBody"],
  ] as const) {
    it(`filters a topic's messages by their ${filterOn ?? "attributes"}`, async () => {
      const { children: made } = await recordFed(() => ({
        kind: "topic",
        name: "paid",
        topic: new Topic("payments", messaging()),
        filter: { state: ["paid"] },
        filterOn,
        rawDelivery: false,
      }));
      const inputs = made["aws:sns:TopicSubscription orders-paid-subscription"] ?? {};
      assert.deepEqual(
        [inputs["filterPolicy"], inputs["filterPolicyScope"], inputs["rawMessageDelivery"]],
        [{ state: ["paid"] }, scope, false],
      );
    });
  }

  it("lets in one bucket of the account, which tries again by itself", async () => {
    const { children: made, result } = await recordFed(() => ({
      kind: "bucket",
      name: "uploads",
      bucket: new Bucket("uploads", {}),
    }));
    assert.deepEqual(
      made["aws:sqs:QueuePolicy orders-policy"]?.["policy"],
      document(
        allowService("s3.amazonaws.com", "FromUploads", ["sqs:SendMessage"], arn, {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnEquals: { "aws:SourceArn": "arn:mock:uploads-bucket" },
        }),
        onlyOverTls("sqs:*", arn),
      ),
    );
    assert.deepEqual(
      made["aws:sqs:QueuePolicy orders-dead-policy"]?.["policy"],
      document(onlyOverTls("sqs:*", deadArn)),
    );
    assert.ok(await valueOf(result.ready.urn));
  });
});
