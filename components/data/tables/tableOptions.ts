/** What a table can have besides its definition. Data only. */
import type * as pulumi from "@pulumi/pulumi";
import type { CapacityRange } from "../../../services/contract";
import type { Key } from "../key";

/** What a record of the table's stream holds of the item that changed. */
export type StreamView = "keys" | "newImage" | "oldImage" | "newAndOldImages";

/** Other bounds of the provisioned capacity from a set time on, for the table and every index. */
export interface ScheduledCapacity {
  /** When, as an AWS cron expression of six fields, such as `0 7 ? * MON-FRI *`. */
  readonly cron: string;
  /** Time zone of `cron`. @default "UTC" */
  readonly timezone?: string;
  /** @default reads keep their bounds */
  readonly read?: CapacityRange;
  /** @default writes keep their bounds */
  readonly write?: CapacityRange;
}

/** How provisioned capacity follows the load. */
export interface TableScaling {
  /** Seconds after taking capacity away before more may go. @default 0, as DynamoDB has it */
  readonly scaleInCooldownSeconds?: number;
  /** Seconds after adding capacity before more is added. @default 0, as DynamoDB has it */
  readonly scaleOutCooldownSeconds?: number;
  /** @default the same bounds at all times */
  readonly schedules?: readonly ScheduledCapacity[];
}

/** The table in another region, which takes reads and writes too; the last write to an item wins. */
export interface TableReplica {
  readonly region: string;
  /** Key in that region: a Key with a provider of the region, or the ARN of one that is there. */
  readonly key: Key | { readonly arn: pulumi.Input<string> };
}

/** Whose keys CloudWatch names: those that are throttled, or also those that are used most. */
export type ContributorInsights = "throttledKeys" | "accessedAndThrottledKeys";

/** `infrequentAccess` halves the price of storage and raises that of requests by a quarter. */
export type TableClass = "standard" | "infrequentAccess";

/** Most request units per second that an on-demand table, and each of its indexes, takes before it throttles. */
export interface MaxRequestUnits {
  readonly read: number;
  readonly write: number;
}

/** Throughput that a table and each of its indexes are ready for at once, charged when it is raised. */
export interface WarmThroughput {
  /** At least 12000, which every table has. */
  readonly readUnitsPerSecond: number;
  /** At least 4000, which every table has. */
  readonly writeUnitsPerSecond: number;
}
