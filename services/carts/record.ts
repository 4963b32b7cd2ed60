import * as z from "zod";
import type { CartItem } from "./item";

/** How long an item that nobody touches stays in a cart. */
const keptSeconds = 30 * 24 * 60 * 60;

const recordSchema = z.object({
  itemId: z.string(),
  quantity: z.int(),
  unitPrice: z.int(),
  expiresAt: z.int(),
  lastAddId: z.string().optional(),
});

/** A cart's item as the table holds it. */
export interface CartRecord extends CartItem {
  /** Expiry in epoch seconds, which DynamoDB's time to live goes by. */
  readonly expiresAt: number;
  /** Id of the call that last added to the quantity. */
  readonly lastAddId?: string | undefined;
}

/** Key of an item in the table. */
export interface RecordKey {
  readonly customerId: string;
  readonly itemId: string;
}

/** @throws ZodError when the table holds something that no code of ours wrote */
export function toRecord(attributes: Readonly<Record<string, unknown>>): CartRecord {
  return recordSchema.parse(attributes);
}

/** The part of a record that leaves the service. */
export function toItem({ itemId, quantity, unitPrice }: CartRecord): CartItem {
  return { itemId, quantity, unitPrice };
}

/**
 * Whether a record still counts. DynamoDB deletes expired items within days, not at once.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ttl-expired-items.html
 */
export function isLive(record: CartRecord, nowMs: number): boolean {
  return record.expiresAt > epochSeconds(nowMs);
}

/** Expiry of an item written now. */
export function expiryOf(nowMs: number): number {
  return epochSeconds(nowMs) + keptSeconds;
}

export function epochSeconds(nowMs: number): number {
  return Math.floor(nowMs / 1000);
}
