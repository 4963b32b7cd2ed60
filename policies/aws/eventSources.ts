/** What an event source mapping reads from. */
import type { StackGraph } from "../framework/graph";
import type { Resource } from "../framework/resource";
import { FUNCTION, FUNCTION_ALIAS, KINESIS_STREAM, QUEUE, TABLE } from "./types";

/** Resources by whose name or ARN a mapping names its function. */
export const FUNCTION_NAMES = [...FUNCTION, ...FUNCTION_ALIAS] as const;

/** Undefined when the preview does not know. */
function readsFrom(
  stack: StackGraph,
  mapping: Resource,
  services: readonly string[],
  types: readonly string[],
): boolean | undefined {
  const arn = mapping.props.at("eventSourceArn").text();
  if (arn !== undefined) return services.includes(arn.split(":")[2] ?? "");
  const targets = stack.targets(mapping, "eventSourceArn", types);
  return targets === undefined ? undefined : targets.length > 0;
}

/** True for a mapping of an SQS queue. */
export function isQueueSource(stack: StackGraph, mapping: Resource): boolean | undefined {
  return readsFrom(stack, mapping, ["sqs"], QUEUE);
}

/** True for a mapping of a Kinesis stream, or of a table's stream. */
export function isStreamSource(stack: StackGraph, mapping: Resource): boolean | undefined {
  return readsFrom(stack, mapping, ["kinesis", "dynamodb"], [...KINESIS_STREAM, ...TABLE]);
}
