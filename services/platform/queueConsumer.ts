/**
 * What a service does with the messages of a queue, the same on every runtime: a container polls for them,
 * a function is called with them.
 */
import { attempt, type ConsumerDeps, received } from "./records";
import { errorTypeOf, noTracing } from "./tracing";

/** A message as it comes, before its body is looked at. */
export interface QueueMessage {
  readonly id: string;
  readonly body: string;
  /** How often the queue has delivered it, 1 for the first time. */
  readonly deliveries: number;
  /** Message group of a FIFO queue, within which order holds. */
  readonly group?: string;
  /** Trace that it is part of, in the form of `X-Amzn-Trace-Id`. */
  readonly traceHeader?: string;
}

/** What a span says of where a message comes from. */
interface Source {
  readonly queueName?: string;
}

/** One queue, and what becomes of its messages. */
export interface QueueConsumer {
  readonly queueUrl: string;
  /** Takes a batch and returns the ids of the messages that failed, which are delivered again. */
  readonly take: (messages: readonly QueueMessage[]) => Promise<readonly string[]>;
}

/**
 * A consumer of messages with JSON bodies. Those of a standard queue are handled at once, those of a FIFO
 * queue, which its URL shows, one after another. SQS delivers at least once: `handle` has to bear a
 * message that it has seen before.
 */
export function queueConsumer<Body>(queueUrl: string, deps: ConsumerDeps<Body>): QueueConsumer {
  const take = queueUrl.endsWith(".fifo") ? takeInOrder : takeAll;
  const queueName = queueUrl.split("/").at(-1);
  return { queueUrl, take: (messages) => take(messages, { ...deps, queueName }) };
}

/** Handles all messages of a batch at once. */
export async function takeAll<Body>(
  messages: readonly QueueMessage[],
  deps: ConsumerDeps<Body> & Source,
): Promise<string[]> {
  const failures = await Promise.all(
    messages.map(async (message) => ((await takeOne(message, deps)) ? [] : [message.id])),
  );
  return failures.flat();
}

/** Handles messages in turn; behind a failed one, the rest of its group is not touched. */
export async function takeInOrder<Body>(
  messages: readonly QueueMessage[],
  deps: ConsumerDeps<Body> & Source,
): Promise<string[]> {
  const failures: string[] = [];
  const stopped = new Set<string>();
  for (const message of messages) {
    const group = message.group ?? "";
    if (!stopped.has(group) && (await takeOne(message, deps))) continue;
    stopped.add(group);
    failures.push(message.id);
  }
  return failures;
}

/** X-Ray makes a segment of the service of a server's span only, so a message has one too. */
function takeOne<Body>(
  { id, body, deliveries, traceHeader }: QueueMessage,
  deps: ConsumerDeps<Body> & Source,
): Promise<boolean> {
  const { tracing = noTracing, queueName = "queue" } = deps;
  const attributes = {
    "messaging.system": "aws_sqs",
    "messaging.operation.name": "process",
    "messaging.destination.name": queueName,
    "messaging.message.id": id,
  };
  return tracing.serve({ name: `process ${queueName}`, attributes, traceHeader }, (span) =>
    attempt(
      id,
      deps,
      () => received(deps.schema, { id, json: body, deliveries }),
      (error) => {
        span.fail(errorTypeOf(error));
      },
    ),
  );
}
