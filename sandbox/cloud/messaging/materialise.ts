/** Brings the emulator's queues, topics, buses and streams to what the state declares. */
import type { Clients } from "../clients";
import type { LambdaPermission } from "../functions/lambdaFunctions";
import { applyBuses } from "./buses";
import { type Delivery, deliveryFault } from "./deliveries";
import type { Messaging } from "./model";
import { applyQueues } from "./queues";
import { applyStreams } from "./streams";
import { applyTopics } from "./topics";

export interface MessagingInput {
  readonly messaging: Messaging;
  readonly permissions: readonly LambdaPermission[];
  readonly warn: (source: string, message: string) => void;
}

/** Queues and streams, and then what hands messages to them. */
export async function applyMessaging(clients: Clients, input: MessagingInput): Promise<void> {
  const { messaging, warn } = input;
  if (messaging.notRun !== undefined) warn("messages", `${messaging.notRun}.`);
  await Promise.all([
    applyQueues(clients.sqs, messaging.queues, (message) => {
      warn("sqs", message);
    }),
    applyStreams(clients.kinesis, messaging.streams, (message) => {
      warn("kinesis", message);
    }),
  ]);
  const { subscriptions, targets } = deliverable(input);
  await applyTopics(clients.sns, messaging.topics, subscriptions);
  await applyBuses(clients.events, messaging.buses, messaging.rules, targets);
}

/** Subscriptions and targets that get something here; why others do not is told once. */
function deliverable({ messaging, permissions, warn }: MessagingInput) {
  const receivers = { ...messaging, permissions };
  const works = (source: string, what: string, delivery: Delivery): boolean => {
    const fault = deliveryFault(receivers, delivery);
    if (fault !== undefined) warn(source, `${what} gets nothing: ${fault}.`);
    return fault === undefined;
  };
  const ruleArns = new Map(
    messaging.rules.map(({ eventBusName, name, arn }) => [`${eventBusName} ${name}`, arn]),
  );
  return {
    subscriptions: messaging.subscriptions.filter(({ logicalName, topic, endpoint }) =>
      works("sns", `subscription ${logicalName}`, {
        service: "sns.amazonaws.com",
        sourceArn: topic,
        endpoint,
      }),
    ),
    targets: messaging.targets.filter(({ eventBusName, rule, arn: endpoint }) =>
      works("eventbridge", `target ${endpoint} of rule ${rule}`, {
        service: "events.amazonaws.com",
        sourceArn: ruleArns.get(`${eventBusName} ${rule}`) ?? "",
        endpoint,
      }),
    ),
  };
}
