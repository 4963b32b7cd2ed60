import * as sns from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { environmentName, statementName } from "../internal/naming";
import { encryptMessages, publishToTopic } from "../internal/permissions/messaging";
import { policyDocument, type Grant, type Linkable } from "../internal/policyDocument";
import { useOfKey } from "./keyUse";
import type { MessagingSettings } from "./settings";
import { topicStatements, type TopicPublisher } from "./topics/publishers";
import { createSubscribers, type TopicSubscriber } from "./topics/subscribers";
import { topicFaults } from "./topics/topicFaults";

/** What a service can do with a topic. */
export type TopicVerb = "publishes";

/** Order within each message group, for queues only. */
export interface FifoTopicSettings {
  /** How SNS knows a message that it had already: by an id that the publisher gives, or by its content. @default "id" */
  readonly deduplication?: "id" | "content";
}

export interface TopicArgs extends MessagingSettings {
  /** AWS's services that publish in their own name. @default none; only roles that were granted it */
  readonly publishers?: readonly TopicPublisher[];
  /** Addresses that SNS posts to. Queues name the topic among their `senders` instead. @default none */
  readonly subscribers?: readonly TopicSubscriber[];
  /** Makes the topic FIFO. @default a standard topic */
  readonly fifo?: FifoTopicSettings;
  /** SNS topic that is told when an address did not take a message. @default no alarm */
  readonly alarmTopicArn?: pulumi.Input<string>;
  /** Refuses to delete the topic. @default false */
  readonly protect?: boolean;
}

/** An SNS topic under a customer managed key, over TLS only, with signatures by SHA-256. */
export class Topic extends pulumi.ComponentResource implements Linkable<TopicVerb> {
  readonly arn: pulumi.Output<string>;
  readonly topicName: pulumi.Output<string>;
  readonly isFifo: boolean;
  /** Resolves when the topic's policy is in force; a BucketNotification must depend on it. */
  readonly ready: pulumi.Resource;
  readonly #name: string;
  readonly #args: TopicArgs;

  constructor(name: string, args: TopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:messaging:Topic", name, {}, opts);
    const faults = topicFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("Topic", name, faults.join("; "));
    this.#name = name;
    this.#args = args;
    this.isFifo = args.fifo !== undefined;

    const topic = new sns.Topic(
      `${name}-topic`,
      {
        kmsMasterKeyId: args.key.arn,
        // SHA-1 is SNS's default, for subscribers older than 2022.
        signatureVersion: 2,
        ...(args.fifo === undefined
          ? {}
          : {
              fifoTopic: true,
              contentBasedDeduplication: args.fifo.deduplication === "content",
            }),
      },
      { parent: this, protect: args.protect ?? false },
    );
    this.ready = new sns.TopicPolicy(
      `${name}-policy`,
      {
        arn: topic.arn,
        policy: policyDocument(topicStatements(topic.arn, args.publishers ?? [], args.accountId)),
      },
      { parent: this },
    );
    createSubscribers(
      name,
      { ...args, topic, subscribers: args.subscribers ?? [] },
      { parent: this },
    );

    this.arn = topic.arn;
    this.topicName = topic.name;
    this.registerOutputs({ arn: this.arn, topicName: this.topicName, isFifo: this.isFifo });
  }

  grant(verb: TopicVerb): Grant {
    const { key, region } = this.#args;
    const sid = statementName(verb, this.#name, "topic");
    return {
      environment: { [`${environmentName(this.#name)}_TOPIC_ARN`]: this.arn },
      statements: [
        { sid, actions: publishToTopic, resources: [this.arn] },
        useOfKey({
          ...{ sid: `${sid}Key`, actions: encryptMessages },
          ...{ keyArn: key.arn, service: "sns", region },
        }),
      ],
    };
  }
}
