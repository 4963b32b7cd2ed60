/** Takes messages from queues until it is told to stop; then finishes those that it has begun. */
import { setTimeout as sleep } from "node:timers/promises";
import { errorFields, type Logger } from "./logger";
import type { QueueConsumer } from "./queueConsumer";
import type { HeldMessage, QueueClient } from "./sqs";

export interface PollingOptions {
  readonly consumers: readonly QueueConsumer[];
  readonly client: QueueClient;
  readonly logger: Logger;
  /** Longest wait for messages in work once told to stop. @default 20000, below the 30 s that ECS gives */
  readonly finishMs?: number;
  /** Wait after a failed reception, doubled with each up to 64 times. @default 500 */
  readonly retryMs?: number;
}

/** Pollers at work, one for each queue. */
export interface Polling {
  /** Takes no more messages and waits for those in work. Returns false when some had to be left. */
  stop(): Promise<boolean>;
}

/** The most that the wait between failed receptions grows. */
const mostBackoff = 64;

/** Starts one poller for each consumer. */
export function startPolling(options: PollingOptions): Polling {
  const { consumers, logger, finishMs = 20_000 } = options;
  const stopping = new AbortController();
  const pollers = Promise.all(
    consumers.map((consumer) => poll(consumer, options, stopping.signal)),
  ).then(() => true);
  return {
    async stop() {
      stopping.abort();
      const timeUp = new AbortController();
      const finished = await Promise.race([
        pollers,
        sleep(finishMs, false, { signal: timeUp.signal }).catch(() => false),
      ]);
      timeUp.abort();
      // What is left is delivered again, here or to another copy, when its visibility time-out is over.
      if (!finished) logger.warn("messages left in work");
      return finished;
    },
  };
}

async function poll(
  consumer: QueueConsumer,
  { client, logger, retryMs = 500 }: PollingOptions,
  signal: AbortSignal,
): Promise<void> {
  let backoff = 1;
  while (!signal.aborted) {
    try {
      const messages = await client.receive(consumer.queueUrl, signal);
      backoff = 1;
      if (messages.length > 0) await work(consumer, messages, client);
    } catch (error) {
      // The wait for messages ends with an error, too, when the poller is told to stop.
      if (isAborted(signal, error)) return;
      logger.error("queue failed", { queue: consumer.queueUrl, ...errorFields(error) });
      await sleep(retryMs * backoff, undefined, { signal }).catch(() => undefined);
      backoff = Math.min(backoff * 2, mostBackoff);
    }
  }
}

function isAborted(signal: AbortSignal, error: unknown): boolean {
  return signal.aborted && error instanceof Error && error.name === "AbortError";
}

/** Deletes what succeeded; the rest is delivered again, or goes to the dead-letter queue. */
async function work(
  { queueUrl, take }: QueueConsumer,
  messages: readonly HeldMessage[],
  client: QueueClient,
): Promise<void> {
  const failed = new Set(await take(messages));
  const done = messages.filter(({ id }) => !failed.has(id));
  if (done.length > 0) await client.remove(queueUrl, done);
}
