/** What a role may do with the stack's own tables, queues, topics, buckets, streams and event buses. */
import type { StackGraph } from "../framework/graph";
import type { Resource } from "../framework/resource";
import type { Statement } from "./policyDocument";
import { covers, statementsOf } from "./policyDocument";
import { perStack } from "./perStack";
import { namesIn } from "./references";
import type { WrittenPolicy } from "./rolePolicies";
import {
  BUCKET,
  BUCKET_POLICY,
  DAX_CLUSTER,
  EVENT_BUS,
  EVENT_BUS_POLICY,
  KINESIS_STREAM,
  KINESIS_STREAM_POLICY,
  QUEUE,
  QUEUE_POLICY,
  TABLE,
  TABLE_POLICY,
  TOPIC,
  TOPIC_POLICY,
} from "./types";

/** The word before the colon in the actions on each kind of resource. */
const SERVICE_OF: ReadonlyMap<string, string> = new Map(
  [
    ["dynamodb", TABLE] as const,
    ["sqs", QUEUE] as const,
    ["sns", TOPIC] as const,
    ["s3", BUCKET] as const,
    ["kinesis", KINESIS_STREAM] as const,
    ["events", EVENT_BUS] as const,
  ].flatMap(([service, types]) => types.map((type) => [type, service] as const)),
);

/** Types of what services work on. */
export const DATA_TYPES = [...SERVICE_OF.keys()];
/** Types in which what services work on says itself who may use it. */
export const OWN_POLICY_TYPES = [
  ...BUCKET_POLICY,
  ...QUEUE_POLICY,
  ...TOPIC_POLICY,
  ...EVENT_BUS_POLICY,
  ...KINESIS_STREAM_POLICY,
  ...TABLE_POLICY,
];

const dataByUrn = perStack(
  (stack): ReadonlyMap<string, Resource> =>
    new Map(stack.ofType(DATA_TYPES).map((each) => [each.urn, each])),
);

/** Resources of `DATA_TYPES` to which these properties of the resource refer. */
export function dataOf(
  stack: StackGraph,
  source: Resource,
  properties: readonly string[],
): readonly Resource[] {
  const byUrn = dataByUrn(stack);
  const referred = properties
    .flatMap((name) => source.dependencies.get(name) ?? [])
    .flatMap((urn) => byUrn.get(urn) ?? []);
  const named = namesIn(source, properties).flatMap((text) => stack.identified(DATA_TYPES, text));
  return [...new Set([...referred, ...named])];
}

function isOfService(statement: Statement, service: string): boolean {
  if (!statement.allows) return false;
  return (
    statement.hasNotAction ||
    statement.actions.some((each) => each === "*" || each.toLowerCase().startsWith(`${service}:`))
  );
}

/** Whether the policy is about an accelerator, through which tables are read with the accelerator's role. */
function isForAccelerator(stack: StackGraph, { holder, property }: WrittenPolicy): boolean {
  const urns = holder.dependencies.get(property) ?? [];
  return stack.ofType(DAX_CLUSTER).some(({ urn }) => urns.includes(urn));
}

/** The resource itself, a part of it such as an index, or a pattern that covers it. */
function isWithin(pattern: string, arn: string): boolean {
  return covers(pattern, arn) || pattern.startsWith(`${arn}/`) || pattern.startsWith(`${arn}:`);
}

/**
 * Whether the grant allows an action of the target's service and refers to the target. While the
 * policy's text is unknown, the reference decides, and text that comes from nowhere may allow it.
 */
export function grantsOn(stack: StackGraph, grant: WrittenPolicy, target: Resource): boolean {
  if (TABLE.some((type) => type === target.type) && isForAccelerator(stack, grant)) return true;
  const { holder, property, document } = grant;
  const references = holder.dependencies.get(property) ?? [];
  const refers = references.includes(target.urn);
  if (document.isUnknown) return refers || references.length === 0;
  const service = SERVICE_OF.get(target.type) ?? "";
  const arn = target.props.at("arn").text();
  return statementsOf(document)
    .filter((statement) => isOfService(statement, service))
    .some(({ resources }) =>
      arn === undefined ? refers : resources.some((each) => isWithin(each, arn)),
    );
}
