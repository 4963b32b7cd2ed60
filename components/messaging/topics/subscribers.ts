/** Who reads a topic outside AWS. Queues subscribe themselves. */
import * as sns from "@pulumi/aws/sns";
import type * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import type { EventPattern } from "../eventPattern";
import { createDeadLetterQueue, restrictQueue } from "../queues/createQueue";
import { createDeadLetterAlarm } from "../queues/deadLetterAlarm";
import type { MessagingSettings } from "../settings";

/** An address that SNS posts to; it must confirm the subscription. */
export interface TopicSubscriber {
  /** Name among the topic's subscribers: lower-case letters, digits, hyphens. */
  readonly name: string;
  /** Begins with `https://`. */
  readonly url: string;
  /** What a message's attributes must be. @default every message */
  readonly filter?: EventPattern;
}

export interface SubscribersArgs extends MessagingSettings {
  readonly topic: sns.Topic;
  readonly subscribers: readonly TopicSubscriber[];
  readonly alarmTopicArn?: pulumi.Input<string>;
}

/** Subscribes addresses, and keeps what they did not take. */
export function createSubscribers(
  name: string,
  args: SubscribersArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  if (args.subscribers.length === 0) return;
  const { queue, policy } = createUndelivered(name, args, opts);
  for (const { name: subscriber, url, filter } of args.subscribers) {
    new sns.TopicSubscription(
      `${name}-${subscriber}-subscription`,
      {
        topic: args.topic.arn,
        protocol: "https",
        endpoint: url,
        redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: queue.arn }),
        ...(filter === undefined
          ? {}
          : { filterPolicy: JSON.stringify(filter), filterPolicyScope: "MessageAttributes" }),
      },
      { ...opts, dependsOn: policy },
    );
  }
}

function createUndelivered(
  name: string,
  { topic, key, alarmTopicArn }: SubscribersArgs,
  opts: pulumi.CustomResourceOptions,
): { readonly queue: sqs.Queue; readonly policy: sqs.QueuePolicy } {
  const queue = createDeadLetterQueue(`${name}-dead`, { keyArn: key.arn }, opts);
  const source = { sid: "FromTopic", service: "sns.amazonaws.com", sourceArn: topic.arn };
  const policy = restrictQueue(`${name}-dead-policy`, queue, [source], opts);
  if (alarmTopicArn !== undefined) {
    const description = `Topic ${name}: messages that an address did not take`;
    const alarm = { queue, topicArn: alarmTopicArn, description };
    createDeadLetterAlarm(`${name}-dead-alarm`, alarm, opts);
  }
  return { queue, policy };
}
