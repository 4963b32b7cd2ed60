import assert from "node:assert/strict";
import { policyDocument } from "../../../components/internal/policyDocument";
import {
  messagingKeyStatements,
  type MessagingKeyArgs,
} from "../../../components/messaging/keyUse";
import { accountId, record, region, valueOf } from "../../helpers/recordingMocks";
import { allowService, document } from "./messagingFixture";

async function statements(more: Partial<MessagingKeyArgs> = {}): Promise<unknown> {
  const { result } = await record(() =>
    policyDocument(messagingKeyStatements({ accountId, region, ...more })),
  );
  return JSON.parse(await valueOf(result));
}

const uses = ["kms:Decrypt", "kms:GenerateDataKey"];
const ofQueues = {
  ArnLike: { "kms:EncryptionContext:aws:sqs:arn": `arn:aws:sqs:${region}:${accountId}:*` },
};
const ofTopics = {
  ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": `arn:aws:sns:${region}:${accountId}:*` },
};

describe("messagingKeyStatements", () => {
  it("lets SNS and EventBridge send to the account's queues, and EventBridge to its topics", async () => {
    assert.deepEqual(
      await statements(),
      document(
        allowService("sns.amazonaws.com", "TopicsToQueues", uses, "*", ofQueues),
        allowService("events.amazonaws.com", "EventsToQueues", uses, "*", ofQueues),
        allowService("events.amazonaws.com", "EventsToTopics", uses, "*", ofTopics),
      ),
    );
  });

  it("lets in only what is named", async () => {
    assert.deepEqual(
      await statements({ toQueues: ["buckets"], toTopics: [] }),
      document(allowService("s3.amazonaws.com", "BucketsToQueues", uses, "*", ofQueues)),
    );
  });

  it("lets EventBridge encrypt buses and archives of the account when told to", async () => {
    assert.deepEqual(
      await statements({ toQueues: [], toTopics: [], encryptsBuses: true }),
      document(
        allowService(
          "events.amazonaws.com",
          "EventBuses",
          ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
          "*",
          { StringEquals: { "aws:SourceAccount": accountId } },
        ),
      ),
    );
  });
});
