/** The parts that queues of every kind share. */
import * as sqs from "@pulumi/aws/sqs";
import type * as pulumi from "@pulumi/pulumi";
import { encryptMessages, sendToQueue } from "../../internal/permissions/messaging";
import { onlyOverTls, type PolicyStatement } from "../../internal/policyDocument";
import { policyDocument } from "../../internal/policyDocument";
import { useOfKey } from "../keyUse";

/** As long as SQS keeps anything: somebody has to look at it, and weekends are long. */
export const longestRetentionDays = 14;

export const secondsPerDay = 86_400;

export interface DeadLetterQueueArgs {
  /** @default a key that SQS owns, for failures of the customer managed key itself */
  readonly keyArn?: pulumi.Input<string>;
  /** @default 14 */
  readonly retentionDays?: number;
  /** FIFO, as its source is. @default false */
  readonly isFifo?: boolean;
}

/** A queue that keeps what could not be delivered or processed. */
export function createDeadLetterQueue(
  name: string,
  { keyArn, retentionDays = longestRetentionDays, isFifo = false }: DeadLetterQueueArgs,
  opts: pulumi.CustomResourceOptions,
): sqs.Queue {
  return new sqs.Queue(
    name,
    {
      ...(keyArn === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: keyArn }),
      messageRetentionSeconds: retentionDays * secondsPerDay,
      ...(isFifo ? { fifoQueue: true } : {}),
    },
    opts,
  );
}

/** What a role needs to send to a queue under a customer managed key. */
export function sendStatements(
  sid: string,
  queueArn: pulumi.Input<string>,
  keyArn: pulumi.Input<string>,
  region: string,
): PolicyStatement[] {
  return [
    { sid, actions: sendToQueue, resources: [queueArn] },
    useOfKey({ sid: `${sid}Key`, actions: encryptMessages, keyArn, service: "sqs", region }),
  ];
}

/** A service that sends to a queue in its own name, for these sources and no other. */
export interface AdmittedSource {
  readonly sid: string;
  /** Service principal, such as `events.amazonaws.com`. */
  readonly service: string;
  readonly sourceArn: pulumi.Input<string | string[]>;
  /** For sources whose ARN names no account, such as buckets. @default the ARN says enough */
  readonly accountId?: pulumi.Input<string>;
}

/** The queue's policy: only over TLS, and of AWS's services only these sources. */
export function restrictQueue(
  name: string,
  queue: sqs.Queue,
  sources: readonly AdmittedSource[],
  opts: pulumi.CustomResourceOptions,
): sqs.QueuePolicy {
  const policy = policyDocument([
    ...sources.map((source) => fromSource(queue.arn, source)),
    onlyOverTls(["sqs:*"], [queue.arn]),
  ]);
  return new sqs.QueuePolicy(name, { queueUrl: queue.url, policy }, opts);
}

function fromSource(
  queueArn: pulumi.Output<string>,
  { sid, service, sourceArn, accountId }: AdmittedSource,
): PolicyStatement {
  return {
    sid,
    principals: { Service: service },
    actions: sendToQueue,
    resources: [queueArn],
    conditions: {
      ...(accountId === undefined ? {} : { StringEquals: { "aws:SourceAccount": accountId } }),
      ArnEquals: { "aws:SourceArn": sourceArn },
    },
  };
}
