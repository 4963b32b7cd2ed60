/** Queues, topics, event buses and streams, made from their definitions. */
import type {
  EventBusDefinition,
  QueueDefinition,
  StreamDefinition,
  TopicDefinition,
} from "../../services/contract";
import { ArgumentError } from "../internal/errors";
import { EventBus } from "../messaging/eventBus";
import { Queue } from "../messaging/queue";
import { Stream } from "../messaging/stream";
import { Topic } from "../messaging/topic";
import type { ResourceContext } from "./stackResource";

function messaging({ messageKey, region, accountId, alarmTopicArn, protect }: ResourceContext) {
  return { key: messageKey(), region, accountId, alarmTopicArn, protect };
}

/** @throws ArgumentError for a topic that is not among `topics` */
export function createQueue(
  name: string,
  { topics: wanted = [], ...wishes }: QueueDefinition,
  context: ResourceContext,
  topics: ReadonlyMap<string, Topic>,
): Queue {
  const senders = wanted.map((wish) => {
    const topic = topics.get(wish);
    if (topic !== undefined) return { kind: "topic" as const, name: wish, topic };
    const known = [...topics.keys()].sort().join(", ") || "none";
    throw new ArgumentError(
      "Queue",
      name,
      `topics must name topics of the stack, got "${wish}"; known: ${known}`,
    );
  });
  return new Queue(name, { ...messaging(context), ...wishes, senders });
}

export function createTopic(
  name: string,
  definition: TopicDefinition,
  context: ResourceContext,
): Topic {
  return new Topic(name, { ...definition, ...messaging(context) });
}

export function createBus(
  name: string,
  { archiveDays }: EventBusDefinition,
  { protect }: ResourceContext,
): EventBus {
  const archive = archiveDays === 0 ? "none" : { retentionDays: archiveDays ?? 30 };
  return new EventBus(name, { archive, protect });
}

export function createStream(
  name: string,
  definition: StreamDefinition,
  { key, region, protect }: ResourceContext,
): Stream {
  return new Stream(name, { ...definition, key, region, protect });
}
