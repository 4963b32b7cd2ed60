import { Bucket } from "../../../components/data/bucket";
import { Key } from "../../../components/data/key";
import { LogBucket } from "../../../components/data/logBucket";
import { Table, type TableArgs } from "../../../components/data/table";
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
  {
    argument: "objectLock",
    message: `objectLock.retentionDays ${invalidDays} 0`,
    make: () => new Bucket("invoices", { objectLock: { mode: "governance", retentionDays: 0 } }),
  },
  {
    argument: "objectLock",
    message:
      "expireAfterDays must not be shorter than objectLock.retentionDays, got 30 and 365; S3 keeps locked objects whatever the lifecycle says, so raise expireAfterDays or shorten the lock",
    make: () =>
      new Bucket("invoices", {
        objectLock: { mode: "governance", retentionDays: 365 },
        expireAfterDays: 30,
      }),
  },
  {
    argument: "transitions",
    message:
      "afterDays of the transition to STANDARD_IA must be a whole number from 30 to 36500, got 7",
    make: () =>
      new Bucket("invoices", { transitions: [{ afterDays: 7, storageClass: "STANDARD_IA" }] }),
  },
  {
    argument: "transitions",
    message:
      "transitions must stand in the order of their days, got STANDARD_IA after 30 days behind GLACIER after 90; sort them",
    make: () =>
      new Bucket("invoices", {
        transitions: [
          { afterDays: 90, storageClass: "GLACIER" },
          { afterDays: 30, storageClass: "STANDARD_IA" },
        ],
      }),
  },
  {
    argument: "transitions",
    message:
      "afterDays of the transition to GLACIER must be shorter than expireAfterDays, got 90 and 60; objects are gone by then, so remove the transition or keep them longer",
    make: () =>
      new Bucket("invoices", {
        transitions: [{ afterDays: 90, storageClass: "GLACIER" }],
        expireAfterDays: 60,
      }),
  },
  {
    argument: "cors",
    message:
      'cors must name its origins, got "*", which is every page of the internet; name the pages that call the bucket',
    make: () => new Bucket("invoices", { cors: [{ origins: ["*"], methods: ["GET"] }] }),
  },
  {
    argument: "cors",
    message:
      "cors must name origins and methods, got 1 and 0; name one of each at least, or remove the rule",
    make: () =>
      new Bucket("invoices", { cors: [{ origins: ["https://shop.example.com"], methods: [] }] }),
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

const provisioned: Partial<TableDefinition> = {
  capacity: { mode: "provisioned", read: { min: 1, max: 4 }, write: { min: 1, max: 2 } },
};

function createTable(more: Partial<TableDefinition>, args: Partial<TableArgs> = {}): Table {
  const key = new Key("data-key", { description, accountId });
  return new Table("orders", { key, region, definition: { ...orders, ...more }, ...args });
}

const elsewhere = { region: "eu-west-1", key: { arn: "arn:key" } };

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
  {
    argument: "definition.capacity",
    message: "capacity.targetPercent must be a whole number from 20 to 90, got 95",
    make: () =>
      createTable({
        capacity: {
          mode: "provisioned",
          read: { min: 1, max: 4 },
          write: { min: 1, max: 2 },
          targetPercent: 95,
        },
      }),
  },
  {
    argument: "scaling",
    message:
      "scaling needs provisioned capacity, got a table on demand, which scales by itself; set definition.capacity, or leave scaling out",
    make: () => createTable({}, { scaling: {} }),
  },
  {
    argument: "scaling",
    message: "scaling.scaleInCooldownSeconds must be a whole number from 0 to 86400, got -1",
    make: () => createTable(provisioned, { scaling: { scaleInCooldownSeconds: -1 } }),
  },
  {
    argument: "scaling",
    message:
      'the schedule "0 7 * * ? *" must change read or write, got neither; give one of them bounds, or remove the schedule',
    make: () => createTable(provisioned, { scaling: { schedules: [{ cron: "0 7 * * ? *" }] } }),
  },
  {
    argument: "scaling",
    message:
      'read.min of the schedule "0 7 * * ? *" must not exceed read.max, got 9 and 8; raise max or lower min',
    make: () =>
      createTable(provisioned, {
        scaling: { schedules: [{ cron: "0 7 * * ? *", read: { min: 9, max: 8 } }] },
      }),
  },
  {
    argument: "scaling",
    message:
      'scaling.schedules must name each time once, got "0 7 * * ? * UTC" twice; put its bounds into one',
    make: () => {
      const schedule = { cron: "0 7 * * ? *", read: { min: 2, max: 8 } };
      return createTable(provisioned, { scaling: { schedules: [schedule, schedule] } });
    },
  },
  {
    argument: "maxRequestUnits",
    message:
      "maxRequestUnits is for tables on demand, got provisioned capacity; set max of definition.capacity instead",
    make: () => createTable(provisioned, { maxRequestUnits: { read: 1, write: 1 } }),
  },
  {
    argument: "warmThroughput",
    message:
      "warmThroughput.readUnitsPerSecond must be a whole number from 12000 to 1000000000, got 100",
    make: () =>
      createTable({}, { warmThroughput: { readUnitsPerSecond: 100, writeUnitsPerSecond: 4000 } }),
  },
  {
    argument: "replicas",
    message:
      "replicas must be in other regions, got us-east-1, where the table itself is; remove that replica",
    make: () => createTable({}, { replicas: [{ region, key: { arn: "arn:key" } }] }),
  },
  {
    argument: "replicas",
    message: "replicas must name each region once, got eu-west-1 twice; remove one of them",
    make: () => createTable({}, { replicas: [elsewhere, elsewhere] }),
  },
  {
    argument: "stream",
    message:
      'stream must be "newAndOldImages" with replicas, which are kept equal by it, got "keys"; change stream, or leave it out',
    make: () => createTable({}, { replicas: [elsewhere], stream: "keys" }),
  },
  {
    argument: "stream",
    message:
      'grant("consumes") needs a stream, got a table without one; set stream, such as to "newAndOldImages"',
    make: () => createTable({}).grant("consumes"),
  },
]);
