/**
 * Lets a function take records instead of requests: messages of a queue, records of a stream, changes of a
 * table, events of a bus. What is in them is checked before a handler sees it, and only records that
 * failed come back: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
import type * as z from "zod";
import { errorFields, type Logger } from "./logger";
import {
  eventBridgeEvent,
  kinesisEvent,
  sqsEvent,
  tableChange,
  type TableChange,
  tableStreamEvent,
} from "./eventShapes";

/** Names the records that are to be tried again; an empty list means that all went well. */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

export type BatchHandler = (event: unknown) => Promise<BatchResponse>;

/** One message or record. */
export interface Received<Body> {
  /** Message id of SQS, sequence number of a stream. */
  readonly id: string;
  readonly body: Body;
  /** How often SQS has delivered it, 1 for the first time; always 1 for a stream. */
  readonly deliveries: number;
}

export interface ConsumerDeps<Body> {
  /** What a body must be; anything else fails without reaching `handle`. */
  readonly schema: z.ZodType<Body>;
  readonly handle: (received: Received<Body>) => Promise<void>;
  readonly logger: Logger;
}

/** Handler of SQS messages with JSON bodies, all of a batch at once. */
export function queueHandler<Body>(deps: ConsumerDeps<Body>): BatchHandler {
  return async (event) => {
    const { Records } = parse(sqsEvent, event, "SQS messages");
    const failures = await Promise.all(
      Records.map(async ({ messageId, body, attributes }) => {
        const deliveries = Number(attributes.ApproximateReceiveCount);
        const succeeded = await attempt(messageId, deps, () =>
          received(deps.schema, { id: messageId, json: body, deliveries }),
        );
        return succeeded ? [] : [messageId];
      }),
    );
    return failed(failures.flat());
  };
}

/**
 * Handler of SQS messages of a FIFO queue, one after another: behind a failed one, the rest of its group
 * is not touched, so that its order holds.
 */
export function fifoQueueHandler<Body>(deps: ConsumerDeps<Body>): BatchHandler {
  return async (event) => {
    const { Records } = parse(sqsEvent, event, "SQS messages");
    const failures: string[] = [];
    const stopped = new Set<string>();
    for (const { messageId, body, attributes } of Records) {
      const group = attributes.MessageGroupId ?? "";
      const deliveries = Number(attributes.ApproximateReceiveCount);
      const succeeded =
        !stopped.has(group) &&
        (await attempt(messageId, deps, () =>
          received(deps.schema, { id: messageId, json: body, deliveries }),
        ));
      if (succeeded) continue;
      stopped.add(group);
      failures.push(messageId);
    }
    return failed(failures);
  };
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

/** Runs one record; false when it failed, which is logged. */
async function attempt<Item>(
  id: string,
  deps: { readonly handle: (item: Item) => Promise<void>; readonly logger: Logger },
  read: () => Item,
): Promise<boolean> {
  try {
    await deps.handle(read());
    return true;
  } catch (error) {
    deps.logger.error("record failed", { record: id, ...errorFields(error) });
    return false;
  }
}

function received<Body>(
  schema: z.ZodType<Body>,
  { id, json, deliveries }: { id: string; json: string; deliveries: number },
): Received<Body> {
  return { id, body: checked(schema, parseJson(json)), deliveries };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("the body is not JSON");
  }
}

/** What a body holds is not repeated: it may be a customer's. */
function checked<Body>(schema: z.ZodType<Body>, value: unknown): Body {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(`the body is not as declared: ${faults.join("; ")}`);
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
