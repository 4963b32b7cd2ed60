import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { environmentName, statementName } from "../internal/naming";
import {
  decryptSource,
  encryptMessages,
  receiveMessages,
  sendToQueue,
} from "../internal/permissions/messaging";
import type { Grant, Linkable } from "../internal/policyDocument";
import { queueSignals } from "../observability/slo/dependencyPlans";
import type { Watched } from "../observability/watched";
import { useOfKey } from "./keyUse";
import { createDeadLetterQueue, restrictQueue, secondsPerDay } from "./queues/createQueue";
import { createDeadLetterAlarm } from "./queues/deadLetterAlarm";
import { queueFaults } from "./queues/queueFaults";
import { queueSettings } from "./queues/queueSettings";
import { prepareSender, type QueueSender } from "./queues/senders";
import type { MessagingSettings } from "./settings";

/** What each verb takes on the queue, and on its key. */
const verbs = {
  sends: { actions: sendToQueue, keyActions: encryptMessages },
  consumes: { actions: receiveMessages, keyActions: decryptSource },
} as const;

/** What a service can do with a queue. */
export type QueueVerb = keyof typeof verbs;

/** Order and exactly one delivery, within each message group. */
export interface FifoQueueSettings {
  /** How SQS knows a message that it had already: by an id that the sender gives, or by its content. @default "id" */
  readonly deduplication?: "id" | "content";
  /** `perGroup` lets each message group have its own 300 calls a second. @default "perGroup" */
  readonly throughput?: "perQueue" | "perGroup";
}

export interface QueueArgs extends MessagingSettings {
  /** Topics, events and buckets that send to the queue. @default none; only roles that were granted it */
  readonly senders?: readonly QueueSender[];
  /** Makes the queue FIFO. @default a standard queue: at least once, in about the order of arrival */
  readonly fifo?: FifoQueueSettings;
  /** Seconds that a consumer has for a message; for a function six times its time-out. 1 to 43200. @default 60 */
  readonly visibilityTimeoutSeconds?: number;
  /** Receptions after which a message goes to the dead-letter queue, 1 to 1000. @default 5 */
  readonly maxReceives?: number;
  /** Days that a message waits to be consumed, 1 to 14. @default 4 */
  readonly retentionDays?: number;
  /** Days from its sending that a message is kept in the dead-letter queue, 1 to 14. @default 14 */
  readonly deadLetterRetentionDays?: number;
  /** Seconds that a reception waits for a message, 0 to 20: long polling. @default 20 */
  readonly receiveWaitSeconds?: number;
  /** Seconds that every message stays hidden at first, 0 to 900. @default 0 */
  readonly delaySeconds?: number;
  /** Largest message in KiB, 1 to 1024. @default SQS's own limit */
  readonly maxMessageKiB?: number;
  /** SNS topic that is told when something is in the dead-letter queue. @default no alarm */
  readonly alarmTopicArn?: pulumi.Input<string>;
  /** Refuses to delete the queues. @default false */
  readonly protect?: boolean;
}

/**
 * An SQS queue with a dead-letter queue, both under a customer managed key and over TLS only. What
 * could not be delivered and what could not be processed end up in the same place.
 */
export class Queue extends pulumi.ComponentResource implements Linkable<QueueVerb> {
  readonly url: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly queueName: pulumi.Output<string>;
  readonly deadLetterUrl: pulumi.Output<string>;
  readonly deadLetterArn: pulumi.Output<string>;
  readonly isFifo: boolean;
  /** ARN of the key that encrypts the messages. */
  readonly keyArn: pulumi.Output<string>;
  /** Seconds that a consumer has for a message. */
  readonly visibilityTimeoutSeconds: number;
  readonly watched: Watched;
  /** Resolves when the queue's policy is in force; a BucketNotification must depend on it. */
  readonly ready: pulumi.Resource;
  readonly #name: string;
  readonly #args: QueueArgs;

  constructor(name: string, args: QueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:messaging:Queue", name, {}, opts);
    const faults = queueFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("Queue", name, faults.join("; "));
    this.#name = name;
    this.#args = args;
    this.isFifo = args.fifo !== undefined;
    this.keyArn = args.key.arn;
    this.visibilityTimeoutSeconds = queueSettings(args).visibilityTimeoutSeconds;

    const dead = createDeadLetterQueue(
      `${name}-dead`,
      {
        keyArn: args.key.arn,
        retentionDays: args.deadLetterRetentionDays,
        isFifo: this.isFifo,
      },
      { parent: this, protect: args.protect ?? false },
    );
    const queue = this.createQueue(dead);
    this.ready = this.connect(queue, dead);

    this.url = queue.url;
    this.arn = queue.arn;
    this.queueName = queue.name;
    this.deadLetterUrl = dead.url;
    this.deadLetterArn = dead.arn;
    const facts = {
      queueName: queue.name,
      // With a topic of its own the queue has that alarm already.
      ...(args.alarmTopicArn === undefined ? { deadLetterQueueName: dead.name } : {}),
    };
    this.watched = { name, owner: this, ...queueSignals(name, facts) };
    this.registerOutputs({
      url: this.url,
      arn: this.arn,
      queueName: this.queueName,
      deadLetterUrl: this.deadLetterUrl,
      deadLetterArn: this.deadLetterArn,
      isFifo: this.isFifo,
      keyArn: this.keyArn,
      visibilityTimeoutSeconds: this.visibilityTimeoutSeconds,
    });
  }

  grant(verb: QueueVerb): Grant {
    const { key, region } = this.#args;
    const { actions, keyActions } = verbs[verb];
    const sid = statementName(verb, this.#name, "queue");
    return {
      environment: { [`${environmentName(this.#name)}_QUEUE_URL`]: this.url },
      statements: [
        { sid, actions, resources: [this.arn] },
        useOfKey({
          ...{ sid: `${sid}Key`, actions: keyActions },
          ...{ keyArn: key.arn, service: "sqs", region },
        }),
      ],
    };
  }

  private createQueue(dead: sqs.Queue): sqs.Queue {
    const args = this.#args;
    const settings = queueSettings(args);
    return new sqs.Queue(
      `${this.#name}-queue`,
      {
        kmsMasterKeyId: args.key.arn,
        visibilityTimeoutSeconds: settings.visibilityTimeoutSeconds,
        messageRetentionSeconds: settings.retentionDays * secondsPerDay,
        receiveWaitTimeSeconds: settings.receiveWaitSeconds,
        delaySeconds: settings.delaySeconds,
        redrivePolicy: pulumi.jsonStringify({
          deadLetterTargetArn: dead.arn,
          maxReceiveCount: settings.maxReceives,
        }),
        ...(args.maxMessageKiB === undefined ? {} : { maxMessageSize: args.maxMessageKiB * 1024 }),
        ...(args.fifo === undefined ? {} : fifoInputs(args.fifo)),
      },
      { parent: this, protect: args.protect ?? false },
    );
  }

  /** Policies, senders and alarm. Returns the queue's policy. */
  private connect(queue: sqs.Queue, dead: sqs.Queue): sqs.QueuePolicy {
    const name = this.#name;
    const { senders = [], accountId, alarmTopicArn } = this.#args;
    const child = { parent: this };
    new sqs.RedriveAllowPolicy(
      `${name}-redrive-allow`,
      {
        queueUrl: dead.url,
        redriveAllowPolicy: pulumi.jsonStringify({
          redrivePermission: "byQueue",
          sourceQueueArns: [queue.arn],
        }),
      },
      child,
    );
    const prepared = senders.map((sender) => prepareSender(name, sender, accountId, child));
    const sources = prepared.map(({ source }) => source);
    const kept = prepared.filter(({ keepsFailures }) => keepsFailures).map(({ source }) => source);
    const policy = restrictQueue(`${name}-policy`, queue, sources, child);
    const policies = [policy, restrictQueue(`${name}-dead-policy`, dead, kept, child)];
    for (const { connect } of prepared) {
      connect({ queueArn: queue.arn, deadLetterArn: dead.arn, policies });
    }
    if (alarmTopicArn !== undefined) {
      const description = `Queue ${name}: messages that could not be delivered or processed`;
      const alarm = { queue: dead, topicArn: alarmTopicArn, description };
      createDeadLetterAlarm(`${name}-dead-alarm`, alarm, child);
    }
    return policy;
  }
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/high-throughput-fifo.html */
function fifoInputs({ deduplication, throughput }: FifoQueueSettings): Partial<sqs.QueueArgs> {
  const isPerGroup = (throughput ?? "perGroup") === "perGroup";
  return {
    fifoQueue: true,
    contentBasedDeduplication: deduplication === "content",
    deduplicationScope: isPerGroup ? "messageGroup" : "queue",
    fifoThroughputLimit: isPerGroup ? "perMessageGroupId" : "perQueue",
  };
}
