import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createQueueClient } from "../../../services/platform/sqs";
import { type AwsServer, awsServer } from "../../helpers/awsServer";

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

describe("the client of a queue", () => {
  let server: AwsServer | undefined;

  afterEach(() => {
    server?.close();
  });

  async function sqsServer(answer: () => object | undefined) {
    server = await awsServer(answer);
    return { calls: server.calls, queueUrl: `${server.endpoint}/123456789012/jobs` };
  }

  it("waits for up to ten messages and reads how often each was delivered, and its group", async () => {
    const message = { MessageId: "m-1", Body: "{}", MD5OfBody: md5("{}"), ReceiptHandle: "r-1" };
    const sqs = await sqsServer(() => ({
      Messages: [
        { ...message, Attributes: { ApproximateReceiveCount: "3", MessageGroupId: "ann" } },
        {
          ...{ ...message, MessageId: "m-2" },
          Attributes: { ApproximateReceiveCount: "1", AWSTraceHeader: "Root=1-2-3" },
        },
      ],
    }));
    const messages = await createQueueClient().receive(sqs.queueUrl, new AbortController().signal);
    assert.deepEqual(messages, [
      { id: "m-1", body: "{}", receipt: "r-1", deliveries: 3, group: "ann" },
      { id: "m-2", body: "{}", receipt: "r-1", deliveries: 1, traceHeader: "Root=1-2-3" },
    ]);
    assert.deepEqual(sqs.calls, [
      {
        target: "AmazonSQS.ReceiveMessage",
        input: {
          QueueUrl: sqs.queueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 20,
          MessageSystemAttributeNames: [
            "ApproximateReceiveCount",
            "MessageGroupId",
            "AWSTraceHeader",
          ],
        },
      },
    ]);
  });

  it("ends the wait with an AbortError when it is told to", async () => {
    const sqs = await sqsServer(() => undefined);
    const stopping = new AbortController();
    const waiting = createQueueClient().receive(sqs.queueUrl, stopping.signal);
    while (sqs.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    stopping.abort();
    await assert.rejects(waiting, { name: "AbortError" });
  });

  it("deletes messages by their receipts, and names those that are still there", async () => {
    const sqs = await sqsServer(() => ({
      Successful: [{ Id: "0" }],
      Failed: [{ Id: "1", Code: "ReceiptHandleIsInvalid", SenderFault: true }],
    }));
    const held = (id: string) => ({ id, body: "{}", deliveries: 1, receipt: `r-${id}` });
    await assert.rejects(createQueueClient().remove(sqs.queueUrl, [held("a"), held("b")]), {
      message: "SQS did not delete b (ReceiptHandleIsInvalid)",
    });
    assert.deepEqual(sqs.calls[0]?.input["Entries"], [
      { Id: "0", ReceiptHandle: "r-a" },
      { Id: "1", ReceiptHandle: "r-b" },
    ]);
  });
});
