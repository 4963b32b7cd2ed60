import assert from "node:assert/strict";
import { policyDocument } from "../../../components/internal/policyDocument";
import { Stream, type StreamArgs } from "../../../components/messaging/stream";
import { childrenOf, find, record, valueOf } from "../../helpers/recordingMocks";
import { allow, document, keyArn, messaging, throughKey } from "./messagingFixture";

const arn = "arn:mock:clicks-stream";
const reading = [
  "kinesis:DescribeStream",
  "kinesis:DescribeStreamSummary",
  "kinesis:GetRecords",
  "kinesis:GetShardIterator",
  "kinesis:ListShards",
];

async function recordStream(more: Partial<StreamArgs> = {}) {
  const recorded = await record(() => {
    const { key, region } = messaging();
    return new Stream("clicks", { key, region, ...more });
  });
  return {
    ...recorded,
    children: childrenOf(recorded.registrations, "messaging:Stream", "clicks"),
  };
}

describe("Stream", () => {
  it("is on demand, encrypted, and keeps records for a week", async () => {
    const { children } = await recordStream();
    assert.deepEqual(children, {
      "aws:kinesis:Stream clicks-stream": {
        encryptionType: "KMS",
        kmsKeyId: keyArn,
        retentionPeriod: 168,
        streamModeDetails: { streamMode: "ON_DEMAND" },
      },
    });
  });

  it("has as many shards as it is told, and says when one is too busy", async () => {
    const { children } = await recordStream({
      capacity: { mode: "provisioned", shards: 4 },
      retentionHours: 24,
    });
    assert.deepEqual(children["aws:kinesis:Stream clicks-stream"], {
      encryptionType: "KMS",
      kmsKeyId: keyArn,
      retentionPeriod: 24,
      streamModeDetails: { streamMode: "PROVISIONED" },
      shardCount: 4,
      shardLevelMetrics: [
        "ReadProvisionedThroughputExceeded",
        "WriteProvisionedThroughputExceeded",
      ],
    });
  });

  it("registers consumers by name", async () => {
    const { children, result } = await recordStream({ consumers: ["search", "fraud"] });
    assert.deepEqual(children["aws:kinesis:StreamConsumer clicks-search-consumer"], {
      streamArn: arn,
    });
    assert.deepEqual(Object.keys(result.consumerArns), ["search", "fraud"]);
  });

  for (const [verb, actions, keyActions] of [
    ["writes", ["kinesis:PutRecord", "kinesis:PutRecords"], ["kms:GenerateDataKey"]],
    ["reads", reading, ["kms:Decrypt"]],
  ] as const) {
    it(`gives who ${verb} its name, the actions of that verb, and the key by way of Kinesis`, async () => {
      const { result } = await recordStream();
      const { environment, statements } = result.grant(verb);
      const sid = verb === "reads" ? "ReadsClicksStream" : "WritesClicksStream";
      assert.deepEqual(
        JSON.parse(await valueOf(policyDocument(statements))),
        document(allow(sid, actions, arn), throughKey(`${sid}Key`, keyActions, "kinesis")),
      );
      assert.deepEqual(Object.keys(environment), ["CLICKS_STREAM_NAME"]);
    });
  }

  it("gives a consumer reading and its own throughput", async () => {
    const { result } = await recordStream({ consumers: ["fraud"] });
    const { environment, statements } = result.grantConsumer("fraud");
    assert.deepEqual(
      JSON.parse(await valueOf(policyDocument(statements))),
      document(
        allow("ReadsClicksStream", reading, arn),
        throughKey("ReadsClicksStreamKey", ["kms:Decrypt"], "kinesis"),
        allow(
          "SubscribesClicksFraud",
          ["kinesis:DescribeStreamConsumer", "kinesis:SubscribeToShard"],
          "arn:mock:clicks-fraud-consumer",
        ),
      ),
    );
    assert.deepEqual(Object.keys(environment), ["CLICKS_STREAM_NAME", "CLICKS_CONSUMER_ARN"]);
  });

  for (const protect of [true, undefined]) {
    it(`is ${protect ? "" : "not "}protected when protect is ${protect ?? "absent"}`, async () => {
      const { registrations } = await recordStream({ protect });
      const stream = find(registrations, "aws:kinesis/stream:Stream");
      assert.equal(stream.protect, protect ?? false);
    });
  }
});
