/** What a team says about databases, caches, buckets and secrets. */

/** Engines of Amazon Aurora: storage of its own over three zones, capacity that follows the load. */
export type AuroraEngine = "aurora-postgresql" | "aurora-mysql";
/** Engines of Amazon RDS, on an instance. */
export type InstanceEngine = "postgres" | "mysql" | "mariadb";

/** A relational database. How large it is, and whether it stands in several zones, is the operator's. */
export interface DatabaseDefinition {
  readonly kind: "database";
  readonly engine: AuroraEngine | InstanceEngine;
  /** Major version, such as `17`. @default the newest that is proven: 17, Aurora MySQL 8.0, MySQL 8.4, MariaDB 11.8 */
  readonly version?: string;
  /** Name of the first database in it. @default the resource's name with underscores */
  readonly databaseName?: string;
  /** Further engine parameters, in force after a restart. @default none */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Which keys go when memory is full: of all keys, or of those that expire. */
export type EvictionPolicy =
  | "allkeys-lfu"
  | "allkeys-lru"
  | "allkeys-random"
  | "noeviction"
  | "volatile-lfu"
  | "volatile-lru"
  | "volatile-random"
  | "volatile-ttl";

/** A cache of Amazon ElastiCache. Its nodes are the operator's. */
export interface CacheDefinition {
  readonly kind: "cache";
  /** @default "valkey" */
  readonly engine?: "valkey" | "redis";
  /** Major and minor version, such as `8.2`. @default 8.2, for Redis OSS 7.1 */
  readonly version?: string;
  /** @default "volatile-lru": the least recently used of the keys that expire */
  readonly evictionPolicy?: EvictionPolicy;
}

/** A private bucket for objects, each version of which is kept for a time. */
export interface BucketDefinition {
  readonly kind: "bucket";
  /** Days after which an object is deleted. @default never */
  readonly expireAfterDays?: number;
  /** Days after which an overwritten or deleted object is gone for good. @default 30 */
  readonly noncurrentRetentionDays?: number;
}

/** A secret, such as a key to somebody else's API. */
export interface SecretDefinition {
  readonly kind: "secret";
  /** What the secret opens, as the console shows it. */
  readonly description: string;
  /**
   * Where the value comes from: a random password that the program makes, or a person who puts it there
   * after the first deployment; until then readers find nothing.
   * @default "byHand"
   */
  readonly value?: "generated" | "byHand";
}
