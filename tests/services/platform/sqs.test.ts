import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import { createQueueClient } from "../../../services/platform/sqs";

interface Call {
  readonly target: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

/** A server that speaks SQS's protocol as far as these calls go; undefined leaves a call without an answer. */
async function sqsServer(answer: (call: Call) => object | undefined) {
  const calls: Call[] = [];
  const server: Server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const target = String(request.headers["x-amz-target"]);
      const call = { target, input: JSON.parse(text) as Call["input"] };
      calls.push(call);
      const body = answer(call);
      if (body === undefined) return;
      response.setHeader("content-type", "application/x-amz-json-1.0");
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const endpoint = `http://127.0.0.1:${port}`;
  process.env["AWS_ENDPOINT_URL_SQS"] = endpoint;
  return { server, calls, queueUrl: `${endpoint}/123456789012/jobs` };
}

const environment = {
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
};

describe("the client of a queue", () => {
  let server: Server | undefined;
  const before = { ...process.env };

  beforeEach(() => Object.assign(process.env, environment));
  afterEach(() => {
    for (const name of ["AWS_ENDPOINT_URL_SQS", ...Object.keys(environment)]) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
    server?.closeAllConnections();
    server?.close();
  });

  it("waits for up to ten messages and reads how often each was delivered, and its group", async () => {
    const message = { MessageId: "m-1", Body: "{}", MD5OfBody: md5("{}"), ReceiptHandle: "r-1" };
    const sqs = await sqsServer(() => ({
      Messages: [
        { ...message, Attributes: { ApproximateReceiveCount: "3", MessageGroupId: "ann" } },
        { ...message, MessageId: "m-2", Attributes: { ApproximateReceiveCount: "1" } },
      ],
    }));
    server = sqs.server;
    const messages = await createQueueClient().receive(sqs.queueUrl, new AbortController().signal);
    assert.deepEqual(messages, [
      { id: "m-1", body: "{}", receipt: "r-1", deliveries: 3, group: "ann" },
      { id: "m-2", body: "{}", receipt: "r-1", deliveries: 1 },
    ]);
    assert.deepEqual(sqs.calls, [
      {
        target: "AmazonSQS.ReceiveMessage",
        input: {
          QueueUrl: sqs.queueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: 20,
          MessageSystemAttributeNames: ["ApproximateReceiveCount", "MessageGroupId"],
        },
      },
    ]);
  });

  it("ends the wait with an AbortError when it is told to", async () => {
    const sqs = await sqsServer(() => undefined);
    server = sqs.server;
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
    server = sqs.server;
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
