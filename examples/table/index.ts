import { Provider } from "@pulumi/aws/provider";
import { Key } from "../../components/data/key";
import { Table } from "../../components/data/table";
import { createFoundation } from "../foundation";

function main() {
  const { accountId, region } = createFoundation();
  const key = new Key("data-key", { description: "Encrypts orders", accountId });
  const orders = new Table("orders", {
    key,
    region,
    definition: {
      kind: "table",
      attributes: { customerId: "string", orderId: "string" },
      partitionKey: "customerId",
      sortKey: "orderId",
    },
  });

  // Provisioned: more capacity in the morning, none taken away within ten minutes of the last time.
  const reports = new Table("reports", {
    key,
    region,
    protect: true,
    definition: {
      kind: "table",
      attributes: { day: "string", kind: "string" },
      partitionKey: "day",
      indexes: { byKind: { partitionKey: "kind" } },
      capacity: { mode: "provisioned", read: { min: 2, max: 40 }, write: { min: 1, max: 10 } },
      ttlAttribute: "expiresAt",
    },
    scaling: {
      scaleInCooldownSeconds: 600,
      schedules: [{ cron: "0 7 ? * MON-FRI *", read: { min: 20, max: 80 } }],
    },
    contributorInsights: "throttledKeys",
  });

  // In two regions, each with a key of its own; readers learn of every change.
  const provider = new Provider("us-east", { region: "us-east-1" });
  const keyThere = new Key(
    "data-key-us",
    { description: "Encrypts profiles", accountId },
    { provider },
  );
  const profiles = new Table("profiles", {
    key,
    region,
    definition: { kind: "table", attributes: { id: "string" }, partitionKey: "id" },
    stream: "newAndOldImages",
    replicas: [{ region: "us-east-1", key: keyThere }],
    maxRequestUnits: { read: 4000, write: 1000 },
  });
  return {
    orders: orders.tableName,
    reports: reports.tableName,
    profilesStream: profiles.streamArn,
  };
}

export = main;
