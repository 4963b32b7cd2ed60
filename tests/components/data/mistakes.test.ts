import { Bucket } from "../../../components/data/bucket";
import { Key } from "../../../components/data/key";
import { LogBucket } from "../../../components/data/logBucket";
import { Table } from "../../../components/data/table";
import type { TableDefinition } from "../../../services/contract";
import { describeMistakes } from "../../helpers/mistakes";
import { accountId, region } from "../../helpers/recordingMocks";

const invalidDays = "must be a whole number from 1 to 36500, got";
const noLetters = "lower-case letters, digits and hyphens, got";

describeMistakes("Bucket", "bucket.md", [
  {
    argument: "name",
    message: `name must be at most 48 ${noLetters} "Invoices"; the bucket is named after it`,
    make: () => new Bucket("Invoices", {}),
  },
  {
    argument: "noncurrentRetentionDays",
    message: `noncurrentRetentionDays ${invalidDays} 0`,
    make: () => new Bucket("invoices", { noncurrentRetentionDays: 0 }),
  },
  {
    argument: "expireAfterDays",
    message: `expireAfterDays ${invalidDays} -1`,
    make: () => new Bucket("invoices", { expireAfterDays: -1 }),
  },
]);

const description = "Encrypts orders";

describeMistakes("Key", "key.md", [
  {
    argument: "deletionWindowDays",
    message: "deletionWindowDays must be a whole number from 7 to 30, got 3",
    make: () => new Key("orders-key", { description, accountId, deletionWindowDays: 3 }),
  },
  {
    argument: "description",
    message:
      'description must say what the key encrypts, got ""; people choose keys by it in the console',
    make: () => new Key("orders-key", { description: "", accountId }),
  },
  {
    argument: "name",
    message:
      'name must hold letters, digits and /_- only and not start with aws/, got "orders key"; the alias is named after it',
    make: () => new Key("orders key", { description, accountId }),
  },
]);

describeMistakes("LogBucket", "log-bucket.md", [
  {
    argument: "retentionDays",
    message: `retentionDays ${invalidDays} 0`,
    make: () => new LogBucket("access-logs", { accountId, region, retentionDays: 0 }),
  },
  {
    argument: "retentionDays",
    message: `retentionDays ${invalidDays} 30.5`,
    make: () => new LogBucket("access-logs", { accountId, region, retentionDays: 30.5 }),
  },
  {
    argument: "name",
    message: `name must be at most 42 ${noLetters} "Access-Logs"; the bucket is named after it`,
    make: () => new LogBucket("Access-Logs", { accountId, region }),
  },
]);

const orders: TableDefinition = {
  kind: "table",
  attributes: { id: "string" },
  partitionKey: "id",
};

function createTable(more: Partial<TableDefinition>): Table {
  const key = new Key("data-key", { description, accountId });
  return new Table("orders", { key, region, definition: { ...orders, ...more } });
}

describeMistakes("Table", "table.md", [
  {
    argument: "definition.partitionKey",
    message:
      "attributes must declare every key attribute, got none for customer; add its type to attributes",
    make: () => createTable({ partitionKey: "customer" }),
  },
  {
    argument: "definition.attributes",
    message:
      "attributes must hold key attributes only, got total, which no key or index uses; remove it",
    make: () => createTable({ attributes: { id: "string", total: "number" } }),
  },
  {
    argument: "definition.capacity",
    message:
      "capacity.read.min must not exceed capacity.read.max, got 50 and 40; raise max or lower min",
    make: () =>
      createTable({
        capacity: { mode: "provisioned", read: { min: 50, max: 40 }, write: { min: 1, max: 2 } },
      }),
  },
]);
