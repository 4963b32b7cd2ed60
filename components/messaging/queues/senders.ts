/** What feeds a queue besides services: topics, rules of a bus, buckets. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as sns from "@pulumi/aws/sns";
import type * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import type { Bucket } from "../../data/bucket";
import { statementName } from "../../internal/naming";
import type { EventBus } from "../eventBus";
import type { EventPattern } from "../eventPattern";
import type { Topic } from "../topic";
import type { AdmittedSource } from "./createQueue";

interface NamedSender {
  /** Name among the queue's senders, from which its resources get theirs: lower-case letters, digits, hyphens. */
  readonly name: string;
}

/** Messages of a topic. */
export interface TopicSender extends NamedSender {
  readonly kind: "topic";
  readonly topic: Topic;
  /** What a message must look like. @default every message */
  readonly filter?: EventPattern;
  /** Where the filter looks. @default "attributes" */
  readonly filterOn?: "attributes" | "body";
  /** Leaves out SNS's envelope, so that the queue holds what was published. @default true */
  readonly rawDelivery?: boolean;
}

/** Events of a bus that match a pattern. */
export interface EventsSender extends NamedSender {
  readonly kind: "events";
  readonly bus: EventBus;
  /** What an event must look like, such as `{ source: ["shop.orders"] }`. */
  readonly pattern: EventPattern;
  /** How often EventBridge tries to deliver an event, 0 to 185. @default 185 */
  readonly retries?: number;
  /** Seconds for which it tries, 60 to 86400; what failed then is in the dead-letter queue. @default 86400 */
  readonly maxAgeSeconds?: number;
}

/** Notifications of a bucket, which its own `BucketNotification` switches on. */
export interface BucketSender extends NamedSender {
  readonly kind: "bucket";
  readonly bucket: Bucket;
}

export type QueueSender = TopicSender | EventsSender | BucketSender;

export const defaultEventRetries = 185;
export const defaultEventAgeSeconds = 86_400;

/** Queues that a sender's messages go to, and what must be in force before they do. */
export interface SenderTarget {
  readonly queueArn: pulumi.Input<string>;
  readonly deadLetterArn: pulumi.Input<string>;
  readonly policies: readonly sqs.QueuePolicy[];
}

/** A sender that the queues' policies can name; connected once they are in force. */
export interface PreparedSender {
  readonly source: AdmittedSource;
  /** Whether what could not be delivered goes to the dead-letter queue. S3 only tries again. */
  readonly keepsFailures: boolean;
  readonly connect: (target: SenderTarget) => void;
}

/** Makes what a queue policy has to name, such as the rule. */
export function prepareSender(
  name: string,
  sender: QueueSender,
  accountId: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): PreparedSender {
  const child = `${name}-${sender.name}`;
  const sid = statementName("from", sender.name);
  switch (sender.kind) {
    case "topic":
      return {
        source: { sid, service: "sns.amazonaws.com", sourceArn: sender.topic.arn },
        keepsFailures: true,
        connect: (target) => {
          createSubscription(`${child}-subscription`, sender, target, opts);
        },
      };
    case "events": {
      const rule = createRule(`${child}-rule`, sender, opts);
      return {
        source: { sid, service: "events.amazonaws.com", sourceArn: rule.arn },
        keepsFailures: true,
        connect: (target) => {
          createTarget(`${child}-target`, sender, rule, target, opts);
        },
      };
    }
    case "bucket":
      return {
        source: { sid, service: "s3.amazonaws.com", sourceArn: sender.bucket.arn, accountId },
        keepsFailures: false,
        connect: () => undefined,
      };
  }
}

function createSubscription(
  name: string,
  sender: TopicSender,
  target: SenderTarget,
  opts: pulumi.CustomResourceOptions,
): void {
  new sns.TopicSubscription(
    name,
    {
      topic: sender.topic.arn,
      protocol: "sqs",
      endpoint: target.queueArn,
      rawMessageDelivery: sender.rawDelivery ?? true,
      redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: target.deadLetterArn }),
      ...(sender.filter === undefined
        ? {}
        : {
            filterPolicy: JSON.stringify(sender.filter),
            filterPolicyScope: sender.filterOn === "body" ? "MessageBody" : "MessageAttributes",
          }),
    },
    { ...opts, dependsOn: [...target.policies] },
  );
}

function createRule(
  name: string,
  { bus, pattern }: EventsSender,
  opts: pulumi.CustomResourceOptions,
): cloudwatch.EventRule {
  return new cloudwatch.EventRule(
    name,
    { eventBusName: bus.busName, eventPattern: JSON.stringify(pattern) },
    opts,
  );
}

function createTarget(
  name: string,
  { bus, retries, maxAgeSeconds }: EventsSender,
  rule: cloudwatch.EventRule,
  target: SenderTarget,
  opts: pulumi.CustomResourceOptions,
): void {
  new cloudwatch.EventTarget(
    name,
    {
      eventBusName: bus.busName,
      rule: rule.name,
      arn: target.queueArn,
      deadLetterConfig: { arn: target.deadLetterArn },
      retryPolicy: {
        maximumRetryAttempts: retries ?? defaultEventRetries,
        maximumEventAgeInSeconds: maxAgeSeconds ?? defaultEventAgeSeconds,
      },
    },
    { ...opts, dependsOn: [...target.policies] },
  );
}
