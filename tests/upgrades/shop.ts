/** A small program with state, and the losses of its upgrade from what it was. */
import * as pulumi from "@pulumi/pulumi";
import { Bucket } from "../../components/data/bucket";
import { Key } from "../../components/data/key";
import { Table } from "../../components/data/table";
import { Queue } from "../../components/messaging/queue";
import type { TableDefinition } from "../../services/contract";
import { explainLosses } from "../../upgrades/explain";
import { lockOf, type Lock } from "../../upgrades/lock";
import { lossesBetween } from "../../upgrades/losses";
import type { DeclaredResource } from "../../upgrades/resources";
import { project } from "../helpers/upgradeLock";
import { messaging } from "../components/messaging/messagingFixture";
import { accountId, record, region } from "../helpers/recordingMocks";

export const home = { project, stack: "test" };

const orders: TableDefinition = {
  kind: "table",
  attributes: { customerId: "string" },
  partitionKey: "customerId",
};

/** A component that contains others, as pages and archives do. */
class Place extends pulumi.ComponentResource {
  constructor(type: string, name: string, opts?: pulumi.ComponentResourceOptions) {
    super(`microservices:${type}`, name, {}, opts);
    this.registerOutputs({ name });
  }
}

/** What differs from the program as it was deployed. */
export interface Change {
  readonly tableName?: string;
  readonly table?: Partial<TableDefinition>;
  readonly tableOptions?: pulumi.ComponentResourceOptions;
  readonly keyName?: string;
  readonly keyOptions?: pulumi.ComponentResourceOptions;
  /** Type of the bucket's parent; undefined for none. */
  readonly place?: string | undefined;
  readonly placeName?: string;
  readonly bucketOptions?: pulumi.ComponentResourceOptions;
  readonly queue?: boolean;
  /** Whether the table has a first item. */
  readonly seed?: boolean;
}

/** The resources of the program. */
export async function shop(change: Change = {}): Promise<readonly DeclaredResource[]> {
  const { registrations } = await record(() => {
    const { keyName = "data-key", tableName = "orders", queue = true } = change;
    const key = new Key(keyName, { description: "Data", accountId }, change.keyOptions);
    const definition = { ...orders, ...change.table, seed: [{ customerId: "ann" }] };
    const args = { definition, key, region, seedData: change.seed ?? false };
    new Table(tableName, args, change.tableOptions);
    const place = "place" in change ? change.place : "edge:StaticSite";
    const parent =
      place === undefined ? {} : { parent: new Place(place, change.placeName ?? "files") };
    new Bucket("files-uploads", {}, { ...parent, ...change.bucketOptions });
    const settings = messaging();
    if (queue) new Queue("parcels", settings);
  });
  return registrations;
}

export async function shopLock(change: Change = {}): Promise<Lock> {
  return lockOf(await shop(change), home);
}

/** What an upgrade of the shop as it was to a changed one would be refused with; "" when it passes. */
export async function refusal(change: Change, before: Change = {}): Promise<string> {
  const lock = await shopLock(before);
  const losses = lossesBetween(lock, await shop(change), home);
  return losses.length === 0 ? "" : explainLosses(losses, home.stack);
}
