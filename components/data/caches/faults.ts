/** What ElastiCache would refuse, or what contradicts itself, in the arguments of a cache. Pure. */
import { rangeFaults } from "../../internal/serviceFaults";
import { dailyWindowPattern, timePattern, weeklyWindowPattern } from "../../internal/timeWindows";
import { type CacheArgs, isMemcached, type NodesArgs, type ServerlessArgs } from "./arguments";
import { cacheEngines, nodeTypePattern } from "./engines";

/** Longest name of what carries a noun and Pulumi's suffix, within ElastiCache's 40 characters. */
const longestName = 26;

function nameFaults(name: string, prefix: string): string[] {
  const identifier = `${prefix}-${name}`;
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(identifier) && name.length <= longestName
    ? []
    : [
        `prefix and name must be lower-case letters, digits and single hyphens, the name at most ${longestName} of them, got "${identifier}"; the cache's users are named after them`,
      ];
}

function versionFaults(args: CacheArgs): string[] {
  const { version, defaultVersion } = cacheEngines[args.engine ?? "valkey"];
  return args.version === undefined || version.test(args.version)
    ? []
    : [
        `version of ${args.engine ?? "valkey"} must be of the form ${defaultVersion}, got "${args.version}"`,
      ];
}

function windowFaults(argument: string, pattern: RegExp, like: string, value?: string): string[] {
  return value === undefined || pattern.test(value)
    ? []
    : [`${argument} must be in UTC such as ${like}, got "${value}"`];
}

function maintenanceFaults(value?: string): string[] {
  const like = "sun:04:30-sun:05:30";
  return windowFaults("maintenanceWindow", weeklyWindowPattern, like, value);
}

function nodeTypeFaults(nodeType?: string): string[] {
  return nodeType === undefined || nodeTypePattern.test(nodeType)
    ? []
    : [`nodeType must be a node type such as cache.m7g.large, got "${nodeType}"`];
}

/** Replicas of each shard. */
export function replicasOf(args: Pick<NodesArgs, "replicas" | "availability">): number {
  return args.replicas ?? (args.availability === "single" ? 0 : 1);
}

/** Parameters that arguments of their own set. */
const ownParameters = ["cluster-enabled", "maxmemory-policy", "slowlog-log-slower-than"];

/** What decides the nodes of a cache. */
export type NodesSize = Omit<NodesArgs, "network" | "prefix" | "key" | "logs">;

export function nodesFaults(args: NodesSize): string[] {
  const replicas = replicasOf(args);
  const isSingle = args.availability === "single";
  const taken = ownParameters.find((name) => args.parameters?.[name] !== undefined);
  return [
    ...rangeFaults("replicas", replicas, 0, 5),
    ...rangeFaults("shards", args.shards ?? 1, 1, 90),
    ...rangeFaults("slowLogMicroseconds", args.slowLogMicroseconds ?? 10_000, 0, 60_000_000),
    ...(isSingle && replicas > 0
      ? [
          `replicas must be 0 when availability is "single", got ${replicas}; use availability "multiAz", or no replicas`,
        ]
      : []),
    ...(!isSingle && replicas === 0
      ? [
          'replicas must be at least 1 when availability is "multiAz", got 0; a replica is what takes over, so add one or use availability "single"',
        ]
      : []),
    ...(taken === undefined
      ? []
      : [
          `parameters must not hold ${taken}, which evictionPolicy, slowLogMicroseconds or shards set; remove it`,
        ]),
    ...nodeTypeFaults(args.nodeType),
    ...windowFaults("snapshotWindow", dailyWindowPattern, "03:00-04:00", args.snapshotWindow),
    ...maintenanceFaults(args.maintenanceWindow),
  ];
}

function serverlessFaults(args: ServerlessArgs): string[] {
  return [
    ...rangeFaults("maxStorageGB", args.maxStorageGB ?? 10, 1, 5000),
    ...rangeFaults("maxUnitsPerSecond", args.maxUnitsPerSecond ?? 10_000, 1000, 15_000_000),
    ...windowFaults("snapshotTime", timePattern, "03:00", args.snapshotTime),
  ];
}

/** One sentence for each fault. */
export function cacheFaults(name: string, args: CacheArgs): string[] {
  const own = [...nameFaults(name, args.prefix), ...versionFaults(args)];
  if (isMemcached(args)) {
    return [
      ...own,
      ...rangeFaults("nodes", args.nodes ?? 2, 1, 40),
      ...nodeTypeFaults(args.nodeType),
      ...maintenanceFaults(args.maintenanceWindow),
    ];
  }
  return [
    ...own,
    ...rangeFaults("snapshotRetentionDays", args.snapshotRetentionDays ?? 7, 0, 35),
    ...(args.mode === "nodes" ? nodesFaults(args) : serverlessFaults(args)),
  ];
}
