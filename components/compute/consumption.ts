/** The queues that a service works on: those that it consumes, and one of its own for the events it wants. */
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceDefinition, Subscription } from "../../services/contract";
import { ArgumentError } from "../internal/errors";
import type { Grant } from "../internal/policyDocument";
import { Queue } from "../messaging/queue";
import type { EventsSender } from "../messaging/queues/senders";
import type { StackResource } from "../resources/stackResource";
import type { QueueSource } from "./functions/eventSource";
import { defaultTimeoutSeconds } from "./functions/functionSettings";
import type { Platform } from "./platform";
import type { Backlog } from "./tasks/backlogScaling";

type Resources = Readonly<Record<string, StackResource>>;

export interface ConsumptionArgs {
  readonly definition: ServiceDefinition;
  readonly platform: Platform;
  readonly resources: Resources;
}

/** A queue that a service works on. */
export interface ConsumedQueue {
  /** Name among the service's queues. */
  readonly name: string;
  readonly queue: Queue;
}

/** Messages, waiting or in work, that one task keeps up with unless the definition says otherwise. */
const defaultMessagesPerTask = 100;

/** The queues of `consumes`, whose grants come with the links. */
export function consumedQueues({ definition, resources }: ConsumptionArgs): ConsumedQueue[] {
  return (definition.links?.consumes ?? []).flatMap((name) => {
    const resource = resources[name];
    return resource?.kind === "queue" ? [{ name, queue: resource.component }] : [];
  });
}

/**
 * The queue of the service's own that gets the events of `subscribes`; undefined without any.
 *
 * @throws ArgumentError for a bus that is not there, and for a platform without a key for messages
 */
export function createSubscriptions(
  name: string,
  args: ConsumptionArgs,
  opts: pulumi.ComponentResourceOptions,
): (ConsumedQueue & { readonly grant: Grant }) | undefined {
  const { definition, platform, resources } = args;
  const { subscribes = [], runtime } = definition;
  if (subscribes.length === 0) return undefined;
  const { messageKey, region, accountId, alarmTopicArn } = platform;
  if (messageKey === undefined) {
    throw new ArgumentError(
      "Microservice",
      name,
      "subscribes needs a messageKey in the platform, got none; add that of createResources",
    );
  }
  const senders = subscribes.map((subscription) => eventsOf(name, subscription, resources));
  const seconds = runtime.kind === "lambda" ? (runtime.timeoutSeconds ?? defaultTimeoutSeconds) : 0;
  const queue = new Queue(
    `${name}-events`,
    {
      ...{ key: messageKey(), region, accountId, senders },
      // What Lambda asks for: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
      visibilityTimeoutSeconds: Math.max(60, 6 * seconds),
      ...(alarmTopicArn === undefined ? {} : { alarmTopicArn }),
    },
    opts,
  );
  return { name: "subscribed", queue, grant: queue.grant("consumes") };
}

function eventsOf(
  service: string,
  { bus, types }: Subscription,
  resources: Resources,
): EventsSender {
  const resource = resources[bus];
  if (resource?.kind === "eventBus") {
    const pattern = { "detail-type": [...types] };
    return { kind: "events", name: bus, bus: resource.component, pattern };
  }
  const known = Object.keys(resources).filter((name) => resources[name]?.kind === "eventBus");
  throw new ArgumentError(
    "Microservice",
    service,
    `subscribes must name an event bus of services/resources.ts, got "${bus}"; known: ${known.sort().join(", ") || "none"}`,
  );
}

/** By what the number of tasks follows the messages of these queues; nothing without queues. */
export function backlogOf(
  queues: readonly ConsumedQueue[],
  messagesPerTask = defaultMessagesPerTask,
): { readonly backlog?: Backlog } {
  if (queues.length === 0) return {};
  return {
    backlog: { queueNames: queues.map(({ queue }) => queue.queueName), messagesPerTask },
  };
}

/** How Lambda reads these queues, by the permissions that the links give. */
export function queueSources(queues: readonly ConsumedQueue[]): QueueSource[] {
  return queues.map(({ name, queue }) => ({
    kind: "queue",
    name,
    queueArn: queue.arn,
    isLinked: true,
    visibilityTimeoutSeconds: queue.visibilityTimeoutSeconds,
  }));
}
