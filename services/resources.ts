/**
 * The shared state of the stack, declared once. Services name these in their links.
 */
import type { ResourceDefinition } from "./contract";

export const resources = {
  "catalog-db": { kind: "database", engine: "aurora-postgresql" },
  "catalog-cache": { kind: "cache" },
  carts: {
    kind: "table",
    attributes: { customerId: "string", itemId: "string" },
    partitionKey: "customerId",
    sortKey: "itemId",
    indexes: { byItem: { partitionKey: "itemId", sortKey: "customerId" } },
    capacity: { mode: "provisioned", read: { min: 2, max: 40 }, write: { min: 2, max: 20 } },
    ttlAttribute: "expiresAt",
  },
} as const satisfies Record<string, ResourceDefinition>;
