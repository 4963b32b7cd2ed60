import assert from "node:assert/strict";
import { Key } from "../../../components/data/key";
import { Table, type TableArgs } from "../../../components/data/table";
import type { TableDefinition } from "../../../services/contract";
import { accountId, childrenOf, find, namesOf, record, region } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";

/** Ordered by time within a customer, paid per request. */
const simple: TableDefinition = {
  kind: "table",
  attributes: { customerId: "string", placedAt: "number" },
  partitionKey: "customerId",
  sortKey: "placedAt",
};
const provisioned: TableDefinition = {
  ...simple,
  indexes: { byTime: { partitionKey: "placedAt" } },
  capacity: { mode: "provisioned", read: { min: 2, max: 40 }, write: { min: 1, max: 20 } },
};

function create(definition: TableDefinition, more: Partial<TableArgs> = {}): Table {
  const key = new Key("data", { description: "Data", accountId });
  return new Table("orders", { definition, key, region, ...more });
}

describe("Table", () => {
  it("is encrypted with the given key, recoverable to any second and paid per request", async () => {
    const { registrations } = await record(() => create(simple));
    assert.deepEqual(childrenOf(registrations, "data:Table", "orders"), {
      "aws:dynamodb:Table orders-table": {
        billingMode: "PAY_PER_REQUEST",
        hashKey: "customerId",
        rangeKey: "placedAt",
        attributes: [
          { name: "customerId", type: "S" },
          { name: "placedAt", type: "N" },
        ],
        globalSecondaryIndexes: [],
        pointInTimeRecovery: { enabled: true },
        serverSideEncryption: { enabled: true, kmsKeyArn: "arn:mock:data-key" },
        deletionProtectionEnabled: false,
      },
    });
  });

  it("starts provisioned capacity at its minimum, on the table and on every index", async () => {
    const { registrations } = await record(() => create(provisioned));
    const { inputs } = find(registrations, "aws:dynamodb/table:Table");
    assert.equal(inputs["billingMode"], "PROVISIONED");
    assert.equal(inputs["readCapacity"], 2);
    assert.equal(inputs["writeCapacity"], 1);
    assert.deepEqual(inputs["globalSecondaryIndexes"], [
      {
        name: "byTime",
        keySchemas: [{ attributeName: "placedAt", keyType: "HASH" }],
        projectionType: "ALL",
        readCapacity: 2,
        writeCapacity: 1,
      },
    ]);
  });

  it("never resets the capacity that scaling has set", async () => {
    const { registrations } = await record(() => create(provisioned));
    assert.deepEqual(find(registrations, "aws:dynamodb/table:Table").ignoreChanges, [
      "readCapacity",
      "writeCapacity",
      "globalSecondaryIndexes[0].readCapacity",
      "globalSecondaryIndexes[0].writeCapacity",
    ]);
  });

  it("lets the capacity go when a table is on demand", async () => {
    const { registrations } = await record(() => create({ ...provisioned, capacity: undefined }));
    assert.deepEqual(find(registrations, "aws:dynamodb/table:Table").ignoreChanges, []);
  });

  it("expires items by the attribute that the definition names", async () => {
    const { registrations } = await record(() => create({ ...simple, ttlAttribute: "expiresAt" }));
    assert.deepEqual(find(registrations, "aws:dynamodb/table:Table").inputs["ttl"], {
      attributeName: "expiresAt",
      enabled: true,
    });
  });

  it("refuses deletion in AWS and in Pulumi when protected", async () => {
    const { registrations } = await record(() => create(simple, { protect: true }));
    const { inputs, protect } = find(registrations, "aws:dynamodb/table:Table");
    assert.deepEqual([inputs["deletionProtectionEnabled"], protect], [true, true]);
  });

  const faults: Record<string, [TableDefinition, string]> = {
    "a partition key without a type": [
      { ...simple, partitionKey: "id" },
      'Table "orders": attributes must declare every key attribute, got none for id; add its type to attributes',
    ],
    "an index key without a type": [
      { ...simple, indexes: { byShop: { partitionKey: "shop", sortKey: "placedAt" } } },
      'Table "orders": attributes must declare every key attribute, got none for shop; add its type to attributes',
    ],
    "an attribute that no key uses": [
      { ...simple, attributes: { ...simple.attributes, total: "number" } },
      'Table "orders": attributes must hold key attributes only, got total, which no key or index uses; remove it',
    ],
  };
  for (const [fault, [definition, message]] of Object.entries(faults)) {
    it(`refuses ${fault}`, async () => {
      await assert.rejects(
        record(() => create(definition)),
        { message },
      );
    });
  }
});

describe("Table scaling", () => {
  const dimensions = [
    ["orders-scaling-read", "table/orders-table", "table:ReadCapacityUnits", 2, 40],
    ["orders-scaling-write", "table/orders-table", "table:WriteCapacityUnits", 1, 20],
    [
      "orders-scaling-byTime-read",
      "table/orders-table/index/byTime",
      "index:ReadCapacityUnits",
      2,
      40,
    ],
    [
      "orders-scaling-byTime-write",
      "table/orders-table/index/byTime",
      "index:WriteCapacityUnits",
      1,
      20,
    ],
  ] as const;

  for (const [name, resourceId, dimension, minCapacity, maxCapacity] of dimensions) {
    it(`moves ${dimension} of ${resourceId} between ${minCapacity} and ${maxCapacity}`, async () => {
      const { registrations } = await record(() => create(provisioned));
      const scaled = {
        serviceNamespace: "dynamodb",
        resourceId,
        scalableDimension: `dynamodb:${dimension}`,
      };
      const target = find(registrations, "aws:appautoscaling/target:Target", name);
      assert.deepEqual(target.inputs, { ...scaled, minCapacity, maxCapacity });
      const direction = dimension.includes("Read") ? "Read" : "Write";
      const policy = find(registrations, "aws:appautoscaling/policy:Policy", `${name}-tracking`);
      assert.deepEqual(policy.inputs, {
        ...scaled,
        policyType: "TargetTrackingScaling",
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: {
            predefinedMetricType: `DynamoDB${direction}CapacityUtilization`,
          },
          targetValue: 70,
        },
      });
    });
  }

  it("holds the share of capacity that the definition asks for", async () => {
    const { registrations } = await record(() =>
      create({
        ...simple,
        capacity: {
          mode: "provisioned",
          read: { min: 1, max: 2 },
          write: { min: 1, max: 2 },
          targetPercent: 50,
        },
      }),
    );
    const { inputs } = find(registrations, "aws:appautoscaling/policy:Policy", "-read-tracking");
    const configuration = inputs["targetTrackingScalingPolicyConfiguration"];
    assert.equal((configuration as { targetValue: number }).targetValue, 50);
  });

  it("leaves a table alone that is paid per request", async () => {
    const { registrations } = await record(() =>
      create({ ...simple, capacity: { mode: "onDemand" } }),
    );
    assert.deepEqual(namesOf(registrations, "aws:appautoscaling/target:Target"), []);
  });
});

describe("Table seed", () => {
  const items = [
    { customerId: "ann", placedAt: 1, gift: true },
    { customerId: "ann", placedAt: 2 },
  ];
  useWorkspace({ files: { "orders.json": JSON.stringify(items) } });
  const seeded = { ...simple, seedFile: "orders.json" };
  const type = "aws:dynamodb/tableItem:TableItem";

  it("writes each item under a name that its key decides", async () => {
    const { registrations } = await record(() => create(seeded, { seedData: true }));
    const written = registrations.filter((r) => r.type === type);
    assert.deepEqual(namesOf(registrations, type), [
      "orders-seed-62d7109354",
      "orders-seed-c4ba33c326",
    ]);
    const [first] = written;
    assert.deepEqual(first?.inputs, {
      tableName: "orders-table",
      hashKey: "customerId",
      rangeKey: "placedAt",
      item: JSON.stringify({
        customerId: { S: "ann" },
        placedAt: { N: "1" },
        gift: { BOOL: true },
      }),
    });
  });

  for (const [title, definition, seedData] of [
    ["the stack does not ask for it", seeded, undefined],
    ["the definition names no file", simple, true],
  ] as const) {
    it(`is not written when ${title}`, async () => {
      const { registrations } = await record(() => create(definition, { seedData }));
      assert.deepEqual(namesOf(registrations, type), []);
    });
  }
});
