/** Where messages, events and calls go that did not arrive. */
import type { StackGraph } from "../framework/graph";
import type { Property } from "../framework/property";
import type { Resource } from "../framework/resource";
import { perStack } from "./perStack";
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

/** What all settings of a stack name. */
interface Named {
  /** ARNs that are known. */
  readonly arns: ReadonlySet<string>;
  /** URNs of what these come from. */
  readonly origins: ReadonlySet<string>;
  /** Whether one of these comes from no resource of the stack. */
  readonly hasLiteral: boolean;
  /** URNs of what the ARNs come from that the preview does not know. */
  readonly unknownOrigins: ReadonlySet<string>;
  /** ARNs that the preview does not know, nor what they come from. */
  readonly untraced: readonly Property[];
}

const namedIn = perStack((stack): Named => {
  const named = keepers
    .flatMap(({ types, property, arn }) =>
      // Not by references: a policy that AWS makes up where none is given is unknown there.
      stack.ofType(types).map(({ props, dependencies }) => {
        return { arn: arn(props.at(property)), urns: dependencies.get(property) ?? [] };
      }),
    )
    .filter(({ arn }) => !arn.isMissing);
  const known = named.filter(({ arn }) => arn.text() !== undefined);
  const unknown = named.filter(({ arn }) => arn.isUnknown);
  return {
    arns: new Set(known.flatMap(({ arn }) => arn.texts())),
    origins: new Set(known.flatMap(({ urns }) => urns)),
    hasLiteral: known.some(({ urns }) => urns.length === 0),
    unknownOrigins: new Set(unknown.flatMap(({ urns }) => urns)),
    untraced: unknown.filter(({ urns }) => urns.length === 0).map(({ arn }) => arn),
  };
});

/** True for a queue that others name for their failures; undefined when the preview does not know. */
export function keepsFailures(stack: StackGraph, queue: Resource): boolean | undefined {
  const { arns, origins, hasLiteral, unknownOrigins, untraced } = namedIn(stack);
  const arn = queue.props.at("arn").text();
  const isNamed = arn === undefined ? origins.has(queue.urn) : arns.has(arn);
  if (isNamed || unknownOrigins.has(queue.urn)) return true;
  const mayBeLiteral = hasLiteral && (queue.references.at("arn").isUnknown || arn === undefined);
  // All queues share what is named; what is unknown is noted for each of them.
  return mayBeLiteral || untraced.some((each) => each.isUnknown) ? undefined : false;
}
