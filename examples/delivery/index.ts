import * as glue from "@pulumi/aws/glue";
import { Bucket } from "../../components/data/bucket";
import { Key } from "../../components/data/key";
import { LogBucket } from "../../components/data/logBucket";
import { Delivery } from "../../components/messaging/delivery";
import { Stream } from "../../components/messaging/stream";
import { createFoundation } from "../foundation";

function main() {
  const foundation = createFoundation();
  const { accountId, region } = foundation;
  const key = new Key("record-key", { description: "Encrypts records", accountId });
  const bucket = new Bucket("lake", { accessLogs: new LogBucket("access-logs", foundation) });
  const visits = new Delivery("visits", { ...foundation, key, bucket });

  // What passes through a stream, in the columns of a table.
  const table = createTable();
  const clicks = new Delivery("clicks", {
    ...{ ...foundation, key, bucket },
    source: { kind: "stream", stream: new Stream("clicks", { key, region }) },
    format: { kind: "parquet", databaseName: table.databaseName, tableName: table.name },
    prefix: "parquet/clicks",
  });
  return { visitsName: visits.deliveryName, clicksName: clicks.deliveryName };
}

function createTable(): glue.CatalogTable {
  const database = new glue.CatalogDatabase("analytics", { name: "analytics" });
  return new glue.CatalogTable("clicks-table", {
    databaseName: database.name,
    name: "clicks",
    storageDescriptor: {
      columns: [
        { name: "customer", type: "string" },
        { name: "at", type: "timestamp" },
      ],
    },
  });
}

export = main;
