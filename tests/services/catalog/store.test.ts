import assert from "node:assert/strict";
import { dynamoProductStore } from "../../../services/catalog/store";
import { type Answer, fakeDocumentClient, inTurn } from "../../helpers/services/dynamo";
import { recordingLogger } from "../../helpers/services/logs";

const kite = { id: "1", name: "Kite", description: "Flies", price: 20, tags: [] };

function tested(answer: Answer) {
  const { client, sent } = fakeDocumentClient(answer);
  const { logger, lines } = recordingLogger();
  return { store: dynamoProductStore({ client, tableName: "products", logger }), sent, lines };
}

describe("products in DynamoDB", () => {
  it("reads every page of the table", async () => {
    const { store, sent } = tested(
      inTurn({ Items: [kite], LastEvaluatedKey: { id: "1" } }, { Items: [{ ...kite, id: "2" }] }),
    );
    assert.deepEqual(await store.products(), [kite, { ...kite, id: "2" }]);
    assert.deepEqual(
      sent.map(({ name }) => name),
      ["ScanCommand", "ScanCommand"],
    );
    assert.deepEqual(sent[1]?.input, { TableName: "products", ExclusiveStartKey: { id: "1" } });
  });

  it("reads one product by its key", async () => {
    const { store, sent } = tested(inTurn({ Item: { ...kite, internalNote: "left out" } }));
    assert.deepEqual(await store.product("1"), kite);
    assert.deepEqual(sent, [
      { name: "GetCommand", input: { TableName: "products", Key: { id: "1" } } },
    ]);
  });

  it("knows no product where there is no item", async () => {
    assert.equal(await tested(inTurn({})).store.product("9"), undefined);
  });

  it("leaves out an item that is not a product, and logs which", async () => {
    const bad = { ...kite, id: "2", price: "cheap" };
    const { store, lines } = tested(inTurn({ Items: [bad, kite] }));
    assert.deepEqual(await store.products(), [kite]);
    assert.equal(lines.length, 1);
    assert.equal(lines[0]?.productId, "2");
    assert.equal(lines[0].fields, "price");
  });
});
