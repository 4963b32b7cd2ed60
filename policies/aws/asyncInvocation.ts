/** Who invokes a function without waiting for its answer. */
import type { StackGraph } from "../framework/graph";
import type { Property } from "../framework/property";
import type { Resource } from "../framework/resource";
import { refersTo } from "./references";
import {
  BUCKET_NOTIFICATION,
  EVENT_TARGET,
  FUNCTION_ALIAS,
  SCHEDULE,
  TOPIC_SUBSCRIPTION,
} from "./types";

interface Invoker {
  readonly types: readonly string[];
  readonly property: string;
  /** Where below the property functions are named. */
  readonly functions: (property: Property) => readonly Property[];
}

const INVOKERS: readonly Invoker[] = [
  { types: EVENT_TARGET, property: "arn", functions: (arn) => [arn] },
  { types: TOPIC_SUBSCRIPTION, property: "endpoint", functions: (endpoint) => [endpoint] },
  { types: SCHEDULE, property: "target", functions: (target) => [target.at("arn")] },
  {
    types: BUCKET_NOTIFICATION,
    property: "lambdaFunctions",
    functions: (list) => list.items().map((each) => each.at("lambdaFunctionArn")),
  },
];

export const ASYNC_INVOKER_TYPES = INVOKERS.flatMap(({ types }) => types);

function isInvoked(stack: StackGraph, target: Resource): boolean {
  return INVOKERS.some(({ types, property, functions }) =>
    stack.ofType(types).some((invoker) => {
      const named = functions(invoker.references.at(property));
      return refersTo(stack, invoker, property, named, target) === true;
    }),
  );
}

/**
 * What of the function is invoked by events, topics, schedules or buckets: the function itself, an
 * alias of it, or several.
 */
export function asyncTargets(stack: StackGraph, fn: Resource): readonly Resource[] {
  const aliases = stack.referrers(fn, FUNCTION_ALIAS, "functionName") ?? [];
  return [fn, ...aliases].filter((target) => isInvoked(stack, target));
}
