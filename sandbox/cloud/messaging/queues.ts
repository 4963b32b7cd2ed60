/** SQS queues as the state declares them, and how the emulator is brought there. Messages are kept. */
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  type QueueAttributeName,
  SetQueueAttributesCommand,
  type SQSClient,
  paginateListQueues,
} from "@aws-sdk/client-sqs";
import { z } from "zod";
import type { DeployedStack } from "../state/deployedStack";

const queueSchema = z.object({
  name: z.string(),
  url: z.string(),
  arn: z.string(),
  visibilityTimeoutSeconds: z.number().default(30),
  messageRetentionSeconds: z.number().default(345_600),
  delaySeconds: z.number().default(0),
  receiveWaitTimeSeconds: z.number().default(0),
  maxMessageSize: z.number().optional(),
  fifoQueue: z.boolean().default(false),
  contentBasedDeduplication: z.boolean().default(false),
  deduplicationScope: z.string().optional(),
  fifoThroughputLimit: z.string().optional(),
  policy: z.string().optional(),
  redrivePolicy: z.string().optional(),
  redriveAllowPolicy: z.string().optional(),
});
const policySchema = z.object({
  queueUrl: z.string(),
  policy: z.string().optional(),
  redrivePolicy: z.string().optional(),
  redriveAllowPolicy: z.string().optional(),
});
const redriveSchema = z.object({ deadLetterTargetArn: z.string() });

export type Queue = z.infer<typeof queueSchema>;

/** Resources of their own that carry a policy of a queue. */
const policyTypes = [
  "aws:sqs/queuePolicy:QueuePolicy",
  "aws:sqs/redrivePolicy:RedrivePolicy",
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
];

export function readQueues(stack: DeployedStack): Queue[] {
  const policies = policyTypes.flatMap((type) => stack.ofType(type, policySchema));
  return stack.ofType("aws:sqs/queue:Queue", queueSchema).map(({ properties: queue }) => {
    const own = policies.filter(({ properties }) => properties.queueUrl === queue.url);
    // One never sets what another does: each type has its own policy.
    return own.reduce<Queue>((all, { properties }) => ({ ...all, ...properties }), queue);
  });
}

/** ARN of the queue that gets what could not be processed; undefined without one. */
export function deadLetterArn({ redrivePolicy = "" }: Queue): string | undefined {
  if (redrivePolicy === "") return undefined;
  return redriveSchema.parse(JSON.parse(redrivePolicy)).deadLetterTargetArn;
}

/** Attributes of a queue; an empty policy takes one away. Encryption keys stay on AWS. */
export function queueAttributes(queue: Queue): Partial<Record<QueueAttributeName, string>> {
  return {
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(queue.messageRetentionSeconds),
    DelaySeconds: String(queue.delaySeconds),
    ReceiveMessageWaitTimeSeconds: String(queue.receiveWaitTimeSeconds),
    ...(queue.maxMessageSize === undefined
      ? {}
      : { MaximumMessageSize: String(queue.maxMessageSize) }),
    ...(queue.fifoQueue && {
      ContentBasedDeduplication: String(queue.contentBasedDeduplication),
      DeduplicationScope: queue.deduplicationScope ?? "queue",
      FifoThroughputLimit: queue.fifoThroughputLimit ?? "perQueue",
    }),
    Policy: queue.policy ?? "",
    RedrivePolicy: queue.redrivePolicy ?? "",
    RedriveAllowPolicy: queue.redriveAllowPolicy ?? "",
  };
}

/** Name of a queue, the end of its URL. */
export function queueName(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1);
}

async function existingQueues(client: SQSClient): Promise<Map<string, string>> {
  const urls = new Map<string, string>();
  for await (const page of paginateListQueues({ client }, { MaxResults: 1000 })) {
    for (const url of page.QueueUrls ?? []) urls.set(queueName(url), url);
  }
  return urls;
}

/** Waiting and delayed messages, and those in work. */
export async function countMessages(client: SQSClient, name: string): Promise<number> {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: name, AttributeNames: ["All"] }),
  );
  return (
    Number(Attributes.ApproximateNumberOfMessages ?? 0) +
    Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0) +
    Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0)
  );
}

/** Queues that left the state are deleted, with a warning where messages are lost. */
export async function applyQueues(
  client: SQSClient,
  queues: readonly Queue[],
  warn: (message: string) => void,
): Promise<void> {
  const existing = await existingQueues(client);
  const wanted = new Set(queues.map(({ name }) => name));
  for (const [name, QueueUrl] of existing) {
    if (wanted.has(name)) continue;
    const lost = await countMessages(client, QueueUrl);
    if (lost > 0) {
      warn(`queue ${name} is no longer in the stack and is deleted with its ${lost} messages.`);
    }
    await client.send(new DeleteQueueCommand({ QueueUrl }));
  }
  for (const { name, fifoQueue } of queues) {
    if (existing.has(name)) continue;
    const Attributes = fifoQueue ? { FifoQueue: "true" } : {};
    await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  }
  // Once all are there, since one names another as its dead-letter queue.
  for (const queue of queues) {
    await client.send(
      new SetQueueAttributesCommand({ QueueUrl: queue.name, Attributes: queueAttributes(queue) }),
    );
  }
}
