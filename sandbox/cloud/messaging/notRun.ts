/** What carries messages in the state and is not run here, so that nobody waits for it. */
import { z } from "zod";
import type { DeployedStack } from "../state/deployedStack";

/** Types of resource, and what people call one and several. */
const notRunTypes: Readonly<Record<string, readonly [one: string, several: string]>> = {
  "aws:pipes/pipe:Pipe": ["pipe", "pipes"],
  "aws:scheduler/schedule:Schedule": ["schedule", "schedules"],
  "aws:sfn/stateMachine:StateMachine": ["workflow", "workflows"],
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": [
    "Firehose delivery stream",
    "Firehose delivery streams",
  ],
  "aws:kinesis/streamConsumer:StreamConsumer": ["stream consumer", "stream consumers"],
  "aws:s3/bucketNotification:BucketNotification": ["bucket notification", "bucket notifications"],
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": [
    "setting of asynchronous calls",
    "settings of asynchronous calls",
  ],
};

/** A sentence that names every such resource; undefined when there is none. */
export function describeNotRun(stack: DeployedStack): string | undefined {
  const groups = Object.entries(notRunTypes).flatMap(([type, [one, several]]) => {
    const names = stack.ofType(type, z.object({})).map(({ logicalName }) => logicalName);
    if (names.length === 0) return [];
    return [`${names.length} ${names.length === 1 ? one : several} (${names.join(", ")})`];
  });
  return groups.length === 0 ? undefined : `not run here: ${groups.join(", ")}`;
}
