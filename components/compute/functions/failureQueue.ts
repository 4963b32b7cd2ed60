import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { Key } from "../../data/key";
import { encryptMessages, sendToQueue } from "../../internal/permissions";
import { policyDocument, type PolicyStatement } from "../../internal/policyDocument";

export interface FailureQueueArgs {
  readonly accountId: pulumi.Input<string>;
  readonly region: string;
}

/** Where calls and records end up that a function could not take. */
export interface FailureQueue {
  readonly queue: sqs.Queue;
  readonly arn: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  /** What a role needs to send to the queue. */
  readonly statements: readonly PolicyStatement[];
}

/** As long as SQS keeps anything: somebody has to look at it, and weekends are long. */
const retentionSeconds = 1_209_600;

/**
 * A queue for failures with a key of its own, since EventBridge sends in its own name and therefore
 * has to stand in the key's policy.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function createFailureQueue(
  name: string,
  { accountId, region }: FailureQueueArgs,
  opts: pulumi.CustomResourceOptions,
): FailureQueue {
  const key = new Key(
    name,
    {
      description: "Encrypts failed calls and records",
      accountId,
      statements: [
        {
          sid: "EventBridgeFailures",
          principals: { Service: "events.amazonaws.com" },
          actions: encryptMessages,
          resources: ["*"],
          conditions: { StringEquals: { "aws:SourceAccount": accountId } },
        },
      ],
    },
    opts,
  );
  const queue = new sqs.Queue(
    `${name}-queue`,
    { kmsMasterKeyId: key.arn, messageRetentionSeconds: retentionSeconds },
    opts,
  );
  return {
    queue,
    arn: queue.arn,
    url: queue.url,
    statements: [
      { sid: "KeepFailures", actions: sendToQueue, resources: [queue.arn] },
      {
        sid: "KeepFailuresKey",
        actions: encryptMessages,
        resources: [key.arn],
        conditions: { StringEquals: { "kms:ViaService": `sqs.${region}.amazonaws.com` } },
      },
    ],
  };
}

/** The queue's policy: only over TLS, and from EventBridge only the failures of these rules. */
export function restrictFailureQueue(
  name: string,
  { queue }: FailureQueue,
  ruleArns: readonly pulumi.Output<string>[],
  opts: pulumi.CustomResourceOptions,
): void {
  const fromRules: PolicyStatement = {
    sid: "EventBridgeFailures",
    principals: { Service: "events.amazonaws.com" },
    actions: sendToQueue,
    resources: [queue.arn],
    conditions: { ArnEquals: { "aws:SourceArn": pulumi.all([...ruleArns]) } },
  };
  const overTls: PolicyStatement = {
    sid: "OnlyOverTls",
    effect: "Deny",
    principals: "*",
    actions: ["sqs:*"],
    resources: [queue.arn],
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  };
  new sqs.QueuePolicy(
    `${name}-policy`,
    {
      queueUrl: queue.url,
      policy: policyDocument([...(ruleArns.length > 0 ? [fromRules] : []), overTls]),
    },
    opts,
  );
}
