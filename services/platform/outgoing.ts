/** What senders of messages share: batches within AWS's limits, and another try for what did not go. */
import { setTimeout as sleep } from "node:timers/promises";

/** Something to send, with its size as AWS counts it. */
export interface Outgoing<Entry> {
  readonly entry: Entry;
  readonly bytes: number;
}

export interface BatchLimits {
  readonly entries: number;
  readonly bytes: number;
}

/** An entry that AWS did not take. */
export interface Refused {
  /** Place in the batch. */
  readonly at: number;
  readonly code: string;
  /** Whether it is the sender's fault, so that another try is of no use. */
  readonly isFinal: boolean;
}

export interface DeliverOptions<Entry> {
  readonly limits: BatchLimits;
  /** Sends one batch and tells what of it was refused. */
  readonly send: (entries: readonly Entry[]) => Promise<readonly Refused[]>;
  /** Tries for each entry, the first one included. @default 3 */
  readonly attempts?: number;
  /** Wait before the second try, doubled with each. @default 100 */
  readonly retryMs?: number;
}

/** Entries in their order, in as few batches as the limits allow. */
export function inBatches<Entry>(
  items: readonly Outgoing<Entry>[],
  limits: BatchLimits,
): Entry[][] {
  const batches: Entry[][] = [];
  let bytes = 0;
  for (const item of items) {
    const last = batches.at(-1);
    if (last === undefined || last.length === limits.entries || bytes + item.bytes > limits.bytes) {
      batches.push([item.entry]);
      bytes = item.bytes;
    } else {
      last.push(item.entry);
      bytes += item.bytes;
    }
  }
  return batches;
}

/**
 * Sends everything, one batch after another. What AWS refuses alone is tried again alone.
 *
 * @throws Error with the codes of what was refused to the end; the rest of its batch was sent, later
 * batches were not
 */
export async function deliver<Entry>(
  items: readonly Outgoing<Entry>[],
  { limits, send, attempts = 3, retryMs = 100 }: DeliverOptions<Entry>,
): Promise<void> {
  for (const batch of inBatches(items, limits)) {
    let left: readonly Entry[] = batch;
    for (let attempt = 1; left.length > 0; attempt += 1) {
      const refused = await send(left);
      if (attempt === attempts || refused.some(({ isFinal }) => isFinal)) throwRefused(refused);
      left = left.filter((_, at) => refused.some((one) => one.at === at));
      if (left.length > 0) await sleep(retryMs * 2 ** (attempt - 1));
    }
  }
}

function throwRefused(refused: readonly Refused[]): void {
  if (refused.length === 0) return;
  const codes = [...new Set(refused.map(({ code }) => code))].join(", ");
  throw new Error(`${refused.length} not taken: ${codes}`);
}
