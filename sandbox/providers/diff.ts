/** Which inputs of a resource changed, and whether the change replaces it. */
import { contentHash, isAssetOrArchive, isList, isObject, isUnknown, plain } from "./wire";
import type { Properties, Value } from "./wire";

export type ChangeKind = "add" | "delete" | "update";

export interface Change {
  /** Pulumi's property path, such as `ingress[0].cidrBlocks`. */
  readonly path: string;
  /** The top-level property. */
  readonly property: string;
  readonly kind: ChangeKind;
}

/** Changes from one set of inputs to another, down to the field that differs. */
export function changesBetween(olds: Properties, news: Properties): Change[] {
  const changes: Change[] = [];
  for (const property of new Set([...Object.keys(olds), ...Object.keys(news)])) {
    if (!property.startsWith("__")) {
      compare(olds[property], news[property], property, property, changes);
    }
  }
  return changes;
}

function compare(
  old: Value | undefined,
  next: Value | undefined,
  path: string,
  property: string,
  changes: Change[],
): void {
  const before = absent(old) ? undefined : plainOnce(old);
  const after = absent(next) ? undefined : plainOnce(next);
  if (before === undefined || after === undefined) {
    if (before !== after) {
      changes.push({ path, property, kind: before === undefined ? "add" : "delete" });
    }
    return;
  }
  if (isUnknown(after) || isUnknown(before)) {
    changes.push({ path, property, kind: "update" });
  } else if (isList(before) && isList(after)) {
    for (let index = 0; index < Math.max(before.length, after.length); index++) {
      compare(before[index], after[index], `${path}[${index}]`, property, changes);
    }
  } else if (comparable(before) && comparable(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      compare(before[key], after[key], `${path}${pathPart(key)}`, property, changes);
    }
  } else if (!same(before, after)) {
    changes.push({ path, property, kind: "update" });
  }
}

function absent(value: Value | undefined): value is null | undefined {
  return value === undefined || value === null;
}

/** Opens secrets; the engine itself never shows what a path to a secret holds. */
function plainOnce(value: Value): Value {
  return isAssetOrArchive(value) ? value : plain(value);
}

function comparable(value: Value): value is Properties {
  return isObject(value) && !isAssetOrArchive(value);
}

function pathPart(key: string): string {
  return /^[\w$-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function same(before: Value, after: Value): boolean {
  if (isAssetOrArchive(before) && isAssetOrArchive(after)) {
    return contentHash(before) === contentHash(after);
  }
  return before === after || sameJson(before, after);
}

/** AWS reads policies and container definitions as JSON, so order and space of their text are no change. */
function sameJson(before: Value, after: Value): boolean {
  if (!isJsonText(before) || !isJsonText(after)) {
    return false;
  }
  try {
    return canonical(JSON.parse(before)) === canonical(JSON.parse(after));
  } catch {
    return false;
  }
}

function isJsonText(value: Value): value is string {
  return typeof value === "string" && /^\s*[[{]/.test(value);
}

/** JSON text with the keys of every object sorted. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
