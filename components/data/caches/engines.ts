/** What is different between the engines of ElastiCache, one row each. Pure. */
export type KeyValueEngine = "valkey" | "redis";
export type CacheEngine = KeyValueEngine | "memcached";

export interface CacheFacts {
  /** TCP port. */
  readonly port: number;
  /** Version of nodes. */
  readonly defaultVersion: string;
  /** Form of that version. */
  readonly version: RegExp;
  /** Parameter group family of a version. */
  readonly family: (version: string) => string;
  readonly defaultNodeType: string;
}

const keyValue = {
  port: 6379,
  version: /^\d\.\d$/,
  defaultNodeType: "cache.m7g.large",
} as const;

/** `8.2` to `8`: families, and serverless caches, know major versions alone. */
export function majorOf(version: string): string {
  return version.slice(0, version.indexOf("."));
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html */
export const cacheEngines: Readonly<Record<CacheEngine, CacheFacts>> = {
  valkey: {
    ...keyValue,
    defaultVersion: "8.2",
    family: (version) => `valkey${majorOf(version)}`,
  },
  redis: { ...keyValue, defaultVersion: "7.1", family: (version) => `redis${majorOf(version)}` },
  memcached: {
    port: 11211,
    defaultVersion: "1.6.22",
    // Memcached speaks TLS from 1.6.12 on.
    version: /^1\.6\.(1[2-9]|[2-9]\d)$/,
    family: () => "memcached1.6",
    defaultNodeType: "cache.m7g.large",
  },
};

/** Port of a serverless cache on which replicas answer, which clients use by themselves. */
export const serverlessReaderPort = 6380;

/** Burstable and general classes alike, such as `cache.r7g.xlarge`. */
export const nodeTypePattern = /^cache\.[a-z]\d[a-z]*\.(\d*x?large|micro|small|medium)$/;
