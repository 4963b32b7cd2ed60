import type { EvictionPolicy } from "../../../services/contract";
import type { Network } from "../../network/network";
import type { LogSettings } from "../../observability/logGroup";
import type { Key } from "../key";
import type { KeyValueEngine } from "./engines";

interface BaseArgs {
  readonly network: Network;
  /** Begins the names of users and log groups, as does the name of everything of the stack. */
  readonly prefix: string;
  /** Pulumi refuses to delete the cache. @default false */
  readonly protect?: boolean;
}

interface KeyValueBaseArgs extends BaseArgs {
  /** @default "valkey" */
  readonly engine?: KeyValueEngine;
  /** Key that encrypts the data and the snapshots. */
  readonly key: Key;
  /** Major and minor version, such as `8.2`; a serverless cache takes the major one. @default 8.2, for Redis OSS 7.1 */
  readonly version?: string;
  /** Days that the daily snapshot is kept, 0 (none) to 35. @default 7 */
  readonly snapshotRetentionDays?: number;
}

/** Valkey or Redis OSS on nodes of one type. */
export interface NodesArgs extends KeyValueBaseArgs {
  readonly mode: "nodes";
  readonly logs: LogSettings;
  /** @default "cache.m7g.large" */
  readonly nodeType?: string;
  /** Replicas of each shard, 0 to 5. @default 1, none when availability is "single" */
  readonly replicas?: number;
  /** Shards of a cluster, 1 to 90; clients must speak the cluster protocol. @default no cluster */
  readonly shards?: number;
  /** Whether a replica in another zone takes over. @default "multiAz" */
  readonly availability?: "single" | "multiAz";
  /** @default "volatile-lru": the least recently used of the keys that expire */
  readonly evictionPolicy?: EvictionPolicy;
  /** Microseconds from which a command is in the slow log, 0 and more. @default 10000 */
  readonly slowLogMicroseconds?: number;
  /** Daily window in UTC, such as `03:00-04:00`. @default AWS chooses */
  readonly snapshotWindow?: string;
  /** Weekly window in UTC, such as `sun:04:30-sun:05:30`. @default AWS chooses */
  readonly maintenanceWindow?: string;
  /** Further engine parameters. @default none */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Applies changes at once. @default false: in the maintenance window */
  readonly applyImmediately?: boolean;
}

/** Valkey or Redis OSS without nodes to size; spread over the zones by AWS. */
export interface ServerlessArgs extends KeyValueBaseArgs {
  readonly mode: "serverless";
  /** Most data, 1 to 5000 GB; then keys that expire go. @default 10 */
  readonly maxStorageGB?: number;
  /** Most processing units (ECPU) per second, 1000 to 15000000; then commands are slowed down. @default 10000 */
  readonly maxUnitsPerSecond?: number;
  /** Time of the daily snapshot in UTC, such as `03:00`. @default AWS chooses */
  readonly snapshotTime?: string;
}

/** Memcached nodes in several zones, each with a part of the keys; nobody signs in, nothing is kept. */
export interface MemcachedArgs extends BaseArgs {
  readonly engine: "memcached";
  readonly mode: "nodes";
  /** Version from 1.6.12 on. @default 1.6.22 */
  readonly version?: string;
  /** @default "cache.m7g.large" */
  readonly nodeType?: string;
  /** Nodes, 1 to 40. @default 2 */
  readonly nodes?: number;
  /** Weekly window in UTC, such as `sun:04:30-sun:05:30`. @default AWS chooses */
  readonly maintenanceWindow?: string;
}

export type KeyValueArgs = NodesArgs | ServerlessArgs;
export type CacheArgs = KeyValueArgs | MemcachedArgs;

export function isMemcached(args: CacheArgs): args is MemcachedArgs {
  return args.engine === "memcached";
}
