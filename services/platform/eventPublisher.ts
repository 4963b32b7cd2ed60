import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from "@aws-sdk/client-eventbridge";
import { deliver, type DeliverOptions } from "./outgoing";
import { noTracing, type Tracing } from "./tracing";
import { awsCalls } from "./tracing/awsCalls";

/** An event that a service tells others. */
export interface BusEvent {
  /** Type of event, EventBridge's `detail-type`, such as `OrderPlaced`. */
  readonly type: string;
  /** JSON object. */
  readonly detail: object;
}

/** Where a service tells its events. */
export interface EventPublisher {
  /**
   * Puts events on the bus, in as few calls as may be. Their order need not hold. Subscribers may see one
   * twice when a call failed half-way and is repeated.
   *
   * @throws RangeError for an event that is too large, before anything is sent
   * @throws Error when the bus did not take all of them, after three tries
   */
  publish(events: readonly BusEvent[]): Promise<void>;
}

export interface EventPublisherOptions extends Pick<DeliverOptions<unknown>, "retryMs"> {
  /** Name of the bus, such as `STORE_EVENTS_BUS_NAME`. */
  readonly busName: string;
  /** Who tells, EventBridge's `source`: the service's name. */
  readonly source: string;
  /** Spans of the calls; events carry their trace on. @default none */
  readonly tracing?: Tracing;
}

/**
 * Largest event, and largest sum of one call: what every account takes.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
const maxBytes = 256 * 1024;
const limits = { entries: 10, bytes: maxBytes };

/** A publisher to Amazon EventBridge that gives up in time. Region, credentials and endpoint come from the runtime. */
export function eventPublisher({
  busName,
  source,
  retryMs,
  tracing = noTracing,
}: EventPublisherOptions): EventPublisher {
  const client = new EventBridgeClient({
    requestHandler: {
      connectionTimeout: 500,
      requestTimeout: 5_000,
      throwOnRequestTimeout: true,
    },
  });
  client.middlewareStack.use(awsCalls(tracing));
  return {
    async publish(events) {
      const TraceHeader = tracing.traceHeader();
      const items = events.map(({ type, detail }) => {
        const entry: PutEventsRequestEntry = {
          EventBusName: busName,
          Source: source,
          DetailType: type,
          Detail: JSON.stringify(detail),
          ...(TraceHeader === undefined ? {} : { TraceHeader }),
        };
        return { entry, bytes: checkedSize(entry) };
      });
      await deliver(items, {
        limits,
        send: (entries) => put(client, entries),
        ...(retryMs === undefined ? {} : { retryMs }),
      });
    },
  };
}

async function put(client: EventBridgeClient, entries: readonly PutEventsRequestEntry[]) {
  const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [...entries] }));
  return Entries.flatMap(({ ErrorCode: code }, at) =>
    code === undefined ? [] : [{ at, code, isFinal: !retried.has(code) }],
  );
}

/** Codes of single entries that another try may put right; all others are the sender's fault. */
const retried = new Set(["ThrottlingException", "InternalFailure", "InternalException"]);

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
function checkedSize({ Source = "", DetailType = "", Detail = "" }: PutEventsRequestEntry): number {
  const bytes = [Source, DetailType, Detail].reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    0,
  );
  if (bytes <= maxBytes) return bytes;
  throw new RangeError(
    `Event "${DetailType}" must have at most ${maxBytes} bytes, got ${bytes}; store what is large and tell where it is`,
  );
}
