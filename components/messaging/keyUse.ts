/** Customer managed keys of messages: who may use them, by way of which service. Pure. */
import * as pulumi from "@pulumi/pulumi";
import { encryptMessages } from "../internal/permissions/messaging";
import type { PolicyStatement } from "../internal/policyDocument";

export interface KeyUse {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly keyArn: pulumi.Input<string>;
  /** The service that encrypts with the key, such as `sqs`. */
  readonly service: string;
  readonly region: string;
}

/** Use of a key by way of one service in one region, and no other. */
export function useOfKey({ sid, actions, keyArn, service, region }: KeyUse): PolicyStatement {
  return {
    sid,
    actions,
    resources: [keyArn],
    conditions: { StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` } },
  };
}

/** What sends in its own name: topics, rules of EventBridge, notifications of buckets. */
export type MessageSender = "topics" | "events" | "buckets";

export interface MessagingKeyArgs {
  readonly accountId: pulumi.Input<string>;
  readonly region: string;
  /** What sends to queues under the key. @default topics and events */
  readonly toQueues?: readonly MessageSender[];
  /** What publishes to topics under the key. @default events */
  readonly toTopics?: readonly Exclude<MessageSender, "topics">[];
  /** Whether the key also encrypts event buses and archives. @default false */
  readonly encryptsBuses?: boolean;
}

const principals: Readonly<Record<MessageSender, string>> = {
  topics: "sns.amazonaws.com",
  events: "events.amazonaws.com",
  buckets: "s3.amazonaws.com",
};

/** Where messages rest, and the encryption context by which KMS tells them apart. */
const stores = {
  Queues: { service: "sqs", context: "kms:EncryptionContext:aws:sqs:arn" },
  Topics: { service: "sns", context: "kms:EncryptionContext:aws:sns:topicArn" },
} as const;

/**
 * Statements for the policy of a key that encrypts queues and topics. A service that sends in its own
 * name has no role to which IAM could give the key, so it must stand here; the policies of
 * alias/aws/sqs and alias/aws/sns name no service and cannot be changed.
 *
 * They hold for the queues and topics of this account by the encryption context, which SQS and SNS
 * always send. `aws:SourceAccount` would not do: it is missing when EventBridge publishes to a topic.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export function messagingKeyStatements(args: MessagingKeyArgs): PolicyStatement[] {
  const { toQueues = ["topics", "events"], toTopics = ["events"] } = args;
  return [
    ...toQueues.map((sender) => fromSender(sender, "Queues", args)),
    ...toTopics.map((sender) => fromSender(sender, "Topics", args)),
    ...(args.encryptsBuses === true ? [busEncryption(args.accountId)] : []),
  ];
}

function fromSender(
  sender: MessageSender,
  store: keyof typeof stores,
  { accountId, region }: MessagingKeyArgs,
): PolicyStatement {
  const { service, context } = stores[store];
  return {
    sid: `${sender.charAt(0).toUpperCase()}${sender.slice(1)}To${store}`,
    principals: { Service: principals[sender] },
    actions: encryptMessages,
    resources: ["*"],
    conditions: {
      ArnLike: { [context]: pulumi.interpolate`arn:aws:${service}:${region}:${accountId}:*` },
    },
  };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-key-policy.html */
function busEncryption(accountId: pulumi.Input<string>): PolicyStatement {
  return {
    sid: "EventBuses",
    principals: { Service: principals.events },
    actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
    resources: ["*"],
    conditions: { StringEquals: { "aws:SourceAccount": accountId } },
  };
}
