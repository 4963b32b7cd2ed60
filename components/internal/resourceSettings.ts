/** What a stack may say of one resource, by its kind and engine. Pure. */
import { z } from "zod";
import type { AuroraEngine, DatabaseDefinition, ResourceDefinition } from "../../services/contract";
import { mapping } from "./settingFaults";

/**
 * How much everything that holds data costs and withstands, unless a resource's own settings say
 * otherwise. `economy`: the smallest of everything, in one zone, databases paused while nobody uses
 * them; as encrypted, backed up and closed as `resilient`, which outlives a zone.
 */
export const dataTiers = ["economy", "resilient"] as const;
export type DataTier = (typeof dataTiers)[number];

const availability = z.enum(["single", "multiAz"]).optional();
const count = (least: number, most: number) => z.int().min(least).max(most).optional();
const units = (least: number) =>
  z
    .number()
    .min(least)
    .max(256)
    .multipleOf(0.5, { error: "Aurora capacity units in halves, such as 0.5" })
    .optional();

const aurora = mapping({
  availability,
  /** Fewest Aurora capacity units; 0 pauses the database. */
  minUnits: units(0),
  maxUnits: units(1),
  pauseAfterSeconds: count(300, 86_400),
  readers: count(0, 15),
  backupRetentionDays: count(1, 35),
});
const instance = mapping({
  availability,
  instanceClass: z
    .string()
    .regex(/^db\.[a-z0-9-]+\.[a-z0-9]+$/, { error: "an instance class such as db.m7g.large" })
    .optional(),
  storageGiB: count(20, 65_536),
  maxStorageGiB: count(22, 65_536),
  backupRetentionDays: count(1, 35),
});
const cache = mapping({
  availability,
  nodeType: z
    .string()
    .regex(/^cache\.[a-z]\d[a-z]*\.[a-z0-9]+$/, { error: "a node type such as cache.m7g.large" })
    .optional(),
  replicas: count(0, 5),
  snapshotRetentionDays: count(0, 35),
});

/** Settings by what they are for. */
export const resourceSchemas = { aurora, instance, cache };
export type Sized = keyof typeof resourceSchemas;
export type SizeSettings<What extends Sized> = z.infer<(typeof resourceSchemas)[What]>;

/** Whether the engine is one of Aurora, whose size is in units. */
export function isAuroraEngine(engine: DatabaseDefinition["engine"]): engine is AuroraEngine {
  return engine.startsWith("aurora-");
}

/** What a resource's settings are for; undefined for a kind that has nothing to set. */
export function sizedAs(definition: ResourceDefinition): Sized | undefined {
  if (definition.kind === "cache") return "cache";
  if (definition.kind !== "database") return undefined;
  return isAuroraEngine(definition.engine) ? "aurora" : "instance";
}

/** What a stack says of its resources, sorted by what it is for, then by name. */
export type ResourceSettings = { readonly tier: DataTier } & {
  readonly [What in Sized]: Readonly<Record<string, SizeSettings<What>>>;
};
