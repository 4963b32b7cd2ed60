/** What a team says about a DynamoDB table. */

/** Type of a key attribute. */
export type AttributeType = "string" | "number" | "binary";

/** Attributes that make up a primary or index key, partition key first. */
export interface KeySchema {
  readonly partitionKey: string;
  readonly sortKey?: string;
}

/** Smallest and largest provisioned throughput, in capacity units. */
export interface CapacityRange {
  readonly min: number;
  readonly max: number;
}

/** How a table pays for throughput: per request, or provisioned between bounds that follow the load. */
export type TableCapacity =
  | { readonly mode: "onDemand" }
  | {
      readonly mode: "provisioned";
      readonly read: CapacityRange;
      readonly write: CapacityRange;
      /** Share of the provisioned capacity, in percent, that scaling holds. @default 70 */
      readonly targetPercent?: number;
    };

/** A DynamoDB table that services link to by name. */
export interface TableDefinition extends KeySchema {
  readonly kind: "table";
  /** Every attribute that a key or index uses, and no other. */
  readonly attributes: Readonly<Record<string, AttributeType>>;
  /** Global secondary indexes by name; each projects all attributes. @default none */
  readonly indexes?: Readonly<Record<string, KeySchema>>;
  /** @default on demand */
  readonly capacity?: TableCapacity;
  /** Attribute holding the expiry time in epoch seconds. @default items never expire */
  readonly ttlAttribute?: string;
  /** JSON file with an array of items, relative to the repository, written by stacks that set `seedData`. @default no seed */
  readonly seedFile?: string;
}
