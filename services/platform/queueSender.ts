import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { deliver, type DeliverOptions } from "./outgoing";
import { noTracing, type Tracing } from "./tracing";
import { awsCalls } from "./tracing/awsCalls";

/** Order of a FIFO queue's message, and how SQS knows one that it had already. */
export interface FifoPlace {
  /** Message group, within which order holds. */
  readonly group: string;
  /** The same id within five minutes is the same message. @default known by its content, where the queue does that */
  readonly id?: string;
}

/** Where a service sends its messages. */
export interface QueueSender<Body> {
  /**
   * Sends messages with JSON bodies, in as few calls as may be; those of a FIFO queue one after another,
   * so that their order holds. A message may come twice when a call failed half-way and is repeated.
   *
   * @param place order and identity of a FIFO queue's message
   * @throws RangeError for a message that is too large, before anything is sent
   * @throws Error when the queue did not take all of them, after three tries
   */
  send(bodies: readonly Body[], place?: (body: Body) => FifoPlace): Promise<void>;
}

/**
 * Largest message, and largest sum of one call.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
const maxBytes = 1024 * 1024;

export interface QueueSenderOptions extends Pick<DeliverOptions<unknown>, "retryMs"> {
  /** Spans of the calls; messages carry their trace on. @default none */
  readonly tracing?: Tracing;
}

/** A sender to Amazon SQS that gives up in time. Region, credentials and endpoint come from the runtime. */
export function queueSender<Body>(
  queueUrl: string,
  { tracing = noTracing, ...options }: QueueSenderOptions = {},
): QueueSender<Body> {
  const client = new SQSClient({
    requestHandler: {
      connectionTimeout: 500,
      requestTimeout: 5_000,
      throwOnRequestTimeout: true,
    },
  });
  client.middlewareStack.use(awsCalls(tracing));
  const limits = { entries: queueUrl.endsWith(".fifo") ? 1 : 10, bytes: maxBytes };
  return {
    async send(bodies, place) {
      const items = bodies.map((body) => {
        const entry = {
          MessageBody: JSON.stringify(body),
          ...fifoFields(place?.(body)),
          ...traceFields(tracing.traceHeader()),
        };
        return { entry, bytes: checkedSize(entry.MessageBody) };
      });
      const send = (entries: readonly Entry[]) => sendBatch(client, queueUrl, entries);
      await deliver(items, { ...options, limits, send });
    },
  };
}

type Entry = Omit<SendMessageBatchRequestEntry, "Id">;

function fifoFields(place: FifoPlace | undefined): Partial<Entry> {
  if (place === undefined) return {};
  const { group, id } = place;
  return { MessageGroupId: group, ...(id === undefined ? {} : { MessageDeduplicationId: id }) };
}

/** Does not count towards the size. */
function traceFields(traceHeader: string | undefined): Partial<Entry> {
  if (traceHeader === undefined) return {};
  const AWSTraceHeader = { DataType: "String", StringValue: traceHeader };
  return { MessageSystemAttributes: { AWSTraceHeader } };
}

async function sendBatch(client: SQSClient, QueueUrl: string, entries: readonly Entry[]) {
  const { Failed = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: entries.map((entry, at) => ({ ...entry, Id: String(at) })),
    }),
  );
  return Failed.map(({ Id, Code, SenderFault }) => ({
    at: Number(Id),
    code: Code ?? "unknown",
    isFinal: SenderFault === true,
  }));
}

function checkedSize(text: string): number {
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxBytes) return bytes;
  throw new RangeError(
    `A message must have at most ${maxBytes} bytes, got ${bytes}; store what is large and send where it is`,
  );
}
