/** Who invokes a function without waiting for its answer. */
import type { StackGraph } from "../framework/graph";
import type { Resource } from "../framework/resource";
import {
  BUCKET_NOTIFICATION,
  EVENT_TARGET,
  FUNCTION_ALIAS,
  SCHEDULE,
  TOPIC_SUBSCRIPTION,
} from "./types";

interface Invoker {
  readonly types: readonly string[];
  /** The way to where it names functions. */
  readonly property: string;
}

const INVOKERS: readonly Invoker[] = [
  { types: EVENT_TARGET, property: "arn" },
  { types: TOPIC_SUBSCRIPTION, property: "endpoint" },
  { types: SCHEDULE, property: "target.arn" },
  { types: BUCKET_NOTIFICATION, property: "lambdaFunctions.lambdaFunctionArn" },
];

export const ASYNC_INVOKER_TYPES = INVOKERS.flatMap(({ types }) => types);

function isInvoked(stack: StackGraph, target: Resource): boolean {
  return INVOKERS.some(
    ({ types, property }) => (stack.referrers(target, types, property) ?? []).length > 0,
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
