import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { maxQuantity } from "./item";
import { type CartRecord, expiryOf, isLive } from "./record";

type Writes = NonNullable<TransactWriteCommandInput["TransactItems"]>;

/** A transaction takes 100 writes, and moving one item takes two. */
const itemsPerTransaction = 50;

export interface MergeOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly nowMs: number;
  /** Makes an idempotency token, so that the SDK's own retry of a transaction counts once. */
  readonly newId: () => string;
}

/** A cart as it was read just before. */
export interface ReadCart {
  readonly customerId: string;
  readonly records: readonly CartRecord[];
}

/**
 * Moves the items of one cart into another, adding up quantities (at most {@link maxQuantity}).
 *
 * Every transaction takes items out of the first cart and puts them into the second, and holds only
 * when both still are as they were read. So an item is never lost or counted twice: a merge that
 * breaks off between transactions, is repeated, or runs twice at once only finds less to move.
 *
 * @throws TransactionCanceledException when either cart has changed since; read again and repeat
 */
export async function moveItems(
  from: ReadCart,
  to: ReadCart,
  { client, tableName, nowMs, newId }: MergeOptions,
): Promise<void> {
  const present = new Map(to.records.map((record) => [record.itemId, record]));
  const moving = from.records.filter((record) => isLive(record, nowMs));
  for (let start = 0; start < moving.length; start += itemsPerTransaction) {
    const writes = moving
      .slice(start, start + itemsPerTransaction)
      .flatMap((record) => [
        takeOut(tableName, from.customerId, record),
        putInto(tableName, to.customerId, record, present.get(record.itemId), nowMs),
      ]);
    await client.send(
      new TransactWriteCommand({ TransactItems: writes, ClientRequestToken: newId() }),
    );
  }
}

function takeOut(tableName: string, customerId: string, record: CartRecord): Writes[number] {
  return {
    Delete: {
      TableName: tableName,
      Key: { customerId, itemId: record.itemId },
      ConditionExpression: "quantity = :readQuantity AND expiresAt = :readExpiresAt",
      ExpressionAttributeValues: {
        ":readQuantity": record.quantity,
        ":readExpiresAt": record.expiresAt,
      },
    },
  };
}

function putInto(
  tableName: string,
  customerId: string,
  record: CartRecord,
  present: CartRecord | undefined,
  nowMs: number,
): Writes[number] {
  const already = present !== undefined && isLive(present, nowMs) ? present.quantity : 0;
  return {
    Update: {
      TableName: tableName,
      Key: { customerId, itemId: record.itemId },
      UpdateExpression: "SET quantity = :quantity, unitPrice = :unitPrice, expiresAt = :expiresAt",
      ConditionExpression:
        present === undefined
          ? "attribute_not_exists(itemId)"
          : "quantity = :readQuantity AND expiresAt = :readExpiresAt",
      ExpressionAttributeValues: {
        ":quantity": Math.min(maxQuantity, already + record.quantity),
        ":unitPrice": record.unitPrice,
        ":expiresAt": expiryOf(nowMs),
        ...(present && {
          ":readQuantity": present.quantity,
          ":readExpiresAt": present.expiresAt,
        }),
      },
    },
  };
}
