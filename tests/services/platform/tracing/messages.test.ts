import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as z from "zod";
import { eventPublisher } from "../../../../services/platform/eventPublisher";
import { queueConsumer } from "../../../../services/platform/queueConsumer";
import { queueSender } from "../../../../services/platform/queueSender";
import { type AwsServer, awsServer } from "../../../helpers/awsServer";
import { recordingLogger } from "../../../helpers/services/logs";
import { recordingTracing } from "../../../helpers/services/spans";

const traceId = "67891233abcdef012345678912345678";
const root = "1-67891233-abcdef012345678912345678";
const request = { name: "POST /orders", attributes: {}, traceHeader: `Root=${root}` };

describe("spans of messages that are sent", () => {
  let server: AwsServer | undefined;

  afterEach(() => {
    server?.close();
  });

  /** Sends within a request, or outside one; returns the first entry that was sent, and the spans. */
  async function sent(header: string | undefined, what: "message" | "event") {
    const md5 = createHash("md5").update("7").digest("hex");
    server = await awsServer(() => ({
      Successful: [{ Id: "0", MessageId: "m", MD5OfMessageBody: md5 }],
      Entries: [{ EventId: "e" }],
    }));
    const { tracing, spans } = recordingTracing();
    const url = `${server.endpoint}/123456789012/jobs`;
    const work = () =>
      what === "message"
        ? queueSender<number>(url, { tracing }).send([7])
        : eventPublisher({ busName: "shop", source: "orders", tracing }).publish([
            { type: "OrderPlaced", detail: { customer: "ann" } },
          ]);
    await (header === undefined
      ? work()
      : tracing.serve({ ...request, traceHeader: header }, work));
    const [entry] = server.calls[0]?.input.Entries as Readonly<Record<string, unknown>>[];
    return { entry, spans: spans() };
  }

  it("are a call's, and the message carries the request's trace on", async () => {
    const { entry, spans } = await sent(request.traceHeader, "message");
    const [call, served] = spans;
    assert.deepEqual([call?.name, call?.parentId], ["SQS.SendMessageBatch", served?.spanId]);
    assert.deepEqual(entry?.["MessageSystemAttributes"], {
      AWSTraceHeader: {
        DataType: "String",
        StringValue: `Root=${root};Parent=${String(served?.spanId)};Sampled=1`,
      },
    });
  });

  it("are a call's, and the event carries the request's trace on", async () => {
    const { entry, spans } = await sent(request.traceHeader, "event");
    const [call, served] = spans;
    assert.equal(call?.name, "EventBridge.PutEvents");
    assert.equal(entry?.["TraceHeader"], `Root=${root};Parent=${String(served?.spanId)};Sampled=1`);
    assert.doesNotMatch(JSON.stringify(spans), /ann/);
  });

  it("are none where the request is not traced, which the message says too", async () => {
    const { entry, spans } = await sent(`Root=${root};Sampled=0`, "event");
    assert.deepEqual(spans, []);
    assert.equal(entry?.["TraceHeader"], `Root=${root};Sampled=0`);
  });

  it("are none outside a request", async () => {
    const { entry, spans } = await sent(undefined, "message");
    assert.deepEqual(spans, []);
    assert.equal(entry?.["MessageSystemAttributes"], undefined);
  });
});

describe("span of a message that is taken", () => {
  const message = { id: "m-1", body: '{"job":"ann"}', deliveries: 1 };

  async function taken(
    handle: () => Promise<void>,
    more: { readonly body?: string; readonly traceHeader?: string } = {},
  ) {
    const { tracing, spans } = recordingTracing();
    const { logger } = recordingLogger();
    const url = "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs";
    const schema = z.object({ job: z.string() });
    const consumer = queueConsumer(url, { schema, handle, logger, tracing });
    const failed = await consumer.take([{ ...message, ...more }]);
    return { failed, spans: spans() };
  }

  it("continues the sender's trace, and tells the queue and not the message", async () => {
    const traceHeader = `Root=${root};Parent=53995c3f42cd8ad8;Sampled=1`;
    const { failed, spans } = await taken(() => Promise.resolve(), { traceHeader });
    assert.deepEqual(failed, []);
    const [span] = spans;
    assert.deepEqual(
      [span?.name, span?.kind, span?.traceId, span?.parentId, span?.failed],
      ["process jobs", "SERVER", traceId, "53995c3f42cd8ad8", false],
    );
    assert.deepEqual(span?.attributes, {
      "messaging.system": "aws_sqs",
      "messaging.operation.name": "process",
      "messaging.destination.name": "jobs",
      "messaging.message.id": "m-1",
    });
  });

  it("fails with what its handler throws", async () => {
    const { failed, spans } = await taken(() => Promise.reject(new RangeError("ann")));
    assert.deepEqual(failed, ["m-1"]);
    assert.equal(spans[0]?.attributes["error.type"], "RangeError");
    assert.doesNotMatch(JSON.stringify(spans), /ann/);
  });

  it("fails with a body that is not as declared", async () => {
    const { failed, spans } = await taken(() => Promise.resolve(), { body: "{}" });
    assert.deepEqual(failed, ["m-1"]);
    assert.equal(spans[0]?.failed, true);
  });
});
