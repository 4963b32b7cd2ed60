/** Brings the emulator's DynamoDB to what the state declares, keeping data wherever AWS would. */
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type TableDescription,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  paginateListTables,
} from "@aws-sdk/client-dynamodb";
import { failedWith } from "../clients";
import { LEDGER_TABLE, type Seed, applySeeds } from "./seeds";
import { type Table, createTableRequest, planTableChange } from "./tables";

async function describe(
  client: DynamoDBClient,
  tableName: string,
): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: tableName }))).Table;
  } catch (error) {
    if (failedWith(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

async function applyTtl(client: DynamoDBClient, table: Table): Promise<void> {
  const { TimeToLiveDescription } = await client.send(
    new DescribeTimeToLiveCommand({ TableName: table.name }),
  );
  const current =
    TimeToLiveDescription?.TimeToLiveStatus === "ENABLED"
      ? TimeToLiveDescription.AttributeName
      : undefined;
  const wanted = table.ttl?.enabled === true ? table.ttl.attributeName : undefined;
  if (current === wanted) return;
  const attributes = [
    ...(current === undefined ? [] : [{ AttributeName: current, Enabled: false }]),
    ...(wanted === undefined || wanted === "" ? [] : [{ AttributeName: wanted, Enabled: true }]),
  ];
  for (const TimeToLiveSpecification of attributes) {
    await client.send(
      new UpdateTimeToLiveCommand({ TableName: table.name, TimeToLiveSpecification }),
    );
  }
}

/** Creates, changes or replaces one table; true when it is now empty. */
async function applyTable(
  client: DynamoDBClient,
  table: Table,
  warn: (message: string) => void,
): Promise<boolean> {
  const actual = await describe(client, table.name);
  let created = actual === undefined;
  if (actual !== undefined) {
    const change = planTableChange(table, actual);
    if (change.kind === "replace") {
      warn(
        `table ${table.name} is replaced because ${change.reason}; its items are gone, as on AWS.`,
      );
      await client.send(new DeleteTableCommand({ TableName: table.name }));
      created = true;
    } else {
      for (const request of change.requests) await client.send(new UpdateTableCommand(request));
    }
  }
  if (created) await client.send(new CreateTableCommand(createTableRequest(table)));
  await applyTtl(client, table);
  return created;
}

/** Tables first, then their declared items; tables that left the state are deleted. */
export async function applyTables(
  client: DynamoDBClient,
  tables: readonly Table[],
  seeds: readonly Seed[],
  warn: (message: string) => void,
): Promise<{ readonly itemsWritten: number }> {
  const wanted = new Set(tables.map(({ name }) => name));
  const recreated = new Set<string>();
  for (const table of [...tables, LEDGER_TABLE]) {
    if (await applyTable(client, table, warn)) recreated.add(table.name);
  }
  for await (const page of paginateListTables({ client }, {})) {
    for (const name of page.TableNames ?? []) {
      if (wanted.has(name) || name === LEDGER_TABLE.name) continue;
      warn(`table ${name} is no longer in the stack and is deleted with its items.`);
      await client.send(new DeleteTableCommand({ TableName: name }));
    }
  }
  return { itemsWritten: await applySeeds(client, seeds, wanted, recreated) };
}
