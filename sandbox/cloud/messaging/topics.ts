/** SNS topics and their subscriptions as the state declares them, and how the emulator is brought there. */
import {
  CreateTopicCommand,
  DeleteTopicCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  type SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
  paginateListSubscriptionsByTopic,
  paginateListTopics,
} from "@aws-sdk/client-sns";
import { z } from "zod";
import type { DeployedStack } from "../state/deployedStack";
import { plainEndpoint } from "./deliveries";

const topicSchema = z.object({
  name: z.string(),
  arn: z.string(),
  fifoTopic: z.boolean().default(false),
  contentBasedDeduplication: z.boolean().default(false),
  policy: z.string().optional(),
});
const policySchema = z.object({ arn: z.string(), policy: z.string() });
const subscriptionSchema = z.object({
  topic: z.string(),
  protocol: z.string(),
  endpoint: z.string(),
  filterPolicy: z.string().optional(),
  filterPolicyScope: z.string().optional(),
  rawMessageDelivery: z.boolean().default(false),
});

export type Topic = z.infer<typeof topicSchema>;
export interface Subscription extends z.infer<typeof subscriptionSchema> {
  readonly logicalName: string;
}

export function readTopics(stack: DeployedStack): Topic[] {
  const policies = new Map(
    stack
      .ofType("aws:sns/topicPolicy:TopicPolicy", policySchema)
      .map(({ properties: { arn, policy } }) => [arn, policy]),
  );
  return stack.ofType("aws:sns/topic:Topic", topicSchema).map(({ properties }) => ({
    ...properties,
    policy: policies.get(properties.arn) ?? properties.policy,
  }));
}

export function readSubscriptions(stack: DeployedStack): Subscription[] {
  return stack
    .ofType("aws:sns/topicSubscription:TopicSubscription", subscriptionSchema)
    .map(({ logicalName, properties }) => ({ ...properties, logicalName }));
}

function subscriptionAttributes(subscription: Subscription): Record<string, string> {
  return {
    // Empty takes a filter away that was there.
    FilterPolicy: subscription.filterPolicy ?? "",
    FilterPolicyScope: subscription.filterPolicyScope ?? "MessageAttributes",
    RawMessageDelivery: String(subscription.rawMessageDelivery),
  };
}

async function applyTopic(client: SNSClient, topic: Topic): Promise<void> {
  const fifo = {
    FifoTopic: "true",
    ContentBasedDeduplication: String(topic.contentBasedDeduplication),
  };
  await client.send(
    new CreateTopicCommand({ Name: topic.name, Attributes: topic.fifoTopic ? fifo : {} }),
  );
  const attributes = {
    ...(topic.policy !== undefined && { Policy: topic.policy }),
    ...(topic.fifoTopic && { ContentBasedDeduplication: fifo.ContentBasedDeduplication }),
  };
  for (const [AttributeName, AttributeValue] of Object.entries(attributes)) {
    await client.send(
      new SetTopicAttributesCommand({ TopicArn: topic.arn, AttributeName, AttributeValue }),
    );
  }
}

async function applySubscriptions(
  client: SNSClient,
  TopicArn: string,
  subscriptions: readonly Subscription[],
): Promise<void> {
  const key = (protocol = "", endpoint = "") => `${protocol} ${plainEndpoint(endpoint)}`;
  const wanted = new Set(subscriptions.map(({ protocol, endpoint }) => key(protocol, endpoint)));
  const existing = new Map<string, string>();
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn })) {
    for (const { Protocol, Endpoint, SubscriptionArn = "" } of page.Subscriptions ?? []) {
      if (wanted.has(key(Protocol, Endpoint)))
        existing.set(key(Protocol, Endpoint), SubscriptionArn);
      else await client.send(new UnsubscribeCommand({ SubscriptionArn }));
    }
  }
  for (const subscription of subscriptions) {
    const { protocol, endpoint } = subscription;
    const SubscriptionArn =
      existing.get(key(protocol, endpoint)) ??
      (
        await client.send(
          new SubscribeCommand({
            TopicArn,
            Protocol: protocol,
            Endpoint: plainEndpoint(endpoint),
            ReturnSubscriptionArn: true,
          }),
        )
      ).SubscriptionArn;
    for (const [AttributeName, AttributeValue] of Object.entries(
      subscriptionAttributes(subscription),
    )) {
      await client.send(
        new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }),
      );
    }
  }
}

/** Topics that left the state are deleted with their subscriptions. */
export async function applyTopics(
  client: SNSClient,
  topics: readonly Topic[],
  subscriptions: readonly Subscription[],
): Promise<void> {
  const wanted = new Set(topics.map(({ arn }) => arn));
  for await (const page of paginateListTopics({ client }, {})) {
    for (const { TopicArn } of page.Topics ?? []) {
      if (TopicArn === undefined || wanted.has(TopicArn)) continue;
      await client.send(new DeleteTopicCommand({ TopicArn }));
    }
  }
  for (const topic of topics) {
    await applyTopic(client, topic);
    const own = subscriptions.filter((subscription) => subscription.topic === topic.arn);
    await applySubscriptions(client, topic.arn, own);
  }
}
