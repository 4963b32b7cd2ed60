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
  });
  return { orders: orders.tableName, reports: reports.tableName };
}

export = main;
