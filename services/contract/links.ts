import type { KnownNames } from "./resources";

/**
 * Verbs on shared resources. Each becomes exact permissions and environment variables, a firewall rule
 * where there is a server, and no more. A verb takes only the names of resources that have it.
 */
export interface Links<Names extends KnownNames = KnownNames> {
  /** Reads: items of a table, rows of a database, keys of a cache, objects, records of a stream, a secret. */
  readonly reads?: readonly Names["reads"][];
  /** Creates, changes and deletes without reading: items of a table, objects, records of a stream. */
  readonly writes?: readonly Names["writes"][];
  /** Reads and writes. */
  readonly readsWrites?: readonly Names["readsWrites"][];
  /** Sends messages to a queue. */
  readonly sends?: readonly Names["sends"][];
  /**
   * Takes the messages of a queue: a function is called with them, a container polls for them, and the
   * number of tasks follows the messages that wait.
   */
  readonly consumes?: readonly Names["consumes"][];
  /** Publishes messages to a topic, or puts events on a bus. */
  readonly publishes?: readonly Names["publishes"][];
}

/**
 * Events that a service wants. They come to a queue of the service's own, `<service>-events`, whose
 * address is in `<SERVICE>_EVENTS_QUEUE_URL`; it is consumed as any other.
 */
export interface Subscription<Names extends KnownNames = KnownNames> {
  readonly bus: Names["subscribes"];
  /** Types of event, EventBridge's `detail-type`, such as `OrderPlaced`. */
  readonly types: readonly string[];
}
