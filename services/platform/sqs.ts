import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { QueueMessage } from "./queueConsumer";

/** A message with what it takes to delete it. */
export interface HeldMessage extends QueueMessage {
  readonly receipt: string;
}

/** A queue as a poller sees it. */
export interface QueueClient {
  /** Waits up to 20 seconds for up to ten messages. An aborted signal ends the wait with an error. */
  receive(queueUrl: string, signal: AbortSignal): Promise<readonly HeldMessage[]>;
  /**
   * Deletes up to ten messages.
   *
   * @throws Error that names those which are still there
   */
  remove(queueUrl: string, messages: readonly HeldMessage[]): Promise<void>;
}

/** Longest wait of one reception, in seconds; SQS allows no more. */
const waitSeconds = 20;

export interface QueueClientOptions {
  /** Longest wait for a connection. @default 500 */
  readonly connectionTimeoutMs?: number;
  /** Longest wait for an answer, beyond the 20 s of a reception. @default 5000 */
  readonly requestTimeoutMs?: number;
}

/** A client of Amazon SQS that gives up in time. Region, credentials and endpoint come from the runtime. */
export function createQueueClient(options: QueueClientOptions = {}): QueueClient {
  const client = new SQSClient({
    requestHandler: {
      connectionTimeout: options.connectionTimeoutMs ?? 500,
      requestTimeout: waitSeconds * 1000 + (options.requestTimeoutMs ?? 5_000),
      throwOnRequestTimeout: true,
    },
  });
  return {
    receive: (queueUrl, signal) => receive(client, queueUrl, signal),
    remove: (queueUrl, messages) => remove(client, queueUrl, messages),
  };
}

async function receive(
  client: SQSClient,
  queueUrl: string,
  abortSignal: AbortSignal,
): Promise<HeldMessage[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ["ApproximateReceiveCount", "MessageGroupId", "AWSTraceHeader"],
    }),
    { abortSignal },
  );
  return Messages.map(({ MessageId, Body, ReceiptHandle, Attributes = {} }) => {
    const { ApproximateReceiveCount: deliveries, MessageGroupId: group } = Attributes;
    const { AWSTraceHeader: traceHeader } = Attributes;
    return {
      id: MessageId ?? "",
      body: Body ?? "",
      receipt: ReceiptHandle ?? "",
      deliveries: Number(deliveries ?? 1),
      ...(group === undefined ? {} : { group }),
      ...(traceHeader === undefined ? {} : { traceHeader }),
    };
  });
}

async function remove(
  client: SQSClient,
  queueUrl: string,
  messages: readonly HeldMessage[],
): Promise<void> {
  const { Failed = [] } = await client.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: messages.map(({ receipt }, at) => ({ Id: String(at), ReceiptHandle: receipt })),
    }),
  );
  if (Failed.length === 0) return;
  const left = Failed.map(({ Id, Code }) => `${messages[Number(Id)]?.id ?? ""} (${Code ?? ""})`);
  throw new Error(`SQS did not delete ${left.join(", ")}`);
}
