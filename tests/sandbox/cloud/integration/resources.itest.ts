/** What the sandbox asks of the emulator, against the real emulator. */
import assert from "node:assert/strict";
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { applyTables } from "../../../../sandbox/cloud/data/materialise";
import { readSeeds } from "../../../../sandbox/cloud/data/seeds";
import { planTableChange, readTables } from "../../../../sandbox/cloud/data/tables";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { useEmulator } from "../fixtures/emulator";
import { stackState } from "../fixtures/state";

describe("tables in the emulator", function () {
  this.timeout(180_000);
  const emulator = useEmulator();
  beforeEach(() => {
    emulator.warnings = [];
  });

  async function apply(change: Record<string, unknown> | null = {}) {
    const stack = new DeployedStack(stackState({ "products-table": change }));
    const tables = readTables(stack);
    const seeds = change === null ? [] : readSeeds(stack);
    const { itemsWritten } = await applyTables(
      emulator.clients.dynamodb,
      tables,
      seeds,
      (message) => emulator.warnings.push(message),
    );
    return { table: tables[0], itemsWritten };
  }

  async function describeTable() {
    const output = await emulator.clients.dynamodb.send(
      new DescribeTableCommand({ TableName: "products" }),
    );
    assert.ok(output.Table !== undefined);
    return output.Table;
  }

  const get = (id: string) =>
    emulator.clients.dynamodb.send(
      new GetItemCommand({ TableName: "products", Key: { id: { S: id } } }),
    );

  it("are created once, with their items, and need nothing the second time", async () => {
    assert.equal((await apply()).itemsWritten, 2);
    const { table, itemsWritten } = await apply();
    assert.equal(itemsWritten, 0);
    assert.ok(table !== undefined);
    assert.deepEqual(planTableChange(table, await describeTable()), {
      kind: "update",
      requests: [],
    });
    assert.equal(
      (await describeTable()).TableArn,
      "arn:aws:dynamodb:eu-west-1:123456789012:table/products",
    );
  });

  it("get a changed index with the items that are there", async () => {
    const item = { id: { S: "mug" }, kind: { S: "cup" } };
    await emulator.clients.dynamodb.send(new PutItemCommand({ TableName: "products", Item: item }));
    const keySchemas = [
      { attributeName: "kind", keyType: "HASH" },
      { attributeName: "id", keyType: "RANGE" },
    ];
    const { table } = await apply({
      globalSecondaryIndexes: [{ name: "byKind", keySchemas, projectionType: "ALL" }],
    });
    assert.ok(table !== undefined);
    assert.deepEqual(planTableChange(table, await describeTable()), {
      kind: "update",
      requests: [],
    });
    const found = await emulator.clients.dynamodb.send(
      new QueryCommand({
        TableName: "products",
        IndexName: "byKind",
        KeyConditionExpression: "kind = :kind and id = :id",
        ExpressionAttributeValues: { ":kind": { S: "cup" }, ":id": { S: "mug" } },
      }),
    );
    assert.equal(found.Count, 1);
  });

  it("change TTL, capacity and stream in place", async () => {
    const { table } = await apply({
      ttl: { attributeName: "until", enabled: true },
      billingMode: "PROVISIONED",
      readCapacity: 3,
      writeCapacity: 2,
      streamEnabled: true,
    });
    assert.ok(table !== undefined);
    assert.deepEqual(planTableChange(table, await describeTable()), {
      kind: "update",
      requests: [],
    });
    const ttl = await emulator.clients.dynamodb.send(
      new DescribeTimeToLiveCommand({ TableName: "products" }),
    );
    assert.equal(ttl.TimeToLiveDescription?.AttributeName, "until");
    assert.equal((await get("mug")).Item?.kind?.S, "cup");
  });

  it("are replaced when the key changed, and say that items are gone", async () => {
    await apply({ rangeKey: "kind" }).catch((error: unknown) => {
      // The fixture's seeds have no such attribute; the table itself is what matters here.
      assert.match(String(error), /key element does not match/);
    });
    assert.match(emulator.warnings.join(), /products is replaced because its primary key changed/);
    await apply();
    assert.equal((await get("mug")).Item, undefined);
    assert.equal((await get("p1")).Item?.name?.S, "Product p1");
  });

  it("are deleted, with a warning, when they left the stack", async () => {
    await apply(null);
    assert.match(emulator.warnings.join(), /products is no longer in the stack and is deleted/);
    const { TableNames } = await emulator.clients.dynamodb.send(new ListTablesCommand({}));
    assert.deepEqual(TableNames, ["sandbox-seed-ledger"]);
    assert.equal((await apply()).itemsWritten, 2);
  });
});
