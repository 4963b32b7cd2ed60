/** What a stack says of its resources, checked by the kind of each. Pure. */
import type { z } from "zod";
import type { ResourceDefinition, ResourceDefinitions } from "../../services/contract";
import { nodesFaults } from "../data/caches/faults";
import { clusterFaults } from "../data/databases/clusterFaults";
import {
  type DataTier,
  isAuroraEngine,
  type ResourceSettings,
  resourceSchemas,
  type Sized,
  sizedAs,
  type SizeSettings,
} from "../internal/resourceSettings";
import { asWritten, settingFaults } from "../internal/settingFaults";
import { auroraSize, cacheSize } from "./sizes";

export interface CheckedSettings {
  readonly settings: ResourceSettings;
  /** One sentence for each fault. */
  readonly faults: readonly string[];
}

type Sorted = { readonly [What in Sized]: Record<string, SizeSettings<What>> };

/** Sorts what was written by name into what it is for, and tells every fault. What is no mapping counts as nothing. */
export function checkResourceSettings(
  written: unknown,
  definitions: ResourceDefinitions,
  { tier, project }: { readonly tier: DataTier; readonly project: string },
): CheckedSettings {
  const sorted: Sorted = { aurora: {}, instance: {}, cache: {} };
  const faults = Object.entries(isMapping(written) ? written : {}).flatMap(([name, value]) => {
    const key = `${project}:resources.${name}`;
    const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
    if (definition === undefined) {
      const known = Object.keys(definitions).sort().join(", ");
      return [`${key}: no resource of that name, expected one of ${known}`];
    }
    const what = sizedAs(definition);
    if (what === undefined) {
      return [
        `${key}: got ${asWritten(value)}, expected nothing: a ${definition.kind} has no settings of the stack`,
      ];
    }
    return readInto(sorted, what, { name, value, project });
  });
  const sizes = Object.entries(definitions).flatMap(([name, definition]) =>
    sizeFaults(name, definition, tier, sorted).map(
      (fault) => `${project}:resources.${name}: ${fault}`,
    ),
  );
  return { settings: { tier, ...sorted }, faults: [...faults, ...sizes] };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface Written {
  readonly name: string;
  readonly value: unknown;
  readonly project: string;
}

function readInto(sorted: Sorted, what: Sized, written: Written): string[] {
  switch (what) {
    case "aurora":
      return read(sorted.aurora, resourceSchemas.aurora, written);
    case "instance":
      return read(sorted.instance, resourceSchemas.instance, written);
    case "cache":
      return read(sorted.cache, resourceSchemas.cache, written);
  }
}

/** Reads one resource's settings into their place; the faults when it cannot. */
function read<Value>(
  place: Record<string, Value>,
  schema: z.ZodType<Value>,
  { name, value, project }: Written,
): string[] {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success) {
    return parsed.error.issues.flatMap((issue) =>
      settingFaults({ ...issue, path: ["resources", name, ...issue.path] }, project),
    );
  }
  place[name] = parsed.data;
  return [];
}

/** What contradicts itself once the tier's size is filled in. */
function sizeFaults(
  name: string,
  definition: ResourceDefinition,
  tier: DataTier,
  sorted: Sorted,
): string[] {
  if (definition.kind === "cache") {
    return nodesFaults({ mode: "nodes", ...cacheSize(tier, sorted.cache[name]) });
  }
  if (definition.kind !== "database") return [];
  const { engine } = definition;
  return isAuroraEngine(engine)
    ? clusterFaults({ engine, ...auroraSize(tier, sorted.aurora[name]) })
    : [];
}
