import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { Clock } from "../platform/clock";
import { type Pause, repeatOnConflict } from "./conflicts";
import type { CartItem } from "./item";
import { addToItem, deleteItem, readItem, setItem, type TableContext } from "./itemTable";
import { moveItems, type ReadCart } from "./merge";
import { isLive, toItem, toRecord } from "./record";

/** Where the carts are. A cart that nobody has put anything into is an empty cart. */
export interface CartStore {
  items(customerId: string): Promise<readonly CartItem[]>;
  /** One item; undefined when the cart does not hold it. */
  item(customerId: string, itemId: string): Promise<CartItem | undefined>;
  /**
   * Adds to what the cart holds of an item, and returns the item as it now is.
   *
   * @throws HttpError 409 when the cart would hold too many of it
   */
  add(customerId: string, item: CartItem): Promise<CartItem>;
  /** Sets a quantity, and a price if given. False when the cart does not hold the item. */
  set(
    customerId: string,
    change: { readonly itemId: string; readonly quantity: number; readonly unitPrice?: number },
  ): Promise<boolean>;
  /** Takes an item out. False when the cart does not hold it. */
  remove(customerId: string, itemId: string): Promise<boolean>;
  /** Takes everything out, and returns it. */
  removeAll(customerId: string): Promise<readonly CartItem[]>;
  /** Moves everything from one cart into another. Repeating it does no harm. */
  merge(fromCustomerId: string, toCustomerId: string): Promise<void>;
}

export interface DynamoCartStoreOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly clock: Clock;
  /** Makes unique ids. @default random UUIDs */
  readonly newId?: () => string;
  /** Waits between attempts. @default a timer */
  readonly pause?: Pause;
}

/** Deletions of one cart under way at a time. */
const parallelDeletes = 10;

/**
 * Carts in a DynamoDB table: one record per item, found by customer. Needs `dynamodb:GetItem`,
 * `Query`, `UpdateItem` and `DeleteItem` on it; a transaction needs no permission of its own.
 * Reads are consistent, so that a customer sees what the last click did.
 */
export function dynamoCartStore(options: DynamoCartStoreOptions): CartStore {
  const { client, tableName, clock, newId = randomUUID, pause = sleep } = options;
  const now = (): TableContext => ({ client, tableName, nowMs: clock() });

  const read = (customerId: string): Promise<ReadCart> => readCart(now(), customerId);

  return {
    async items(customerId) {
      const { records } = await read(customerId);
      return records.filter((record) => isLive(record, clock())).map(toItem);
    },
    async item(customerId, itemId) {
      const record = await readItem(now(), { customerId, itemId });
      return record !== undefined && isLive(record, clock()) ? toItem(record) : undefined;
    },
    async add(customerId, item) {
      const key = { customerId, itemId: item.itemId };
      const addId = newId();
      return toItem(await repeatOnConflict(() => addToItem(now(), key, item, addId), pause));
    },
    set: (customerId, { itemId, ...change }) =>
      repeatOnConflict(() => setItem(now(), { customerId, itemId }, change), pause),
    async remove(customerId, itemId) {
      const remove = () => deleteItem(now(), { customerId, itemId });
      return (await repeatOnConflict(remove, pause)) !== undefined;
    },
    async removeAll(customerId) {
      const { records } = await read(customerId);
      const removed: CartItem[] = [];
      for (let start = 0; start < records.length; start += parallelDeletes) {
        const keys = records.slice(start, start + parallelDeletes);
        const deletes = keys.map(({ itemId }) =>
          repeatOnConflict(() => deleteItem(now(), { customerId, itemId }), pause),
        );
        removed.push(
          ...(await Promise.all(deletes)).filter((item) => item !== undefined).map(toItem),
        );
      }
      return removed;
    },
    merge: (fromCustomerId, toCustomerId) =>
      repeatOnConflict(async () => {
        const from = await read(fromCustomerId);
        const to = await read(toCustomerId);
        await moveItems(from, to, { ...now(), newId });
      }, pause),
  };
}

/** Reads a whole cart, with what has expired but is not yet deleted. */
async function readCart(
  { client, tableName }: TableContext,
  customerId: string,
): Promise<ReadCart> {
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      KeyConditionExpression: "customerId = :customerId",
      ExpressionAttributeValues: { ":customerId": customerId },
      ConsistentRead: true,
    },
  );
  const records = [];
  for await (const page of pages) {
    records.push(...(page.Items ?? []).map(toRecord));
  }
  return { customerId, records };
}
