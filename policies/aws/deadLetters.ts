/** Where messages, events and calls go that did not arrive. */
import { anyOf } from "../framework/answers";
import type { StackGraph } from "../framework/graph";
import type { Property } from "../framework/property";
import type { Resource } from "../framework/resource";
import {
  EVENT_BUS,
  EVENT_SOURCE_MAPPING,
  EVENT_TARGET,
  FUNCTION,
  FUNCTION_INVOKE_CONFIG,
  QUEUE,
  REDRIVE_POLICY,
  SCHEDULE,
  TOPIC_SUBSCRIPTION,
} from "./types";

interface Keeper {
  readonly types: readonly string[];
  /** Property that holds the reference. */
  readonly property: string;
  /** The queue's ARN inside the property. */
  readonly arn: (property: Property) => Property;
}

const inRedrive = (property: Property) => property.json().at("deadLetterTargetArn");
const inFailure = (word: string) => (property: Property) => property.at("onFailure").at(word);

/** Every setting that names a queue for what did not arrive. */
const keepers: readonly Keeper[] = [
  { types: [...QUEUE, ...REDRIVE_POLICY], property: "redrivePolicy", arn: inRedrive },
  { types: TOPIC_SUBSCRIPTION, property: "redrivePolicy", arn: inRedrive },
  {
    types: [...EVENT_TARGET, ...EVENT_BUS],
    property: "deadLetterConfig",
    arn: (property) => property.at("arn"),
  },
  {
    types: SCHEDULE,
    property: "target",
    arn: (property) => property.at("deadLetterConfig").at("arn"),
  },
  { types: FUNCTION, property: "deadLetterConfig", arn: (property) => property.at("targetArn") },
  {
    types: FUNCTION_INVOKE_CONFIG,
    property: "destinationConfig",
    arn: inFailure("destination"),
  },
  {
    types: EVENT_SOURCE_MAPPING,
    property: "destinationConfig",
    arn: inFailure("destinationArn"),
  },
];

/** Types of everything that can name one. */
export const KEEPER_TYPES = keepers.flatMap(({ types }) => types);

/** True for a queue that others name for their failures; undefined when the preview does not know. */
export function keepsFailures(stack: StackGraph, queue: Resource): boolean | undefined {
  return anyOf(
    keepers.flatMap(({ types, property, arn }) =>
      stack.ofType(types).map((source) => names(source, property, arn, queue)),
    ),
  );
}

function names(
  source: Resource,
  property: string,
  arn: Keeper["arn"],
  queue: Resource,
): boolean | undefined {
  // Not by its references: a policy that AWS makes up where none is given is unknown there.
  const named = arn(source.props.at(property));
  if (named.isMissing) return false;
  const own = queue.props.at("arn");
  if (named.text() !== undefined && own.text() !== undefined) return named.text() === own.text();
  const dependencies = source.dependencies.get(property) ?? [];
  if (dependencies.includes(queue.urn)) return true;
  return dependencies.length > 0 ? false : undefined;
}
