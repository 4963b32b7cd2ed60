/** Definitions become components: one line for each kind. */
import { type ResourceDefinition, verbsByKind } from "../../services/contract";
import type { Topic } from "../messaging/topic";
import { linkTarget } from "./linkTarget";
import { createBus, createQueue, createStream, createTopic } from "./messages";
import type { ResourceContext, StackResource } from "./stackResource";
import { createBucket, createCache, createDatabase, createSecret, createTable } from "./stores";

/**
 * The component of a definition, and what services can do with it.
 *
 * @param topics topics that exist, by name, for the queues that get their messages
 * @throws ArgumentError of the component, for what the definition has wrong
 */
export function createResource(
  name: string,
  definition: ResourceDefinition,
  context: ResourceContext,
  topics: ReadonlyMap<string, Topic>,
): StackResource {
  switch (definition.kind) {
    case "table": {
      const component = createTable(name, definition, context);
      return { kind: "table", component, ...linkTarget(component, verbsByKind.table) };
    }
    case "database": {
      const component = createDatabase(name, definition, context);
      return { kind: "database", component, ...linkTarget(component, verbsByKind.database) };
    }
    case "cache": {
      const component = createCache(name, definition, context);
      return { kind: "cache", component, ...linkTarget(component, verbsByKind.cache) };
    }
    case "bucket": {
      const component = createBucket(name, definition, context);
      return { kind: "bucket", component, ...linkTarget(component, verbsByKind.bucket) };
    }
    case "queue": {
      const component = createQueue(name, definition, context, topics);
      return { kind: "queue", component, ...linkTarget(component, verbsByKind.queue) };
    }
    case "topic": {
      const component = createTopic(name, definition, context);
      return { kind: "topic", component, ...linkTarget(component, verbsByKind.topic) };
    }
    case "eventBus": {
      const component = createBus(name, definition, context);
      return { kind: "eventBus", component, ...linkTarget(component, verbsByKind.eventBus) };
    }
    case "stream": {
      const component = createStream(name, definition, context);
      return { kind: "stream", component, ...linkTarget(component, verbsByKind.stream) };
    }
    case "secret": {
      const component = createSecret(name, definition, context);
      return { kind: "secret", component, ...linkTarget(component, verbsByKind.secret) };
    }
  }
}
