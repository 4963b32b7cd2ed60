/** Which alarms are about a resource, and whether they tell anybody. */
import type { StackGraph } from "../framework/graph";
import { append } from "../framework/listMap";
import type { Property } from "../framework/property";
import type { Resource } from "../framework/resource";
import { perStack } from "./perStack";
import { COMPOSITE_ALARM, INSTANCE_SCALING_POLICY, METRIC_ALARM, SCALING_POLICY } from "./types";

/** A dimension of a metric, such as `QueueName`. */
interface Dimension {
  readonly key: string;
  readonly value: Property;
}

/** All dimensions of one metric that an alarm is about. */
interface Metric {
  readonly dimensions: readonly Dimension[];
  /** URNs of what the alarm's dimensions refer to. */
  readonly dependencies: readonly string[];
  /** Properties that a preview does not know, by which the alarm might tell nobody. */
  readonly doubts: readonly Property[];
}

/** What CloudWatch knows a resource by. */
export interface MetricName extends Dimension {
  /** Types of resources that this dimension takes its values from. */
  readonly types: readonly string[];
  /** A second dimension that has to fit, because the first one's values are not unique. @default none */
  readonly within?: Scope;
}

/** Where a name is unique, such as a cluster for its services. */
export interface Scope {
  /** The dimension that says so, such as `ClusterName`. */
  readonly key: string;
  /** Names that it may have; empty while the preview does not know them. */
  readonly names: ReadonlySet<string>;
  /** URNs of the resources that have these names. */
  readonly urns: readonly string[];
  /** Resources of the kind that are surely others. */
  readonly others: readonly Resource[];
}

/** What a set of alarms is known to be about. */
interface AlarmIndex {
  /** Metrics by the URN of what they refer to. */
  readonly byUrn: ReadonlyMap<string, readonly Metric[]>;
  /** Metrics by a dimension and its text, such as `QueueName` and `orders`. */
  readonly byText: ReadonlyMap<string, ReadonlyMap<string, readonly Metric[]>>;
  /** Metrics by a dimension whose value a preview does not know. */
  readonly byUnknown: ReadonlyMap<string, readonly Metric[]>;
  /** Properties that a preview does not know, of alarms that might be about anything. */
  readonly open: readonly Property[];
}

/** Stands for every dimension while a preview knows none. */
const ANY = "";

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
 * True when an alarm that tells somebody is about one of `resources`, or has one of `names`; undefined
 * when the preview does not know what some alarm is about, or whom it tells.
 */
export function isWatched(
  stack: StackGraph,
  resources: readonly Resource[],
  names: readonly MetricName[],
): boolean | undefined {
  const { byUrn, byText, byUnknown, open } = indexOf(stack);
  const about = [
    ...resources.flatMap(({ urn, type }) => {
      const scope = names.find(({ types }) => types.includes(type))?.within;
      return (byUrn.get(urn) ?? []).map((metric) => ({ metric, is: isWithin(metric, scope) }));
    }),
    ...names.flatMap(({ key, value, within }) =>
      (byText.get(key)?.get(value.text() ?? "") ?? []).map((metric) => {
        return { metric, is: isWithin(metric, within) };
      }),
    ),
  ];
  const watching = about.filter(({ is }) => is === true).map(({ metric }) => metric);
  if (watching.length > 0) {
    return watching.every(({ doubts }) => doubts.some((each) => each.isUnknown)) ? undefined : true;
  }
  if (about.some(({ is }) => is === undefined)) return undefined;
  // An alarm that names one of the kind may name this one.
  const unnamed = names.filter(({ key }) => byText.has(key)).map(({ value }) => value);
  const untraced = names.flatMap(({ key, types, within }) =>
    [
      ...(byUnknown.get(key) ?? []),
      ...(byUnknown.get(ANY) ?? []).filter((metric) => isAmong(within?.urns ?? [], metric)),
    ]
      .filter((metric) => !isAmong(urnsOf(stack.ofType(types)), metric))
      .flatMap(({ dimensions }) => dimensions.map(({ value }) => value)),
  );
  // The index is shared by all subjects; what is unknown is noted for each of them.
  const unsure = [...open, ...unnamed, ...untraced].filter((property) => property.isUnknown);
  return unsure.length > 0 ? undefined : false;
}

function urnsOf(resources: readonly Resource[]): readonly string[] {
  return resources.map(({ urn }) => urn);
}

/** Whether the metric's dimensions refer to one of these. */
function isAmong(urns: readonly string[], { dependencies }: Metric): boolean {
  return dependencies.some((urn) => urns.includes(urn));
}

const indexOf = perStack((stack): AlarmIndex => {
  const byUrn = new Map<string, Metric[]>();
  const byText = new Map<string, Map<string, Metric[]>>();
  const byUnknown = new Map<string, Metric[]>();
  const open: Property[] = [];
  for (const [alarm, doubts] of telling(stack, open)) {
    for (const property of ["dimensions", "metricQueries"] as const) {
      const dependencies = alarm.dependencies.get(property) ?? [];
      for (const dimensions of metricsOf(alarm.references.at(property), property)) {
        const metric = { dimensions, dependencies, doubts };
        for (const urn of dependencies) append(byUrn, urn, metric);
        for (const { key, value } of dimensions) {
          const text = value.text();
          if (text !== undefined) append(textsOf(byText, key), text, metric);
          else if (key !== ANY || dependencies.length > 0) append(byUnknown, key, metric);
          else open.push(value);
        }
      }
    }
  }
  return { byUrn, byText, byUnknown, open };
});

function textsOf(index: Map<string, Map<string, Metric[]>>, key: string): Map<string, Metric[]> {
  const texts = index.get(key) ?? new Map<string, Metric[]>();
  index.set(key, texts);
  return texts;
}

/** Whether the metric is one within the scope; undefined when the preview does not know. */
function isWithin(metric: Metric, scope?: Scope): boolean | undefined {
  const { dimensions, dependencies } = metric;
  const given = dimensions.find(({ key }) => key === scope?.key);
  if (scope === undefined || given === undefined) return true;
  if (isAmong(scope.urns, metric)) return true;
  const text = given.value.text();
  const isOther = scope.others.some(({ urn, references }) =>
    text === undefined ? dependencies.includes(urn) : references.at("name").text() === text,
  );
  if (isOther) return false;
  return text === undefined || scope.names.size === 0 ? undefined : scope.names.has(text);
}

/** The dimensions of an alarm's one metric, or of each metric that an expression is made of. */
function metricsOf(
  property: Property,
  kind: "dimensions" | "metricQueries",
): (readonly Dimension[])[] {
  if (property.isUnknown) return [[{ key: ANY, value: property }]];
  const maps =
    kind === "dimensions"
      ? property.items()
      : property.items().map((query) => query.at("metric").at("dimensions"));
  return maps.map((map) =>
    map.isUnknown
      ? [{ key: ANY, value: map }]
      : map.entries().map(([key, value]) => ({ key, value })),
  );
}

/**
 * Alarms that tell somebody themselves, or through composite alarms over them, each with the properties that
 * a preview does not know and that might say otherwise.
 */
function telling(stack: StackGraph, open: Property[]): Map<Resource, readonly Property[]> {
  const told = new Map<Resource, readonly Property[]>();
  const alarms = stack.ofType([...METRIC_ALARM, ...COMPOSITE_ALARM]);
  const names = namesOf(alarms);
  const composites = new Set(stack.ofType(COMPOSITE_ALARM));
  const itself = alarms
    .filter((alarm) => tells(stack, alarm))
    .map((alarm) => ({ alarm, doubts: doubtsAbout(stack, alarm) }));
  const isSure = ({ doubts }: { readonly doubts: readonly Property[] }) => doubts.length === 0;
  // Taken from the end: what tells for sure is not doubted because it is told in another way as well.
  const waiting = [...itself.filter((each) => !isSure(each)), ...itself.filter(isSure)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { alarm, doubts } = next;
    if (told.has(alarm)) continue;
    told.set(alarm, doubts);
    if (composites.has(alarm)) {
      waiting.push(...combined(alarm, names, open).map((each) => ({ alarm: each, doubts })));
    }
  }
  return told;
}

interface AlarmNames {
  /** Alarms by URN, name and ARN. */
  readonly known: ReadonlyMap<string, Resource>;
  readonly unknown: readonly Property[];
}

function namesOf(alarms: readonly Resource[]): AlarmNames {
  const known = new Map<string, Resource>();
  const unknown: Property[] = [];
  for (const alarm of alarms) {
    known.set(alarm.urn, alarm);
    for (const key of ["name", "alarmName", "arn"]) {
      const property = alarm.references.at(key);
      const text = property.text();
      if (text !== undefined) known.set(text, alarm);
      else if (key !== "arn" && property.isUnknown) unknown.push(property);
    }
  }
  return { known, unknown };
}

/** What an alarm's actions refer to of what changes capacity; undefined when the preview does not know. */
function scalingOf(stack: StackGraph, alarm: Resource): readonly Resource[] | undefined {
  return stack.targets(alarm, "alarmActions", [...SCALING_POLICY, ...INSTANCE_SCALING_POLICY]);
}

function tells(stack: StackGraph, alarm: Resource): boolean {
  if (alarm.references.at("actionsEnabled").is(false)) return false;
  const actions = alarm.references.at("alarmActions");
  if (actions.isMissing) return false;
  const targets = scalingOf(stack, alarm);
  // A list that is not known at all may hold a topic besides what it refers to.
  const count = actions.isUnknown ? undefined : actions.items().length;
  if (targets !== undefined && targets.length > 0 && targets.length === count) return false;
  const texts = actions.texts();
  const isKnown = texts.length > 0 && texts.length === actions.items().length;
  return !(isKnown && texts.every((text) => silentAction.test(text)));
}

/** Properties that the preview does not know, by which an alarm that seems to tell somebody might not. */
function doubtsAbout(stack: StackGraph, alarm: Resource): readonly Property[] {
  const actions = alarm.references.at("alarmActions");
  const mayScale = scalingOf(stack, alarm) === undefined;
  return [
    alarm.references.at("actionsEnabled"),
    ...(mayScale ? [actions, ...actions.items()] : []),
  ].filter((each) => each.isUnknown);
}

/** The alarms that a composite alarm's rule names, by name or ARN, or by reference. */
function combined(composite: Resource, names: AlarmNames, open: Property[]): Resource[] {
  const rule = composite.references.at("alarmRule");
  const dependencies = composite.dependencies.get("alarmRule") ?? [];
  const referred = dependencies.flatMap((urn) => names.known.get(urn) ?? []);
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
