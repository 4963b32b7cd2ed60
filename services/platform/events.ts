/**
 * Lets a function take records instead of requests: messages of a queue, records of a stream, changes of a
 * table, events of a bus. What is in them is checked before a handler sees it, and only records that
 * failed come back: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
import type * as z from "zod";
import type { Logger } from "./logger";
import {
  eventBridgeEvent,
  kinesisEvent,
  sqsEvent,
  tableChange,
  type TableChange,
  tableStreamEvent,
} from "./eventShapes";
import { type QueueConsumer, type QueueMessage, takeAll, takeInOrder } from "./queueConsumer";
import { attempt, checked, type ConsumerDeps, received } from "./records";

export type { ConsumerDeps, Received } from "./records";

/** Names the records that are to be tried again; an empty list means that all went well. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export type BatchHandler = (event: unknown) => Promise<BatchResponse>;

/** Handler of SQS messages with JSON bodies, all of a batch at once. */
export function queueHandler<Body>(deps: ConsumerDeps<Body>): BatchHandler {
  return async (event) => failed(await takeAll(messagesOf(event), deps));
}

/**
 * Handler of SQS messages of a FIFO queue, one after another: behind a failed one, the rest of its group
 * is not touched, so that its order holds.
 */
export function fifoQueueHandler<Body>(deps: ConsumerDeps<Body>): BatchHandler {
  return async (event) => failed(await takeInOrder(messagesOf(event), deps));
}

/**
 * Handler of the messages of several queues: each goes to the consumer of its queue.
 *
 * @throws Error for a queue that has none; Lambda then delivers the messages again
 */
export function queuesHandler(consumers: readonly QueueConsumer[]): BatchHandler {
  return async (event) => {
    const { Records } = parse(sqsEvent, event, "SQS messages");
    // Lambda never mixes the messages of two queues in one call.
    const queue = lastPart(Records[0]?.eventSourceARN ?? "", ":");
    const consumer = consumers.find(({ queueUrl }) => lastPart(queueUrl, "/") === queue);
    if (consumer !== undefined) return failed(await consumer.take(messagesOf(event)));
    const known = consumers.map(({ queueUrl }) => lastPart(queueUrl, "/")).join(", ");
    throw new Error(
      `This function takes messages of ${known === "" ? "no queue" : known}; got some of "${queue}". Check what invokes the function.`,
    );
  };
}

/** Whether an event holds messages of a queue, and not a request. */
export function isQueueEvent(event: unknown): boolean {
  return sqsEvent.safeParse(event).success;
}

function messagesOf(event: unknown): QueueMessage[] {
  const { Records } = parse(sqsEvent, event, "SQS messages");
  return Records.map(({ messageId, body, attributes }) => ({
    id: messageId,
    body,
    deliveries: Number(attributes.ApproximateReceiveCount),
    ...(attributes.MessageGroupId === undefined ? {} : { group: attributes.MessageGroupId }),
  }));
}

function lastPart(text: string, separator: string): string {
  return text.slice(text.lastIndexOf(separator) + 1);
}

/** Handler of Kinesis records with JSON data, in order; Lambda goes on from the first that failed. */
export function streamHandler<Body>(deps: ConsumerDeps<Body>): BatchHandler {
  return async (event) => {
    const { Records } = parse(kinesisEvent, event, "Kinesis records");
    return inOrder(
      Records.map(({ kinesis: { sequenceNumber: id, data } }) => ({
        id,
        run: () =>
          attempt(id, deps, () => {
            const json = Buffer.from(data, "base64").toString("utf8");
            return received(deps.schema, { id, json, deliveries: 1 });
          }),
      })),
    );
  };
}

export interface TableStreamDeps {
  readonly handle: (change: TableChange) => Promise<void>;
  readonly logger: Logger;
}

/** Handler of a DynamoDB table's changes, in order; items are plain objects. */
export function tableStreamHandler({ handle, logger }: TableStreamDeps): BatchHandler {
  return async (event) => {
    const { Records } = parse(tableStreamEvent, event, "DynamoDB stream records");
    return inOrder(
      Records.map((record) => {
        const id = record.dynamodb.SequenceNumber;
        return { id, run: () => attempt(id, { handle, logger }, () => tableChange(record)) };
      }),
    );
  };
}

export interface EventBridgeDeps<Detail> {
  readonly schema: z.ZodType<Detail>;
  readonly handle: (event: {
    readonly id: string;
    readonly type: string;
    readonly source: string;
    readonly detail: Detail;
  }) => Promise<void>;
}

/**
 * Handler of one EventBridge event. It fails as a whole, and Lambda then repeats the call.
 *
 * @throws Error for another event, or a detail that is not as declared
 */
export function eventBridgeHandler<Detail>({
  schema,
  handle,
}: EventBridgeDeps<Detail>): (event: unknown) => Promise<void> {
  return async (event) => {
    const parsed = parse(eventBridgeEvent, event, "an EventBridge event");
    const { id, source, "detail-type": type } = parsed;
    const detail = checked(schema, parsed.detail);
    await handle({ id, type, source, detail });
  };
}

interface Ordered {
  readonly id: string;
  readonly run: () => Promise<boolean>;
}

/** A stream's order holds, so that nothing behind a failed record is touched. */
async function inOrder(records: readonly Ordered[]): Promise<BatchResponse> {
  for (const { id, run } of records) {
    if (!(await run())) return failed([id]);
  }
  return failed([]);
}

/** An event of something else means that the function is connected wrongly: the whole call fails. */
function parse<Event>(schema: z.ZodType<Event>, event: unknown, what: string): Event {
  const result = schema.safeParse(event);
  if (result.success) return result.data;
  const keys = typeof event === "object" && event !== null ? Object.keys(event).join(", ") : "";
  throw new Error(
    `This function takes ${what}; got an event with ${keys === "" ? "no keys" : `the keys ${keys}`}. Check what invokes the function.`,
  );
}

function failed(ids: readonly string[]): BatchResponse {
  return { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) };
}
