/** What a team says about queues, topics, event buses and streams. */

/** Order and exactly one delivery, within each message group. */
export interface Fifo {
  /** How a message is known that was there already: by an id that the sender gives, or by its content. @default "id" */
  readonly deduplication?: "id" | "content";
}

/** A queue with a dead-letter queue. One service consumes it. */
export interface QueueDefinition {
  readonly kind: "queue";
  /** Makes the queue FIFO. @default a standard queue: at least once, in about the order of arrival */
  readonly fifo?: Fifo;
  /**
   * Seconds that a consumer has for a message before it is delivered again, 1 to 43200; for a consumer on
   * Lambda at least six times its time-out. @default 60
   */
  readonly visibilityTimeoutSeconds?: number;
  /** Deliveries after which a message goes to the dead-letter queue, 1 to 1000. @default 5 */
  readonly maxReceives?: number;
  /** Days that a message waits to be consumed, 1 to 14. @default 4 */
  readonly retentionDays?: number;
  /** Seconds that every message stays hidden at first, 0 to 900. @default 0 */
  readonly delaySeconds?: number;
  /** Topics whose messages the queue gets, as they were published. @default none; services send to it */
  readonly topics?: readonly string[];
}

/** A topic. Queues name it among their `topics` to get its messages. */
export interface TopicDefinition {
  readonly kind: "topic";
  /** Makes the topic FIFO, for FIFO queues. @default a standard topic */
  readonly fifo?: Fifo;
}

/** A bus of events. Services name the types that they want in `subscribes`. */
export interface EventBusDefinition {
  readonly kind: "eventBus";
  /** Days that past events are kept, to be replayed; 0 keeps none. @default 30 */
  readonly archiveDays?: number;
}

/** A stream of records, in order for each partition key. */
export interface StreamDefinition {
  readonly kind: "stream";
  /** Hours that a record can be read, 24 to 8760. @default 168, a week */
  readonly retentionHours?: number;
}
