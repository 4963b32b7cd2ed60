/** DynamoDB tables as the state declares them, and the calls that bring the emulator there. */
import type {
  CreateTableCommandInput,
  GlobalSecondaryIndex,
  KeySchemaElement,
  Projection,
  ProvisionedThroughput,
  TableDescription,
  UpdateTableCommandInput,
} from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import type { DeployedStack } from "../state/deployedStack";

const keySchema = z.object({ attributeName: z.string(), keyType: z.enum(["HASH", "RANGE"]) });
const index = z.object({
  name: z.string(),
  hashKey: z.string().optional(),
  rangeKey: z.string().optional(),
  keySchemas: z.array(keySchema).default([]),
  projectionType: z.enum(["ALL", "KEYS_ONLY", "INCLUDE"]).default("ALL"),
  nonKeyAttributes: z.array(z.string()).default([]),
  readCapacity: z.number().optional(),
  writeCapacity: z.number().optional(),
});
const tableSchema = z.object({
  name: z.string(),
  attributes: z.array(z.object({ name: z.string(), type: z.enum(["S", "N", "B"]) })).default([]),
  hashKey: z.string(),
  rangeKey: z.string().optional(),
  globalSecondaryIndexes: z.array(index).default([]),
  localSecondaryIndexes: z.array(index).default([]),
  billingMode: z.enum(["PROVISIONED", "PAY_PER_REQUEST"]).default("PROVISIONED"),
  readCapacity: z.number().optional(),
  writeCapacity: z.number().optional(),
  ttl: z
    .object({ attributeName: z.string().optional(), enabled: z.boolean().optional() })
    .optional(),
  streamEnabled: z.boolean().default(false),
  streamViewType: z.enum(["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"]).optional(),
});
export type Table = z.infer<typeof tableSchema>;
type Index = z.infer<typeof index>;

export function readTables(stack: DeployedStack): Table[] {
  return stack.ofType("aws:dynamodb/table:Table", tableSchema).map(({ properties }) => properties);
}

function keys(hashKey: string | undefined, rangeKey: string | undefined): KeySchemaElement[] {
  return [
    ...(hashKey === undefined ? [] : [{ AttributeName: hashKey, KeyType: "HASH" as const }]),
    ...(rangeKey === undefined ? [] : [{ AttributeName: rangeKey, KeyType: "RANGE" as const }]),
  ];
}

function indexKeys(definition: Index): KeySchemaElement[] {
  if (definition.keySchemas.length === 0) return keys(definition.hashKey, definition.rangeKey);
  return definition.keySchemas.map(({ attributeName, keyType }) => ({
    AttributeName: attributeName,
    KeyType: keyType,
  }));
}

function projection(definition: Index): Projection {
  if (definition.projectionType !== "INCLUDE") return { ProjectionType: definition.projectionType };
  return { ProjectionType: "INCLUDE", NonKeyAttributes: definition.nonKeyAttributes };
}

function throughput(
  table: Table,
  capacity: Pick<Table, "readCapacity" | "writeCapacity">,
): ProvisionedThroughput | undefined {
  if (table.billingMode !== "PROVISIONED") return undefined;
  return {
    ReadCapacityUnits: Math.max(1, capacity.readCapacity ?? 1),
    WriteCapacityUnits: Math.max(1, capacity.writeCapacity ?? 1),
  };
}

function globalIndex(table: Table, definition: Index): GlobalSecondaryIndex {
  return {
    IndexName: definition.name,
    KeySchema: indexKeys(definition),
    Projection: projection(definition),
    ProvisionedThroughput: throughput(table, definition),
  };
}

/** The request that creates a table. Encryption keys and backups stay on AWS. */
export function createTableRequest(table: Table): CreateTableCommandInput {
  const { globalSecondaryIndexes, localSecondaryIndexes } = table;
  return {
    TableName: table.name,
    AttributeDefinitions: attributeDefinitions(table),
    KeySchema: keys(table.hashKey, table.rangeKey),
    BillingMode: table.billingMode,
    ProvisionedThroughput: throughput(table, table),
    GlobalSecondaryIndexes:
      globalSecondaryIndexes.length === 0
        ? undefined
        : globalSecondaryIndexes.map((definition) => globalIndex(table, definition)),
    LocalSecondaryIndexes:
      localSecondaryIndexes.length === 0
        ? undefined
        : localSecondaryIndexes.map((definition) => ({
            IndexName: definition.name,
            KeySchema: keys(table.hashKey, definition.rangeKey),
            Projection: projection(definition),
          })),
    StreamSpecification: table.streamEnabled
      ? { StreamEnabled: true, StreamViewType: table.streamViewType ?? "NEW_AND_OLD_IMAGES" }
      : undefined,
  };
}

function attributeDefinitions(table: Table) {
  return table.attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type }));
}

function sameKeys(left: readonly KeySchemaElement[], right: readonly KeySchemaElement[]): boolean {
  const flat = (schema: readonly KeySchemaElement[]) =>
    schema.map(({ AttributeName, KeyType }) => `${KeyType ?? ""} ${AttributeName ?? ""}`).sort();
  return flat(left).join() === flat(right).join();
}

/** What must happen to a table that exists. */
export type TableChange =
  | { readonly kind: "replace"; readonly reason: string }
  | { readonly kind: "update"; readonly requests: readonly UpdateTableCommandInput[] };

/**
 * Compares a table in the emulator with its declaration. Keys and local indexes cannot change in
 * place, on AWS either; DynamoDB takes one index change per UpdateTable.
 */
export function planTableChange(table: Table, actual: TableDescription): TableChange {
  if (!sameKeys(keys(table.hashKey, table.rangeKey), actual.KeySchema ?? [])) {
    return { kind: "replace", reason: "its primary key changed" };
  }
  const localNames = (actual.LocalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName).sort();
  if (
    localNames.join() !==
    table.localSecondaryIndexes
      .map(({ name }) => name)
      .sort()
      .join()
  ) {
    return { kind: "replace", reason: "its local secondary indexes changed" };
  }
  return {
    kind: "update",
    requests: [
      ...billingRequests(table, actual),
      ...indexRequests(table, actual),
      ...streamRequests(table, actual),
    ],
  };
}

function billingRequests(table: Table, actual: TableDescription): UpdateTableCommandInput[] {
  const mode = actual.BillingModeSummary?.BillingMode ?? "PROVISIONED";
  const wanted = throughput(table, table);
  const current = actual.ProvisionedThroughput;
  const sameCapacity =
    wanted === undefined ||
    (wanted.ReadCapacityUnits === current?.ReadCapacityUnits &&
      wanted.WriteCapacityUnits === current?.WriteCapacityUnits);
  if (mode === table.billingMode && sameCapacity) return [];
  return [{ TableName: table.name, BillingMode: table.billingMode, ProvisionedThroughput: wanted }];
}

function indexRequests(table: Table, actual: TableDescription): UpdateTableCommandInput[] {
  const existing = new Map(
    (actual.GlobalSecondaryIndexes ?? []).map((found) => [found.IndexName ?? "", found]),
  );
  const wanted = new Map(table.globalSecondaryIndexes.map((one) => [one.name, one]));
  const requests: UpdateTableCommandInput[] = [];
  for (const [name, found] of existing) {
    const definition = wanted.get(name);
    if (definition !== undefined && sameKeys(indexKeys(definition), found.KeySchema ?? [])) {
      wanted.delete(name);
      continue;
    }
    requests.push({
      TableName: table.name,
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: name } }],
    });
  }
  for (const definition of wanted.values()) {
    const { IndexName, KeySchema, Projection, ProvisionedThroughput } = globalIndex(
      table,
      definition,
    );
    requests.push({
      TableName: table.name,
      AttributeDefinitions: attributeDefinitions(table),
      GlobalSecondaryIndexUpdates: [
        { Create: { IndexName, KeySchema, Projection, ProvisionedThroughput } },
      ],
    });
  }
  return requests;
}

function streamRequests(table: Table, actual: TableDescription): UpdateTableCommandInput[] {
  const enabled = actual.StreamSpecification?.StreamEnabled ?? false;
  if (enabled === table.streamEnabled) return [];
  return [
    {
      TableName: table.name,
      StreamSpecification: table.streamEnabled
        ? { StreamEnabled: true, StreamViewType: table.streamViewType ?? "NEW_AND_OLD_IMAGES" }
        : { StreamEnabled: false },
    },
  ];
}
