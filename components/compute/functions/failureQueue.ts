import type * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { Key } from "../../data/key";
import { encryptMessages } from "../../internal/permissions/messaging";
import type { PolicyStatement } from "../../internal/policyDocument";
import { createDeadLetterAlarm } from "../../messaging/queues/deadLetterAlarm";
import {
  createDeadLetterQueue,
  restrictQueue,
  sendStatements,
} from "../../messaging/queues/createQueue";

export interface FailureQueueArgs {
  /** SNS topic that is told when something is in the queue. @default none */
  readonly alarmTopicArn?: pulumi.Input<string>;
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

/**
 * A queue for failures with a key of its own, since EventBridge sends in its own name and therefore
 * has to stand in the key's policy.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function createFailureQueue(
  name: string,
  { accountId, region, alarmTopicArn }: FailureQueueArgs,
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
  const queue = createDeadLetterQueue(`${name}-queue`, { keyArn: key.arn }, opts);
  if (alarmTopicArn !== undefined) {
    const description = "Calls and records that a function could not take";
    createDeadLetterAlarm(`${name}-alarm`, { queue, topicArn: alarmTopicArn, description }, opts);
  }
  return {
    queue,
    arn: queue.arn,
    url: queue.url,
    statements: sendStatements("KeepFailures", queue.arn, key.arn, region),
  };
}

/** The queue's policy: only over TLS, and from EventBridge only the failures of these rules. */
export function restrictFailureQueue(
  name: string,
  { queue }: FailureQueue,
  ruleArns: readonly pulumi.Output<string>[],
  opts: pulumi.CustomResourceOptions,
): void {
  const fromRules = {
    sid: "EventBridgeFailures",
    service: "events.amazonaws.com",
    sourceArn: pulumi.all([...ruleArns]),
  };
  restrictQueue(`${name}-policy`, queue, ruleArns.length > 0 ? [fromRules] : [], opts);
}
