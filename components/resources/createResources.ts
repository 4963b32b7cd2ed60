/** All of a stack's resources. */
import type * as pulumi from "@pulumi/pulumi";
import type { ResourceDefinitions } from "../../services/contract";
import { Key } from "../data/key";
import { messagingKeyStatements } from "../messaging/keyUse";
import type { Topic } from "../messaging/topic";
import { createResource } from "./createResource";
import type { ResourceContext, StackResource } from "./stackResource";

/** Everything that services of a stack can link to. */
export interface StackResources {
  readonly resources: Readonly<Record<string, StackResource>>;
  /** Names of the tables, which operators look for. */
  readonly tables: Readonly<Record<string, pulumi.Output<string>>>;
  /** Key of messages, for the queues that subscriptions make. */
  readonly messageKey: () => Key;
}

/** The components of all definitions; topics before the queues that get their messages. */
export function createResources(
  definitions: ResourceDefinitions,
  args: Omit<ResourceContext, "messageKey">,
): StackResources {
  const messageKey = messageKeyOf(args);
  const context = { ...args, messageKey };
  const topics = new Map<string, Topic>();
  const entries = Object.entries(definitions);
  const inOrder = [
    ...entries.filter(([, { kind }]) => kind !== "queue"),
    ...entries.filter(([, { kind }]) => kind === "queue"),
  ];
  const made = inOrder.map(([name, definition]): [string, StackResource] => {
    const resource = createResource(name, definition, context, topics);
    if (resource.kind === "topic") topics.set(name, resource.component);
    return [name, resource];
  });
  const tables = made.flatMap(([name, resource]) =>
    resource.kind === "table" ? [[name, resource.component.tableName] as const] : [],
  );
  return {
    resources: Object.fromEntries(made),
    tables: Object.fromEntries(tables),
    messageKey,
  };
}

/**
 * A key for messages: EventBridge and SNS send in their own name, so it cannot be the key of what is
 * stored. Made when first asked for, since many stacks send no messages.
 */
function messageKeyOf(args: Pick<ResourceContext, "region" | "accountId" | "protect">): () => Key {
  let key: Key | undefined;
  return () => {
    key ??= new Key("message-key", {
      description: "Encrypts the messages",
      accountId: args.accountId,
      protect: args.protect,
      statements: messagingKeyStatements(args),
    });
    return key;
  };
}
