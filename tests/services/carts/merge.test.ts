import assert from "node:assert/strict";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { dynamoCartStore } from "../../../services/carts/store";
import { type Answer, fakeDocumentClient, type SentCommand } from "../../helpers/services/dynamo";

const now = 1_700_000_000;
const in30Days = now + 30 * 86_400;

interface StoredItem {
  readonly itemId: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly expiresAt: number;
}

const kite: StoredItem = { itemId: "kite", quantity: 2, unitPrice: 20, expiresAt: now + 60 };

function canceled(...codes: readonly string[]): Error {
  return new TransactionCanceledException({
    $metadata: {},
    message: "canceled",
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
}

function tested(answer: Answer) {
  const { client, sent } = fakeDocumentClient(answer);
  const pauses: number[] = [];
  let ids = 0;
  const store = dynamoCartStore({
    client,
    tableName: "carts",
    clock: () => now * 1000,
    newId: () => `token-${(ids += 1)}`,
    pause: (ms) => Promise.resolve(pauses.push(ms)),
  });
  const transactions = () => sent.filter(({ name }) => name === "TransactWriteCommand");
  return { store, pauses, transactions };
}

/** Answers queries from two fixed carts, and transactions by `onTransaction`. */
function carts(
  session: readonly StoredItem[],
  customer: readonly StoredItem[],
  onTransaction: () => object = () => ({}),
): Answer {
  return ({ name, input }: SentCommand) => {
    if (name !== "QueryCommand") {
      return onTransaction();
    }
    return { Items: JSON.stringify(input).includes('"visitor"') ? session : customer };
  };
}

describe("merging carts in DynamoDB", () => {
  it("takes an item out and puts it in, in one transaction bound to what was read", async () => {
    const present = { ...kite, quantity: 3, unitPrice: 18, expiresAt: now + 5 };
    const { store, transactions } = tested(carts([kite], [present]));
    await store.merge("visitor", "ann");
    assert.deepEqual(transactions(), [
      {
        name: "TransactWriteCommand",
        input: {
          ClientRequestToken: "token-1",
          TransactItems: [
            {
              Delete: {
                TableName: "carts",
                Key: { customerId: "visitor", itemId: "kite" },
                ConditionExpression: "quantity = :readQuantity AND expiresAt = :readExpiresAt",
                ExpressionAttributeValues: { ":readQuantity": 2, ":readExpiresAt": now + 60 },
              },
            },
            {
              Update: {
                TableName: "carts",
                Key: { customerId: "ann", itemId: "kite" },
                UpdateExpression:
                  "SET quantity = :quantity, unitPrice = :unitPrice, expiresAt = :expiresAt",
                ConditionExpression: "quantity = :readQuantity AND expiresAt = :readExpiresAt",
                ExpressionAttributeValues: {
                  ":quantity": 5,
                  ":unitPrice": 20,
                  ":expiresAt": in30Days,
                  ":readQuantity": 3,
                  ":readExpiresAt": now + 5,
                },
              },
            },
          ],
        },
      },
    ]);
  });

  it("puts an item in only while the customer's cart still lacks it", async () => {
    const { store, transactions } = tested(carts([kite], []));
    await store.merge("visitor", "ann");
    const text = JSON.stringify(transactions()[0]?.input);
    assert.match(text, /"ConditionExpression":"attribute_not_exists\(itemId\)"/);
    assert.match(text, /":quantity":2/);
  });

  it("stops at 999 pieces", async () => {
    const { store, transactions } = tested(carts([kite], [{ ...kite, quantity: 998 }]));
    await store.merge("visitor", "ann");
    assert.match(JSON.stringify(transactions()), /":quantity":999/);
  });

  it("does not count what has expired in the customer's cart", async () => {
    const { store, transactions } = tested(carts([kite], [{ ...kite, expiresAt: now }]));
    await store.merge("visitor", "ann");
    assert.match(JSON.stringify(transactions()), /":quantity":2/);
  });

  it("sends nothing for a session without live items", async () => {
    const { store, transactions } = tested(carts([{ ...kite, expiresAt: now }], [kite]));
    await store.merge("visitor", "ann");
    assert.deepEqual(transactions(), []);
  });

  it("moves many items in transactions of at most 100 writes, each with its own token", async () => {
    const session = Array.from({ length: 120 }, (_, i) => ({ ...kite, itemId: `item-${i}` }));
    const { store, transactions } = tested(carts(session, []));
    await store.merge("visitor", "ann");
    const sizes = transactions().map(({ input }) =>
      "TransactItems" in input && Array.isArray(input.TransactItems)
        ? input.TransactItems.length
        : 0,
    );
    assert.deepEqual(sizes, [100, 100, 40]);
    assert.equal(new Set(transactions().map(({ input }) => JSON.stringify(input))).size, 3);
    assert.match(JSON.stringify(transactions()[2]?.input), /"ClientRequestToken":"token-3"/);
  });

  it("reads both carts again and repeats when one was changed meanwhile", async () => {
    const answers = [canceled("None", "ConditionalCheckFailed"), {}];
    const { store, transactions, pauses } = tested(
      carts([kite], [], () => answers.shift() ?? new Error("a third transaction")),
    );
    await store.merge("visitor", "ann");
    assert.equal(transactions().length, 2);
    assert.equal(pauses.length, 1);
  });

  it("gives up with 503 when the carts never come to rest", async () => {
    const { store, transactions, pauses } = tested(
      carts([kite], [], () => canceled("TransactionConflict", "None")),
    );
    await assert.rejects(store.merge("visitor", "ann"), { status: 503 });
    assert.equal(transactions().length, 6);
    assert.ok(pauses.every((ms) => ms >= 0 && ms <= 200));
  });

  it("does not repeat a transaction that can never succeed", async () => {
    const { store, transactions } = tested(
      carts([kite], [], () => canceled("ValidationError", "None")),
    );
    await assert.rejects(store.merge("visitor", "ann"), TransactionCanceledException);
    assert.equal(transactions().length, 1);
  });
});
