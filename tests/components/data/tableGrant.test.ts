import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Key } from "../../../components/data/key";
import { Table } from "../../../components/data/table";
import type { TableDefinition, VerbOf } from "../../../services/contract";
import { accountId, record, region, valueOf } from "../../helpers/recordingMocks";

const plain: TableDefinition = {
  kind: "table",
  attributes: { id: "string" },
  partitionKey: "id",
};
const indexed: TableDefinition = {
  ...plain,
  attributes: { id: "string", shop: "string", state: "string" },
  indexes: { byShop: { partitionKey: "shop" }, byState: { partitionKey: "state" } },
};

async function grantOf(definition: TableDefinition, verb: VerbOf<"table">) {
  const { result } = await record(() => {
    const key = new Key("data", { description: "Data", accountId });
    return new Table("gift-orders", { definition, key, region });
  });
  return valueOf(pulumi.output(result.grant(verb)));
}

const reads = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"];
const writes = [
  "dynamodb:BatchWriteItem",
  "dynamodb:ConditionCheckItem",
  "dynamodb:DeleteItem",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
];
const onTable = ["arn:mock:gift-orders-table"];

/** Use of the table's key, through DynamoDB alone. */
function keyStatement(sid: string) {
  return {
    sid,
    actions: ["kms:Decrypt", "kms:DescribeKey"],
    resources: ["arn:mock:data-key"],
    conditions: { StringEquals: { "kms:ViaService": "dynamodb.us-east-1.amazonaws.com" } },
  };
}

describe("Table grants", () => {
  for (const [verb, sid, actions] of [
    ["reads", "ReadsGiftOrdersTable", reads],
    ["writes", "WritesGiftOrdersTable", writes],
    ["readsWrites", "ReadsWritesGiftOrdersTable", [...reads, ...writes]],
  ] as const) {
    it(`give for ${verb} its actions on the table and use of its key through DynamoDB`, async () => {
      const { statements } = await grantOf(plain, verb);
      assert.deepEqual(statements, [
        { sid, actions, resources: onTable },
        keyStatement(`${sid}Key`),
      ]);
    });
  }

  for (const [verb, sid] of [
    ["reads", "ReadsGiftOrdersTable"],
    ["readsWrites", "ReadsWritesGiftOrdersTable"],
  ] as const) {
    it(`give for ${verb} query and scan on each index by its name`, async () => {
      const { statements } = await grantOf(indexed, verb);
      assert.deepEqual(statements[1], {
        sid: `${sid}Indexes`,
        actions: ["dynamodb:Query", "dynamodb:Scan"],
        resources: [
          "arn:mock:gift-orders-table/index/byShop",
          "arn:mock:gift-orders-table/index/byState",
        ],
      });
      assert.equal(statements.length, 3);
    });
  }

  it("give a writer nothing on an index, which cannot be written", async () => {
    const { statements } = await grantOf(indexed, "writes");
    assert.deepEqual(
      statements.map(({ sid }) => sid),
      ["WritesGiftOrdersTable", "WritesGiftOrdersTableKey"],
    );
  });

  for (const verb of ["reads", "writes", "readsWrites"] as const) {
    it(`tell the service the table's name, and nothing else, for ${verb}`, async () => {
      const { environment } = await grantOf(indexed, verb);
      assert.deepEqual(environment, { GIFT_ORDERS_TABLE_NAME: "gift-orders-table" });
    });
  }
});
