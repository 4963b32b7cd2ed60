/** Which alarms are about a resource, and whether they tell anybody. */
import type { StackGraph } from "../framework/graph";
import type { Property } from "../framework/property";
import type { Resource } from "../framework/resource";
import { COMPOSITE_ALARM, INSTANCE_SCALING_POLICY, METRIC_ALARM, SCALING_POLICY } from "./types";

/** What a set of alarms is known to be about. */
interface AlarmIndex {
  /** Resources that telling alarms refer to, by URN. */
  readonly urns: ReadonlySet<string>;
  /** What their dimensions say, by dimension, such as `orders` for `QueueName`. */
  readonly texts: ReadonlyMap<string, ReadonlySet<string>>;
  /** Properties that a preview does not know, of alarms that might be about anything. */
  readonly open: readonly Property[];
}

const indexes = new WeakMap<StackGraph, AlarmIndex>();

/** Types of all that decides whether a resource is watched, besides the resource. */
export const ALARM_TYPES = [
  ...METRIC_ALARM,
  ...COMPOSITE_ALARM,
  ...SCALING_POLICY,
  ...INSTANCE_SCALING_POLICY,
];

/** Actions that change capacity or instances, and tell nobody. */
const silentAction = /^arn:aws[a-z-]*:(autoscaling|swf|automate|lambda|ssm):/;

/**
 * True when an alarm that tells somebody is about one of `resources`, or has one of `dimensions`;
 * undefined when the preview does not know what some alarm is about, or whom it tells.
 */
export function isWatched(
  stack: StackGraph,
  resources: readonly Resource[],
  dimensions: readonly Dimension[],
): boolean | undefined {
  const index = indexOf(stack);
  if (resources.some(({ urn }) => index.urns.has(urn))) return true;
  const isAbout = ({ key, value }: Dimension) => index.texts.get(key)?.has(value.text() ?? "");
  if (dimensions.some(isAbout)) return true;
  // An alarm that names one of the kind may name this one.
  const unnamed = dimensions.filter(({ key }) => index.texts.has(key)).map(({ value }) => value);
  // The index is shared by all subjects; what is unknown is noted for each of them.
  const open = [...index.open, ...unnamed].filter((property) => property.isUnknown);
  return open.length > 0 ? undefined : false;
}

function indexOf(stack: StackGraph): AlarmIndex {
  const known = indexes.get(stack);
  if (known !== undefined) return known;
  const urns = new Set<string>();
  const texts = new Map<string, Set<string>>();
  const open: Property[] = [];
  for (const alarm of telling(stack, open)) {
    for (const property of ["dimensions", "metricQueries"] as const) {
      const dependencies = alarm.dependencies.get(property) ?? [];
      for (const urn of dependencies) urns.add(urn);
      for (const each of dimensionsOf(alarm.references.at(property), property)) {
        const text = each.value.text();
        if (text !== undefined) texts.set(each.key, (texts.get(each.key) ?? new Set()).add(text));
        else if (dependencies.length === 0) open.push(each.value);
      }
    }
  }
  const index = { urns, texts, open };
  indexes.set(stack, index);
  return index;
}

/** A dimension of a metric, such as `QueueName`. */
export interface Dimension {
  readonly key: string;
  readonly value: Property;
}

/** The dimensions of an alarm on one metric, or of every metric that an expression is made of. */
function dimensionsOf(property: Property, kind: "dimensions" | "metricQueries"): Dimension[] {
  if (property.isUnknown) return [{ key: "", value: property }];
  const maps =
    kind === "dimensions"
      ? property.items()
      : property.items().map((query) => query.at("metric").at("dimensions"));
  return maps.flatMap((map) =>
    map.isUnknown
      ? [{ key: "", value: map }]
      : map.entries().map(([key, value]) => ({ key, value })),
  );
}

/** Metric alarms that tell somebody themselves, or through composite alarms over them. */
function telling(stack: StackGraph, open: Property[]): Set<Resource> {
  const told = new Set<Resource>();
  const alarms = stack.ofType([...METRIC_ALARM, ...COMPOSITE_ALARM]);
  const names = namesOf(alarms);
  const composites = new Set(stack.ofType(COMPOSITE_ALARM));
  const waiting = alarms.filter((alarm) => tells(stack, alarm));
  for (let alarm = waiting.pop(); alarm !== undefined; alarm = waiting.pop()) {
    if (told.has(alarm)) continue;
    told.add(alarm);
    if (composites.has(alarm)) {
      waiting.push(...combined(alarm, alarms, names, open));
    }
  }
  return told;
}

interface AlarmNames {
  readonly known: ReadonlyMap<string, Resource>;
  readonly unknown: readonly Property[];
}

function namesOf(alarms: readonly Resource[]): AlarmNames {
  const known = new Map<string, Resource>();
  const unknown: Property[] = [];
  for (const alarm of alarms) {
    for (const key of ["name", "alarmName", "arn"]) {
      const property = alarm.references.at(key);
      const text = property.text();
      if (text !== undefined) known.set(text, alarm);
      else if (key !== "arn" && property.isUnknown) unknown.push(property);
    }
  }
  return { known, unknown };
}

function tells(stack: StackGraph, alarm: Resource): boolean {
  if (alarm.references.at("actionsEnabled").is(false)) return false;
  const actions = alarm.references.at("alarmActions");
  if (actions.isMissing) return false;
  const targets = stack.targets(alarm, "alarmActions", [
    ...SCALING_POLICY,
    ...INSTANCE_SCALING_POLICY,
  ]);
  const dependencies = alarm.dependencies.get("alarmActions") ?? [];
  if (targets !== undefined && targets.length > 0 && targets.length === dependencies.length) {
    return false;
  }
  const texts = actions.texts();
  const isKnown = texts.length > 0 && texts.length === actions.items().length;
  return !(isKnown && texts.every((text) => silentAction.test(text)));
}

/** The alarms that a composite alarm's rule names, by name or ARN, or by reference. */
function combined(
  composite: Resource,
  alarms: readonly Resource[],
  names: AlarmNames,
  open: Property[],
): Resource[] {
  const rule = composite.references.at("alarmRule");
  const dependencies = composite.dependencies.get("alarmRule") ?? [];
  const referred = alarms.filter(({ urn }) => dependencies.includes(urn));
  const text = rule.text();
  if (text === undefined) {
    if (referred.length === 0) open.push(rule);
    return referred;
  }
  const named = [...text.matchAll(/(?:ALARM|OK|INSUFFICIENT_DATA)\(\s*["']?([^"')]+?)["']?\s*\)/g)];
  const found = named.flatMap(([, name = ""]) => names.known.get(name) ?? []);
  if (found.length < named.length) open.push(...names.unknown);
  return [...referred, ...found];
}
