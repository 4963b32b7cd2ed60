/** How large databases and caches are: the tier's size, and what the stack says otherwise. Pure. */
import type { NodesArgs } from "../data/caches/arguments";
import type { AuroraArgs, OpenSourceArgs } from "../data/databases/arguments";
import type { DataTier, SizeSettings } from "../internal/resourceSettings";

type AuroraSize = Pick<AuroraArgs, "availability" | "backupRetentionDays"> & {
  readonly capacity: Extract<NonNullable<AuroraArgs["capacity"]>, { mode: "serverless" }>;
};
type InstanceSize = Pick<
  OpenSourceArgs,
  "availability" | "backupRetentionDays" | "instanceClass" | "storageGiB" | "maxStorageGiB"
>;
type CacheSize = Pick<
  NodesArgs,
  "availability" | "nodeType" | "replicas" | "snapshotRetentionDays"
>;

/** Aurora paused while nobody uses it, or with a reader that takes over. */
export function auroraSize(tier: DataTier, settings: SizeSettings<"aurora"> = {}): AuroraSize {
  const { availability, backupRetentionDays, ...capacity } = settings;
  const isEconomy = tier === "economy";
  return {
    availability: availability ?? (isEconomy ? "single" : "multiAz"),
    ...(backupRetentionDays === undefined ? {} : { backupRetentionDays }),
    capacity: {
      mode: "serverless",
      ...(isEconomy ? { minUnits: 0, maxUnits: 2 } : {}),
      ...capacity,
    },
  };
}

/** The smallest class on which every engine has its insights, or the component's own with a standby. */
export function instanceSize(
  tier: DataTier,
  settings: SizeSettings<"instance"> = {},
): InstanceSize {
  return tier === "economy"
    ? { availability: "single", instanceClass: "db.t4g.medium", storageGiB: 20, ...settings }
    : { availability: "multiAz", ...settings };
}

/** One small node, or the component's own with a replica that takes over. */
export function cacheSize(tier: DataTier, settings: SizeSettings<"cache"> = {}): CacheSize {
  return tier === "economy"
    ? {
        availability: "single",
        nodeType: "cache.t4g.micro",
        snapshotRetentionDays: 1,
        ...settings,
      }
    : { availability: "multiAz", ...settings };
}
