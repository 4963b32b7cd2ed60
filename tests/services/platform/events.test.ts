import assert from "node:assert/strict";
import * as z from "zod";
import {
  type BatchHandler,
  type ConsumerDeps,
  eventBridgeHandler,
  fifoQueueHandler,
  queueHandler,
  type Received,
  streamHandler,
  tableStreamHandler,
} from "../../../services/platform/events";
import type { TableChange } from "../../../services/platform/eventShapes";
import { recordingLogger } from "../../helpers/services/logs";

const schema = z.object({ orderId: z.string(), quantity: z.number() });
type Order = z.infer<typeof schema>;

const body = (orderId: string): string => JSON.stringify({ orderId, quantity: 1 });

/** A handler that fails for order "bad", and what it was given. */
function consumer(make: (deps: ConsumerDeps<Order>) => BatchHandler) {
  const { logger, lines } = recordingLogger();
  const received: Received<Order>[] = [];
  const handle = (one: Received<Order>): Promise<void> => {
    received.push(one);
    return one.body.orderId === "bad"
      ? Promise.reject(new Error("out of stock"))
      : Promise.resolve();
  };
  return { handler: make({ schema, handle, logger }), received, lines };
}

function message(messageId: string, text: string, group?: string): object {
  return {
    messageId,
    body: text,
    eventSource: "aws:sqs",
    attributes: {
      ApproximateReceiveCount: "2",
      ...(group === undefined ? {} : { MessageGroupId: group }),
    },
  };
}

function failures(...ids: string[]): object {
  return { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) };
}

describe("queueHandler", () => {
  it("hands over each message with its checked body and how often it was delivered", async () => {
    const { handler, received } = consumer(queueHandler);
    const response = await handler({ Records: [message("m-1", body("a"))] });
    assert.deepEqual(response, failures());
    assert.deepEqual(received, [{ id: "m-1", body: { orderId: "a", quantity: 1 }, deliveries: 2 }]);
  });

  it("returns the messages that failed, and no other", async () => {
    const { handler, lines } = consumer(queueHandler);
    const response = await handler({
      Records: [message("m-1", body("bad")), message("m-2", body("b"))],
    });
    assert.deepEqual(response, failures("m-1"));
    assert.deepEqual(
      lines.map(({ message: text, record, reason }) => ({ text, record, reason })),
      [{ text: "record failed", record: "m-1", reason: "out of stock" }],
    );
  });

  for (const [title, text, reason] of [
    ["no JSON", "{", "the body is not JSON"],
    [
      "not as declared",
      '{"orderId":"secret-1"}',
      "the body is not as declared: quantity: Invalid input: expected number, received undefined",
    ],
  ] as const) {
    it(`fails a message whose body is ${title}, without repeating it in the log`, async () => {
      const { handler, received, lines } = consumer(queueHandler);
      const response = await handler({ Records: [message("m-1", text)] });
      assert.deepEqual(response, failures("m-1"));
      assert.deepEqual(received, []);
      assert.equal(lines[0]?.["reason"], reason);
    });
  }

  it("refuses an event of something else as a whole", async () => {
    const { handler } = consumer(queueHandler);
    await assert.rejects(handler({ httpMethod: "GET", path: "/" }), {
      message:
        "This function takes SQS messages; got an event with the keys httpMethod, path. Check what invokes the function.",
    });
    await assert.rejects(handler(null), /got an event with no keys/);
  });
});

describe("fifoQueueHandler", () => {
  it("touches nothing of a group behind the message that failed", async () => {
    const { handler, received } = consumer(fifoQueueHandler);
    const response = await handler({
      Records: [
        message("m-1", body("bad"), "x"),
        message("m-2", body("b"), "y"),
        message("m-3", body("c"), "x"),
      ],
    });
    assert.deepEqual(response, failures("m-1", "m-3"));
    assert.deepEqual(
      received.map(({ id }) => id),
      ["m-1", "m-2"],
    );
  });
});

describe("streamHandler", () => {
  const record = (sequenceNumber: string, text: string): object => ({
    eventSource: "aws:kinesis",
    kinesis: { sequenceNumber, data: Buffer.from(text).toString("base64") },
  });

  it("hands over records in order and stops at the first that fails", async () => {
    const { handler, received } = consumer(streamHandler);
    const response = await handler({
      Records: [record("1", body("a")), record("2", body("bad")), record("3", body("c"))],
    });
    assert.deepEqual(response, failures("2"));
    assert.deepEqual(
      received.map(({ id, deliveries }) => [id, deliveries]),
      [
        ["1", 1],
        ["2", 1],
      ],
    );
  });

  it("fails a record that is not as declared", async () => {
    const { handler } = consumer(streamHandler);
    assert.deepEqual(await handler({ Records: [record("1", "[]")] }), failures("1"));
  });
});

describe("tableStreamHandler", () => {
  const change = (more: object): object => ({
    eventSource: "aws:dynamodb",
    eventName: "MODIFY",
    dynamodb: { SequenceNumber: "7", Keys: { id: { S: "cart-1" } }, ...more },
  });

  function table() {
    const { logger } = recordingLogger();
    const changes: TableChange[] = [];
    const handle = (one: TableChange): Promise<void> => {
      changes.push(one);
      return Promise.resolve();
    };
    return { handler: tableStreamHandler({ handle, logger }), changes };
  }

  it("hands over items as plain objects", async () => {
    const { handler, changes } = table();
    const images = {
      OldImage: { id: { S: "cart-1" }, lines: { L: [] } },
      NewImage: { id: { S: "cart-1" }, lines: { L: [{ N: "2" }] } },
    };
    assert.deepEqual(await handler({ Records: [change(images)] }), failures());
    assert.deepEqual(changes, [
      {
        id: "7",
        kind: "modify",
        keys: { id: "cart-1" },
        before: { id: "cart-1", lines: [] },
        after: { id: "cart-1", lines: [2] },
      },
    ]);
  });

  it("fails a record with a number that JavaScript cannot hold", async () => {
    const { handler, changes } = table();
    const images = { NewImage: { total: { N: "12345678901234567890.5" } } };
    assert.deepEqual(await handler({ Records: [change(images)] }), failures("7"));
    assert.deepEqual(changes, []);
  });
});

describe("eventBridgeHandler", () => {
  const event = {
    id: "e-1",
    source: "shop.orders",
    "detail-type": "OrderPlaced",
    detail: { orderId: "a", quantity: 1 },
  };
  const handled: object[] = [];
  const handler = eventBridgeHandler({
    schema,
    handle: (one) => {
      handled.push(one);
      return Promise.resolve();
    },
  });

  it("hands over what was declared", async () => {
    await handler({ ...event, account: "123456789012" });
    assert.deepEqual(handled, [
      { id: "e-1", type: "OrderPlaced", source: "shop.orders", detail: event.detail },
    ]);
  });

  it("fails as a whole, so that Lambda repeats the call", async () => {
    await assert.rejects(handler({ ...event, detail: {} }), /the body is not as declared: orderId/);
    await assert.rejects(handler({ Records: [] }), /takes an EventBridge event; got .* Records/);
  });
});
