import assert from "node:assert/strict";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { dynamoCartStore } from "../../../services/carts/store";
import { type Answer, fakeDocumentClient, inTurn } from "../../helpers/services/dynamo";

const nowMs = 1_700_000_000_500;
const now = 1_700_000_000;
const in30Days = now + 30 * 86_400;

const kite = { itemId: "kite", quantity: 2, unitPrice: 20 };
const key = { customerId: "ann", itemId: "kite" };
const stored = { ...key, ...kite, expiresAt: now + 60 };
const expired = { ...stored, expiresAt: now };

const refused = new ConditionalCheckFailedException({ $metadata: {}, message: "refused" });

function tested(answer: Answer) {
  const { client, sent } = fakeDocumentClient(answer);
  let ids = 0;
  const store = dynamoCartStore({
    client,
    tableName: "carts",
    clock: () => nowMs,
    newId: () => `id-${(ids += 1)}`,
    pause: () => Promise.resolve(),
  });
  return { store, sent, names: () => sent.map(({ name }) => name) };
}

describe("carts in DynamoDB, read", () => {
  it("queries every page of a customer's cart, consistently", async () => {
    const { store, sent } = tested(
      inTurn({ Items: [stored], LastEvaluatedKey: key }, { Items: [{ ...stored, itemId: "b" }] }),
    );
    assert.deepEqual(await store.items("ann"), [kite, { ...kite, itemId: "b" }]);
    const query = {
      TableName: "carts",
      KeyConditionExpression: "customerId = :customerId",
      ExpressionAttributeValues: { ":customerId": "ann" },
      ConsistentRead: true,
    };
    assert.deepEqual(sent, [
      { name: "QueryCommand", input: query },
      { name: "QueryCommand", input: { ...query, ExclusiveStartKey: key } },
    ]);
  });

  it("leaves out what has expired but is not yet deleted", async () => {
    assert.deepEqual(await tested(inTurn({ Items: [expired] })).store.items("ann"), []);
    assert.equal(await tested(inTurn({ Item: expired })).store.item("ann", "kite"), undefined);
  });

  it("gets one item by its key, consistently", async () => {
    const { store, sent } = tested(inTurn({ Item: stored }));
    assert.deepEqual(await store.item("ann", "kite"), kite);
    assert.deepEqual(sent, [
      { name: "GetCommand", input: { TableName: "carts", Key: key, ConsistentRead: true } },
    ]);
  });
});

describe("carts in DynamoDB, add", () => {
  it("adds to the quantity in one conditional update", async () => {
    const { store, sent } = tested(inTurn({ Attributes: { ...stored, quantity: 5 } }));
    assert.deepEqual(await store.add("ann", kite), { ...kite, quantity: 5 });
    assert.deepEqual(sent, [
      {
        name: "UpdateCommand",
        input: {
          TableName: "carts",
          Key: key,
          UpdateExpression:
            "SET unitPrice = :unitPrice, expiresAt = :expiresAt, lastAddId = :addId ADD quantity :quantity",
          ConditionExpression:
            "attribute_not_exists(itemId) OR (expiresAt > :now AND quantity <= :room " +
            "AND (attribute_not_exists(lastAddId) OR lastAddId <> :addId))",
          ExpressionAttributeValues: {
            ":unitPrice": 20,
            ":expiresAt": in30Days,
            ":addId": "id-1",
            ":quantity": 2,
            ":now": now,
            ":room": 997,
          },
          ReturnValues: "ALL_NEW",
        },
      },
    ]);
  });

  it("does not add again when the SDK repeats an update whose answer was lost", async () => {
    const { store, names } = tested(
      inTurn(refused, { Item: { ...stored, quantity: 5, lastAddId: "id-1" } }),
    );
    assert.deepEqual(await store.add("ann", kite), { ...kite, quantity: 5 });
    assert.deepEqual(names(), ["UpdateCommand", "GetCommand"]);
  });

  it("refuses a quantity above 999", async () => {
    const { store } = tested(inTurn(refused, { Item: { ...stored, quantity: 998 } }));
    await assert.rejects(store.add("ann", kite), { status: 409, message: /already holds 998/ });
  });

  it("replaces an expired item instead of adding to it", async () => {
    const { store, sent } = tested(inTurn(refused, { Item: expired }, { Attributes: stored }));
    assert.deepEqual(await store.add("ann", kite), kite);
    assert.deepEqual(sent[2]?.input, {
      TableName: "carts",
      Key: key,
      UpdateExpression:
        "SET unitPrice = :unitPrice, expiresAt = :expiresAt, lastAddId = :addId, quantity = :quantity",
      ConditionExpression: "expiresAt <= :now OR lastAddId = :addId",
      ExpressionAttributeValues: {
        ":unitPrice": 20,
        ":expiresAt": in30Days,
        ":addId": "id-1",
        ":quantity": 2,
        ":now": now,
      },
      ReturnValues: "ALL_NEW",
    });
  });

  it("starts again when somebody else replaced the expired item first", async () => {
    const { store, names } = tested(
      inTurn(refused, { Item: expired }, refused, { Attributes: { ...stored, quantity: 4 } }),
    );
    assert.deepEqual(await store.add("ann", kite), { ...kite, quantity: 4 });
    assert.deepEqual(names(), ["UpdateCommand", "GetCommand", "UpdateCommand", "UpdateCommand"]);
  });

  it("starts again when the item was deleted meanwhile", async () => {
    const { store } = tested(inTurn(refused, {}, { Attributes: stored }));
    assert.deepEqual(await store.add("ann", kite), kite);
  });

  it("passes on any other error at once", async () => {
    const { store, sent } = tested(inTurn(new Error("no table")));
    await assert.rejects(store.add("ann", kite), /no table/);
    assert.equal(sent.length, 1);
  });
});

describe("carts in DynamoDB, set and remove", () => {
  it("sets the quantity of an item that has not expired", async () => {
    const { store, sent } = tested(inTurn({ Attributes: stored }));
    assert.equal(await store.set("ann", { itemId: "kite", quantity: 7 }), true);
    assert.deepEqual(sent[0]?.input, {
      TableName: "carts",
      Key: key,
      UpdateExpression: "SET quantity = :quantity, expiresAt = :expiresAt",
      ConditionExpression: "expiresAt > :now",
      ExpressionAttributeValues: { ":quantity": 7, ":expiresAt": in30Days, ":now": now },
      ReturnValues: "ALL_NEW",
    });
  });

  it("sets a price only when there is one", async () => {
    const { store, sent } = tested(inTurn({ Attributes: stored }));
    await store.set("ann", { itemId: "kite", quantity: 7, unitPrice: 3 });
    assert.match(JSON.stringify(sent[0]?.input), /, unitPrice = :unitPrice"/);
    assert.match(JSON.stringify(sent[0]?.input), /":unitPrice":3/);
  });

  it("says so when there is nothing to set", async () => {
    assert.equal(await tested(inTurn(refused)).store.set("ann", kite), false);
  });

  it("repeats a write that a transaction got in the way of", async () => {
    const conflict = Object.assign(new Error("conflict"), { name: "TransactionConflictException" });
    const { store, sent } = tested(inTurn(conflict, conflict, { Attributes: stored }));
    assert.equal(await store.set("ann", kite), true);
    assert.equal(sent.length, 3);
  });

  it("deletes an item and says whether it was there", async () => {
    const { store, sent } = tested(inTurn({ Attributes: stored }, {}, { Attributes: expired }));
    assert.equal(await store.remove("ann", "kite"), true);
    assert.equal(await store.remove("ann", "kite"), false);
    assert.equal(await store.remove("ann", "kite"), false);
    assert.deepEqual(sent[0], {
      name: "DeleteCommand",
      input: { TableName: "carts", Key: key, ReturnValues: "ALL_OLD" },
    });
  });

  it("deletes every item of a cart and returns those that counted", async () => {
    const records = Array.from({ length: 23 }, (_, i) => ({ ...stored, itemId: `item-${i}` }));
    const { store, sent } = tested(({ name, input }) =>
      name === "QueryCommand"
        ? { Items: [...records, { ...expired, itemId: "old" }] }
        : { Attributes: JSON.stringify(input).includes('"old"') ? expired : stored },
    );
    assert.equal((await store.removeAll("ann")).length, 23);
    assert.equal(sent.filter(({ name }) => name === "DeleteCommand").length, 24);
  });
});
