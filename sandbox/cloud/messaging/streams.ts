/** Kinesis streams as the state declares them, and how the emulator is brought there. Records are kept. */
import {
  CreateStreamCommand,
  DecreaseStreamRetentionPeriodCommand,
  DeleteStreamCommand,
  DescribeStreamSummaryCommand,
  IncreaseStreamRetentionPeriodCommand,
  type KinesisClient,
  paginateListStreams,
} from "@aws-sdk/client-kinesis";
import { z } from "zod";
import type { DeployedStack } from "../state/deployedStack";

const streamSchema = z.object({
  name: z.string(),
  shardCount: z.number().optional(),
  retentionPeriod: z.number().default(24),
  streamModeDetails: z.object({ streamMode: z.string() }).optional(),
});
export type Stream = z.infer<typeof streamSchema>;

/** Shards of a stream on demand when it is new. https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html */
const shardsOnDemand = 4;

export function readStreams(stack: DeployedStack): Stream[] {
  return stack
    .ofType("aws:kinesis/stream:Stream", streamSchema)
    .map(({ properties }) => properties);
}

async function applyRetention(client: KinesisClient, stream: Stream): Promise<void> {
  const { name: StreamName, retentionPeriod: RetentionPeriodHours } = stream;
  const { StreamDescriptionSummary } = await client.send(
    new DescribeStreamSummaryCommand({ StreamName }),
  );
  const current = StreamDescriptionSummary?.RetentionPeriodHours ?? 24;
  const wanted = { StreamName, RetentionPeriodHours };
  if (current < RetentionPeriodHours) {
    await client.send(new IncreaseStreamRetentionPeriodCommand(wanted));
  } else if (current > RetentionPeriodHours) {
    await client.send(new DecreaseStreamRetentionPeriodCommand(wanted));
  }
}

/** Streams that left the state are deleted. How many shards one has is as it was when it was made. */
export async function applyStreams(
  client: KinesisClient,
  streams: readonly Stream[],
  warn: (message: string) => void,
): Promise<void> {
  const wanted = new Set(streams.map(({ name }) => name));
  const existing = new Set<string>();
  for await (const page of paginateListStreams({ client }, {})) {
    for (const StreamName of page.StreamNames ?? []) {
      existing.add(StreamName);
      if (wanted.has(StreamName)) continue;
      warn(`stream ${StreamName} is no longer in the stack and is deleted with its records.`);
      await client.send(new DeleteStreamCommand({ StreamName }));
    }
  }
  for (const stream of streams) {
    if (!existing.has(stream.name)) {
      const { name: StreamName, shardCount } = stream;
      const ShardCount = shardCount ?? shardsOnDemand;
      await client.send(new CreateStreamCommand({ StreamName, ShardCount }));
    }
    await applyRetention(client, stream);
  }
}
