import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { HttpError } from "../platform/errors";
import { ConflictError } from "./conflicts";
import { type CartItem, maxQuantity } from "./item";
import {
  type CartRecord,
  epochSeconds,
  expiryOf,
  isLive,
  type RecordKey,
  toRecord,
} from "./record";

/** What reading or writing one item takes. */
export interface TableContext {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly nowMs: number;
}

/**
 * Adds to an item's quantity, in one atomic update, and returns the item as it now is.
 *
 * `addId` is stored with the item: when the answer to an update is lost and the SDK repeats it,
 * the repetition is recognised and not added again.
 *
 * @throws HttpError 409 when the quantity would exceed {@link maxQuantity}; ConflictError when the
 * item was written meanwhile
 */
export async function addToItem(
  context: TableContext,
  key: RecordKey,
  item: CartItem,
  addId: string,
): Promise<CartRecord> {
  try {
    return await update(context, key, {
      UpdateExpression:
        "SET unitPrice = :unitPrice, expiresAt = :expiresAt, lastAddId = :addId ADD quantity :quantity",
      ConditionExpression:
        "attribute_not_exists(itemId) OR (expiresAt > :now AND quantity <= :room " +
        "AND (attribute_not_exists(lastAddId) OR lastAddId <> :addId))",
      ExpressionAttributeValues: {
        ":unitPrice": item.unitPrice,
        ":expiresAt": expiryOf(context.nowMs),
        ":addId": addId,
        ":quantity": item.quantity,
        ":now": epochSeconds(context.nowMs),
        ":room": maxQuantity - item.quantity,
      },
    });
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) {
      throw error;
    }
  }
  return await addToPresent(context, key, item, addId);
}

/** Finds out why an addition was refused, and does what can be done about it. */
async function addToPresent(
  context: TableContext,
  key: RecordKey,
  item: CartItem,
  addId: string,
): Promise<CartRecord> {
  const present = await readItem(context, key);
  if (present?.lastAddId === addId) {
    return present;
  }
  if (present !== undefined && !isLive(present, context.nowMs)) {
    return await replaceExpired(context, key, item, addId);
  }
  if (present !== undefined && present.quantity + item.quantity > maxQuantity) {
    throw new HttpError(
      409,
      `the cart may hold ${maxQuantity} of this item and already holds ${present.quantity}`,
    );
  }
  throw new ConflictError("the item was written meanwhile");
}

/**
 * Sets an item's quantity, and its price when one is given. False when the cart has no such item.
 */
export async function setItem(
  context: TableContext,
  key: RecordKey,
  change: { readonly quantity: number; readonly unitPrice?: number | undefined },
): Promise<boolean> {
  const hasPrice = change.unitPrice !== undefined;
  try {
    await update(context, key, {
      UpdateExpression:
        "SET quantity = :quantity, expiresAt = :expiresAt" +
        (hasPrice ? ", unitPrice = :unitPrice" : ""),
      ConditionExpression: "expiresAt > :now",
      ExpressionAttributeValues: {
        ":quantity": change.quantity,
        ":expiresAt": expiryOf(context.nowMs),
        ":now": epochSeconds(context.nowMs),
        ...(hasPrice && { ":unitPrice": change.unitPrice }),
      },
    });
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      return false;
    }
    throw error;
  }
}

/** Reads an item, expired or not. */
export async function readItem(
  { client, tableName }: TableContext,
  key: RecordKey,
): Promise<CartRecord | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }),
  );
  return Item === undefined ? undefined : toRecord(Item);
}

/** Deletes an item and returns what it was; undefined when there was none. */
export async function deleteItem(
  { client, tableName, nowMs }: TableContext,
  key: RecordKey,
): Promise<CartRecord | undefined> {
  const { Attributes } = await client.send(
    new DeleteCommand({ TableName: tableName, Key: key, ReturnValues: "ALL_OLD" }),
  );
  const record = Attributes === undefined ? undefined : toRecord(Attributes);
  return record !== undefined && isLive(record, nowMs) ? record : undefined;
}

/** What is left of an expired item must not be added to. */
async function replaceExpired(
  context: TableContext,
  key: RecordKey,
  item: CartItem,
  addId: string,
): Promise<CartRecord> {
  try {
    return await update(context, key, {
      UpdateExpression:
        "SET unitPrice = :unitPrice, expiresAt = :expiresAt, lastAddId = :addId, quantity = :quantity",
      ConditionExpression: "expiresAt <= :now OR lastAddId = :addId",
      ExpressionAttributeValues: {
        ":unitPrice": item.unitPrice,
        ":expiresAt": expiryOf(context.nowMs),
        ":addId": addId,
        ":quantity": item.quantity,
        ":now": epochSeconds(context.nowMs),
      },
    });
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) {
      throw new ConflictError("the item was written meanwhile", { cause: error });
    }
    throw error;
  }
}

interface UpdateExpressions {
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues: Record<string, string | number | undefined>;
}

async function update(
  { client, tableName }: TableContext,
  key: RecordKey,
  expressions: UpdateExpressions,
): Promise<CartRecord> {
  const { Attributes = {} } = await client.send(
    new UpdateCommand({
      TableName: tableName,
      Key: key,
      ...expressions,
      ReturnValues: "ALL_NEW",
    }),
  );
  return toRecord(Attributes);
}
