/** How many messages wait in the queues, looked at now and then while the cloud runs. */
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Reporter } from "../reporter";
import type { QueueStatus } from "../types";
import { type Queue, countMessages, deadLetterArn } from "./queues";

const LOOK_EVERY_MS = 5_000;

export class QueueWatch {
  readonly #client: SQSClient;
  readonly #queues: readonly Queue[];
  readonly #reporter: Reporter;
  #status: readonly QueueStatus[] = [];
  #timer: NodeJS.Timeout | undefined;

  private constructor(client: SQSClient, queues: readonly Queue[], reporter: Reporter) {
    this.#client = client;
    this.#queues = queues;
    this.#reporter = reporter;
  }

  /** Looks once, and then again and again; a stack without queues costs nothing. */
  static async start(
    client: SQSClient,
    queues: readonly Queue[],
    reporter: Reporter,
  ): Promise<QueueWatch> {
    const watch = new QueueWatch(client, queues, reporter);
    if (queues.length === 0) return watch;
    await watch.#look();
    watch.#timer = setInterval(() => {
      // The emulator may be on its way out; the next look, if there is one, tells more.
      watch.#look().catch(() => undefined);
    }, LOOK_EVERY_MS).unref();
    return watch;
  }

  stop(): Promise<void> {
    clearInterval(this.#timer);
    return Promise.resolve();
  }

  /** As it was when last looked at. */
  status(): readonly QueueStatus[] {
    return this.#status;
  }

  async #look(): Promise<void> {
    const counts = new Map<string, number>();
    for (const { arn, name } of this.#queues) {
      counts.set(arn, await countMessages(this.#client, name));
    }
    const before = this.#status;
    this.#status = queueRows(this.#queues, counts);
    if (JSON.stringify(this.#status) === JSON.stringify(before)) return;
    this.#reporter.event({ kind: "queues", queues: this.#status });
    // On AWS an alarm says so.
    for (const { name, dead = 0 } of this.#status) {
      if (dead <= (before.find((row) => row.name === name)?.dead ?? 0)) continue;
      const messages = dead === 1 ? "a message" : `${dead} messages`;
      const fault = `queue ${name} has ${messages} in its dead-letter queue; the consumer's log says why.`;
      this.#reporter.warn("sqs", fault);
    }
  }
}

/** Queues by name, each with its dead-letter queue's messages; dead-letter queues have no row of their own. */
export function queueRows(
  queues: readonly Queue[],
  counts: ReadonlyMap<string, number>,
): QueueStatus[] {
  const deadLetters = new Set(queues.map(deadLetterArn));
  return queues
    .filter(({ arn }) => !deadLetters.has(arn))
    .map((queue) => {
      const dead = deadLetterArn(queue);
      const waiting = counts.get(queue.arn) ?? 0;
      const row = { name: queue.name, waiting };
      return dead === undefined ? row : { ...row, dead: counts.get(dead) ?? 0 };
    })
    .sort((left, right) => left.name.localeCompare(right.name));
}
