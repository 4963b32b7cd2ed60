/**
 * Items that the stack declares (`aws.dynamodb.TableItem`).
 *
 * On AWS a deploy writes such an item when its declaration changed, and leaves it alone otherwise. The
 * sandbox does the same: a ledger table in the emulator remembers what was written, so that it is lost
 * and kept together with the data it speaks about.
 */
import { createHash } from "node:crypto";
import {
  BatchWriteItemCommand,
  type AttributeValue,
  type DynamoDBClient,
  type WriteRequest,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import type { DeployedStack } from "../state/deployedStack";
import { CloudError } from "../types";
import type { Table } from "./tables";

type Attributes = Record<string, AttributeValue>;

/** The ledger, a table like any other to the emulator. */
export const LEDGER_TABLE: Table = {
  name: "sandbox-seed-ledger",
  attributes: [{ name: "id", type: "S" }],
  hashKey: "id",
  globalSecondaryIndexes: [],
  localSecondaryIndexes: [],
  billingMode: "PAY_PER_REQUEST",
  streamEnabled: false,
};

export interface Seed {
  readonly tableName: string;
  readonly key: Attributes;
  readonly item: Attributes;
}

interface LedgerEntry {
  readonly hash: string;
  readonly tableName: string;
  readonly key: Attributes;
}

const tableItem = z.object({
  tableName: z.string(),
  hashKey: z.string(),
  rangeKey: z.string().optional(),
  item: z.string(),
});
const text = z.object({ S: z.string() });
const ledgerRow = z.object({ id: text, hash: text, tableName: text, key: text });

function isAttributes(value: unknown): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseAttributes(json: string, owner: string): Attributes {
  const value: unknown = JSON.parse(json);
  if (!isAttributes(value)) throw new CloudError(`${owner}: expected an item in DynamoDB JSON.`);
  return value;
}

export function readSeeds(stack: DeployedStack): Seed[] {
  return stack.ofType("aws:dynamodb/tableItem:TableItem", tableItem).map(({ urn, properties }) => {
    const item = parseAttributes(properties.item, urn);
    const names = [properties.hashKey, properties.rangeKey].filter((name) => name !== undefined);
    const key = names.map((name): [string, AttributeValue] => {
      const value = item[name];
      if (value === undefined)
        throw new CloudError(`${urn}: the item has no key attribute ${name}.`);
      return [name, value];
    });
    return { tableName: properties.tableName, key: Object.fromEntries(key), item };
  });
}

function idOf(tableName: string, key: Attributes): string {
  return `${tableName} ${JSON.stringify(key)}`;
}

function hashOf(item: Attributes): string {
  return createHash("sha256").update(JSON.stringify(item)).digest("hex");
}

/** The writes that a set of seeds needs, given what was written before. Pure. */
export function planSeeds(
  seeds: readonly Seed[],
  ledger: ReadonlyMap<string, LedgerEntry>,
  tablesInState: ReadonlySet<string>,
): { readonly puts: Seed[]; readonly deletes: LedgerEntry[] } {
  const wanted = new Set(seeds.map((seed) => idOf(seed.tableName, seed.key)));
  return {
    puts: seeds.filter(
      (seed) => ledger.get(idOf(seed.tableName, seed.key))?.hash !== hashOf(seed.item),
    ),
    deletes: [...ledger]
      .filter(([id, entry]) => !wanted.has(id) && tablesInState.has(entry.tableName))
      .map(([, entry]) => entry),
  };
}

async function readLedger(client: DynamoDBClient): Promise<Map<string, LedgerEntry>> {
  const ledger = new Map<string, LedgerEntry>();
  for await (const page of paginateScan({ client }, { TableName: LEDGER_TABLE.name })) {
    for (const row of page.Items ?? []) {
      const { id, hash, tableName, key } = ledgerRow.parse(row);
      const entry = { hash: hash.S, tableName: tableName.S, key: parseAttributes(key.S, id.S) };
      ledger.set(id.S, entry);
    }
  }
  return ledger;
}

const BATCH_SIZE = 25;

async function writeAll(
  client: DynamoDBClient,
  writes: readonly { tableName: string; request: WriteRequest }[],
): Promise<void> {
  for (let start = 0; start < writes.length; start += BATCH_SIZE) {
    let pending: Record<string, WriteRequest[]> = {};
    for (const { tableName, request } of writes.slice(start, start + BATCH_SIZE)) {
      (pending[tableName] ??= []).push(request);
    }
    while (Object.keys(pending).length > 0) {
      const { UnprocessedItems } = await client.send(
        new BatchWriteItemCommand({ RequestItems: pending }),
      );
      pending = UnprocessedItems ?? {};
    }
  }
}

/**
 * Writes new and changed seeds, deletes those that left the state, and leaves all other items alone.
 * `recreated` are tables that were empty a moment ago: what the ledger says of them no longer holds.
 * Returns how many items were written.
 */
export async function applySeeds(
  client: DynamoDBClient,
  seeds: readonly Seed[],
  tablesInState: ReadonlySet<string>,
  recreated: ReadonlySet<string>,
): Promise<number> {
  const ledger = await readLedger(client);
  const stale = [...ledger].filter(
    ([, { tableName }]) => recreated.has(tableName) || !tablesInState.has(tableName),
  );
  for (const [id] of stale) ledger.delete(id);
  const { puts, deletes } = planSeeds(seeds, ledger, tablesInState);
  const forget = [...stale.map(([id]) => id), ...deletes.map((e) => idOf(e.tableName, e.key))];
  const putIds = new Set(puts.map((seed) => idOf(seed.tableName, seed.key)));
  await writeAll(client, [
    ...puts.map(({ tableName, item }) => ({ tableName, request: { PutRequest: { Item: item } } })),
    ...deletes.map(({ tableName, key }) => ({
      tableName,
      request: { DeleteRequest: { Key: key } },
    })),
  ]);
  await writeAll(client, [
    ...puts.map((seed) => ({
      tableName: LEDGER_TABLE.name,
      request: { PutRequest: { Item: ledgerItem(seed) } },
    })),
    ...forget
      .filter((id) => !putIds.has(id))
      .map((id) => ({
        tableName: LEDGER_TABLE.name,
        request: { DeleteRequest: { Key: { id: { S: id } } } },
      })),
  ]);
  return puts.length;
}

function ledgerItem({ tableName, key, item }: Seed): Attributes {
  return {
    id: { S: idOf(tableName, key) },
    hash: { S: hashOf(item) },
    tableName: { S: tableName },
    key: { S: JSON.stringify(key) },
  };
}
