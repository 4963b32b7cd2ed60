/** What calls a function besides requests: queues, streams, buses and schedules. Data only. */
import type * as pulumi from "@pulumi/pulumi";
import type { EventPattern } from "../../messaging/eventPattern";

interface NamedSource {
  /** Name among the function's sources, from which its resources get theirs: lower-case letters, digits, hyphens. */
  readonly name: string;
}

interface PolledSource extends NamedSource {
  /** Whether the function's links give what reading the source takes. @default false: the source gives it */
  readonly isLinked?: boolean;
  /** Customer managed key that encrypts the source. @default none to decrypt with */
  readonly keyArn?: pulumi.Input<string>;
  /** Longest wait, in seconds, until a batch is full, 0 to 300. @default 0, or 1 for batches of more than ten messages */
  readonly windowSeconds?: number;
  /** Patterns of which a record has to match one. @default every record */
  readonly filters?: readonly EventPattern[];
}

/** Messages of an SQS queue. A failed message goes back alone, the rest of its batch does not. */
export interface QueueSource extends PolledSource {
  readonly kind: "queue";
  readonly queueArn: pulumi.Input<string>;
  /** Most messages in one call, 1 to 10000. @default 10 */
  readonly batchSize?: number;
  /** Most calls at a time, 2 to 1000, which spares what the function calls. @default 10 */
  readonly maxConcurrency?: number;
  /**
   * Visibility time-out of the queue, checked against the function's own: AWS asks for six times as
   * much. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
   * @default not checked
   */
  readonly visibilityTimeoutSeconds?: number;
}

interface ShardedSource extends PolledSource {
  /** Most records in one call, 1 to 10000. @default 100 */
  readonly batchSize?: number;
  /**
   * Where reading starts when the source is added. Only `oldest` misses nothing that arrives meanwhile.
   * @default "oldest"
   */
  readonly startAt?: "oldest" | "latest";
  /** Splits a failing batch in two to get at the record that fails. @default true */
  readonly bisect?: boolean;
  /** How often a failing batch is tried again before it goes to the failure queue, 0 to 10000. @default 5 */
  readonly retries?: number;
  /** Age in seconds beyond which a failing record goes to the failure queue, 60 to 604800. @default 86400 */
  readonly maxAgeSeconds?: number;
  /** Calls at a time for each shard, 1 to 10; records of one key stay in order. @default 1 */
  readonly parallelization?: number;
}

/** Records of a Kinesis data stream. */
export interface StreamSource extends ShardedSource {
  readonly kind: "stream";
  readonly streamArn: pulumi.Input<string>;
}

/** Changes of a DynamoDB table. */
export interface TableStreamSource extends ShardedSource {
  readonly kind: "tableStream";
  /** ARN of the table's stream, not of the table. */
  readonly streamArn: pulumi.Input<string>;
}

/** Events of an EventBridge bus. */
export interface EventBridgeSource extends NamedSource {
  readonly kind: "eventBridge";
  /** @default the account's default bus */
  readonly busName?: pulumi.Input<string>;
  /** What an event must look like. */
  readonly pattern: EventPattern;
}

/** Calls at set times. */
export interface ScheduleSource extends NamedSource {
  readonly kind: "schedule";
  /** `cron(0 7 * * ? *)`, `rate(5 minutes)` or `at(2030-01-01T00:00:00)`. */
  readonly expression: string;
  /** Time zone of the expression. @default "UTC" */
  readonly timezone?: string;
  /** What the function is called with. @default EventBridge Scheduler's own event */
  readonly input?: EventPattern;
}

export type EventSource =
  QueueSource | StreamSource | TableStreamSource | EventBridgeSource | ScheduleSource;

/** Sources that hand over a call and go; Lambda itself then repeats a call that fails. */
export function isAsynchronous(source: EventSource): source is EventBridgeSource | ScheduleSource {
  return source.kind === "eventBridge" || source.kind === "schedule";
}

/** Sources whose records can fail for good, which the failure queue then keeps. SQS has its own dead-letter queue. */
export function needsFailureQueue(source: EventSource): boolean {
  return source.kind !== "queue";
}
