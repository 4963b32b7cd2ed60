import * as sns from "@pulumi/aws/sns";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { Key } from "../data/key";
import { ArgumentError } from "../internal/errors";
import { createDeadLetterAlarm } from "../messaging/queues/deadLetterAlarm";
import { policyDocument } from "../internal/policyDocument";
import {
  alarmTopicFaults,
  keyStatements,
  type Publisher,
  queueStatements,
  topicStatements,
} from "./topic/topicStatements";

export type { Publisher } from "./topic/topicStatements";

export interface AlarmTopicArgs {
  readonly accountId: pulumi.Input<string>;
  readonly region: string;
  /** Addresses that are told; each has to follow the link in a first message. @default none */
  readonly emails?: readonly string[];
  /** HTTPS addresses that are told, such as those of a pager; each has to confirm. @default none */
  readonly endpoints?: readonly `https://${string}`[];
  /** Services besides CloudWatch that tell the topic. @default none */
  readonly publishers?: readonly Publisher[];
  /** Refuses to delete the key, with which undelivered messages wait. @default false */
  readonly protect?: boolean;
}

/**
 * Where alarms go: an encrypted SNS topic that CloudWatch's alarms of this account may publish to. Its key
 * is one of its own, since a service that publishes in its own name must stand in the key's policy.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export class AlarmTopic extends pulumi.ComponentResource {
  /** ARN, known once alarms may publish. */
  readonly arn: pulumi.Output<string>;
  /** Queue of what an HTTPS address did not take; undefined without `endpoints`. */
  readonly undeliveredQueueUrl: pulumi.Output<string> | undefined;

  constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:observability:AlarmTopic", name, {}, opts);
    const faults = alarmTopicFaults(args);
    if (faults.length > 0) throw new ArgumentError("AlarmTopic", name, faults.join("; "));

    const { accountId, emails = [], endpoints = [] } = args;
    const child = { parent: this };
    const key = new Key(
      `${name}-key`,
      {
        description: "Encrypts messages about alarms",
        accountId,
        statements: keyStatements({ ...args, undelivered: endpoints.length > 0 }),
        protect: args.protect,
      },
      child,
    );
    const topic = new sns.Topic(`${name}-topic`, { kmsMasterKeyId: key.arn }, child);
    const policy = new sns.TopicPolicy(
      `${name}-policy`,
      { arn: topic.arn, policy: policyDocument(topicStatements(topic.arn, args)) },
      child,
    );
    const undelivered =
      endpoints.length === 0 ? undefined : createUndelivered(name, topic.arn, key, child);
    emails.forEach((endpoint, index) => {
      const settings = { topic: topic.arn, protocol: "email", endpoint };
      new sns.TopicSubscription(`${name}-email-${index + 1}`, settings, child);
    });
    endpoints.forEach((endpoint, index) => {
      const redrivePolicy =
        undelivered && pulumi.jsonStringify({ deadLetterTargetArn: undelivered.arn });
      new sns.TopicSubscription(
        `${name}-endpoint-${index + 1}`,
        { topic: topic.arn, protocol: "https", endpoint, redrivePolicy },
        child,
      );
    });

    this.arn = pulumi.all([topic.arn, policy.id]).apply(([arn]) => arn);
    this.undeliveredQueueUrl = undelivered?.url;
    this.registerOutputs({
      arn: this.arn,
      ...(undelivered && { undeliveredQueueUrl: this.undeliveredQueueUrl }),
    });
  }
}

/** As long as SQS keeps anything: somebody has to look at it, and weekends are long. */
const undeliveredRetentionSeconds = 1_209_600;

function createUndelivered(
  name: string,
  topicArn: pulumi.Output<string>,
  key: Key,
  opts: pulumi.CustomResourceOptions,
): sqs.Queue {
  const queue = new sqs.Queue(
    `${name}-undelivered`,
    { kmsMasterKeyId: key.arn, messageRetentionSeconds: undeliveredRetentionSeconds },
    opts,
  );
  // The endpoint cannot be told of itself; whoever else the topic tells can.
  const description = "Alarms that an HTTPS address did not take";
  createDeadLetterAlarm(`${name}-undelivered-alarm`, { queue, topicArn, description }, opts);
  new sqs.QueuePolicy(
    `${name}-undelivered-policy`,
    { queueUrl: queue.url, policy: policyDocument(queueStatements(queue.arn, topicArn)) },
    opts,
  );
  return queue;
}
