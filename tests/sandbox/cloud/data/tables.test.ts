import assert from "node:assert/strict";
import type { TableDescription } from "@aws-sdk/client-dynamodb";
import {
  createTableRequest,
  planTableChange,
  readTables,
} from "../../../../sandbox/cloud/data/tables";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import { stackState } from "../fixtures/state";

function tableOf(change: Record<string, unknown> = {}) {
  const [table] = readTables(new DeployedStack(stackState({ "products-table": change })));
  assert.ok(table !== undefined);
  return table;
}

const actual: TableDescription = {
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
  GlobalSecondaryIndexes: [
    { IndexName: "byKind", KeySchema: [{ AttributeName: "kind", KeyType: "HASH" }] },
  ],
};

describe("tables", () => {
  it("are created with their keys and indexes", () => {
    const request = createTableRequest(tableOf());
    assert.deepEqual(request.KeySchema, [{ AttributeName: "id", KeyType: "HASH" }]);
    assert.equal(request.BillingMode, "PAY_PER_REQUEST");
    assert.equal(request.ProvisionedThroughput, undefined);
    assert.deepEqual(request.GlobalSecondaryIndexes, [
      {
        IndexName: "byKind",
        KeySchema: [{ AttributeName: "kind", KeyType: "HASH" }],
        Projection: { ProjectionType: "ALL" },
        ProvisionedThroughput: undefined,
      },
    ]);
  });

  it("carry provisioned capacity, of indexes too", () => {
    const request = createTableRequest(
      tableOf({
        billingMode: "PROVISIONED",
        readCapacity: 2,
        writeCapacity: 3,
        globalSecondaryIndexes: [
          { name: "byKind", hashKey: "kind", projectionType: "KEYS_ONLY", readCapacity: 5 },
        ],
      }),
    );
    assert.deepEqual(request.ProvisionedThroughput, {
      ReadCapacityUnits: 2,
      WriteCapacityUnits: 3,
    });
    assert.deepEqual(request.GlobalSecondaryIndexes?.[0]?.ProvisionedThroughput, {
      ReadCapacityUnits: 5,
      WriteCapacityUnits: 1,
    });
  });

  it("that are as declared need nothing", () => {
    assert.deepEqual(planTableChange(tableOf(), actual), { kind: "update", requests: [] });
  });

  it("are replaced when their key changed, as on AWS", () => {
    assert.equal(planTableChange(tableOf({ hashKey: "kind" }), actual).kind, "replace");
    assert.equal(planTableChange(tableOf({ rangeKey: "kind" }), actual).kind, "replace");
  });

  it("get a changed index by deleting it and creating it again, one call each", () => {
    const index = { name: "byKind", hashKey: "kind", rangeKey: "id" };
    const change = planTableChange(tableOf({ globalSecondaryIndexes: [index] }), actual);
    assert.ok(change.kind === "update");
    assert.deepEqual(
      change.requests.map(({ GlobalSecondaryIndexUpdates }) =>
        Object.keys(GlobalSecondaryIndexUpdates?.[0] ?? {}),
      ),
      [["Delete"], ["Create"]],
    );
  });

  it("change their billing mode and their stream in place", () => {
    const table = tableOf({ billingMode: "PROVISIONED", readCapacity: 4, streamEnabled: true });
    const change = planTableChange(table, actual);
    assert.ok(change.kind === "update");
    assert.deepEqual(change.requests, [
      {
        TableName: "products",
        BillingMode: "PROVISIONED",
        ProvisionedThroughput: { ReadCapacityUnits: 4, WriteCapacityUnits: 1 },
      },
      {
        TableName: "products",
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
      },
    ]);
  });
});
