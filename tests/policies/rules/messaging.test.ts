import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as kinesis from "@pulumi/aws/kinesis";
import type * as scheduler from "@pulumi/aws/scheduler";
import type * as sns from "@pulumi/aws/sns";
import type * as sqs from "@pulumi/aws/sqs";
import {
  eventbridgeBusPolicy,
  eventbridgeTargetDlq,
  eventbridgeTargetSqsPolicy,
  firehoseEncrypted,
  kinesisEncrypted,
  kinesisRetention,
  snsSqsTlsOnly,
  snsSubscriptionSecure,
  snsTopicEncrypted,
  snsTopicNotPublic,
  sqsDlq,
  sqsEncrypted,
  sqsNotPublic,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const account = "123456789012";
const queueArn = `arn:aws:sqs:eu-west-1:${account}:placed`;
const queueUrl = `https://sqs.eu-west-1.amazonaws.com/${account}/placed`;
const deadArn = `arn:aws:sqs:eu-west-1:${account}:placed-dead`;
const topicArn = `arn:aws:sns:eu-west-1:${account}:orders`;
const ruleArn = `arn:aws:events:eu-west-1:${account}:rule/shop/placed`;

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function allow(principal: unknown, action: string, condition?: object): object {
  return {
    ...{ Effect: "Allow", Principal: principal, Action: action, Resource: "*" },
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

function denyPlainHttp(action: string): object {
  return {
    ...{ Effect: "Deny", Principal: "*", Action: action, Resource: "*" },
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

const events = { Service: "events.amazonaws.com" };
const organization = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
const fromRule = { ArnEquals: { "aws:SourceArn": ruleArn } };

const topic = resource<sns.TopicArgs>("aws:sns/topic:Topic", "orders", {
  kmsMasterKeyId: UNKNOWN,
});

describeRule(snsTopicEncrypted, {
  valid: [topic],
  passes: {
    "AWS's own key for roles of the account": { set: { kmsMasterKeyId: "alias/aws/sns" } },
  },
  fails: {
    "the default": { set: { kmsMasterKeyId: undefined }, says: "kmsMasterKeyId is not set" },
    "AWS's own key where a service publishes": {
      set: {
        kmsMasterKeyId: "alias/aws/sns",
        policy: policy(allow(events, "sns:Publish", fromRule)),
      },
      says: 'kmsMasterKeyId is "alias/aws/sns", which lets no AWS service publish',
    },
  },
  silent: { "the key": unknown("kmsMasterKeyId") },
});

const topicPolicy = resource<sns.TopicPolicyArgs>("aws:sns/topicPolicy:TopicPolicy", "policy", {
  arn: topicArn,
  policy: policy(allow(events, "sns:Publish", fromRule), denyPlainHttp("sns:Publish")),
});

describeRule(snsTopicNotPublic, {
  valid: [topicPolicy],
  passes: {
    "everyone of one organisation": {
      set: { policy: policy(allow("*", "sns:Publish", organization)) },
    },
  },
  fails: {
    "everyone in the topic itself": {
      drop: ["policy"],
      add: [{ ...topic, name: "orders", props: { policy: policy(allow("*", "sns:Publish")) } }],
      at: "orders",
      says: "policy.Statement[0] allows everyone without a condition that pins the caller",
    },
    "everyone under a condition on something else": {
      set: {
        policy: policy(
          allow({ AWS: "*" }, "sns:Subscribe", { StringEquals: { "sns:Protocol": "https" } }),
        ),
      },
      says: "policy.Statement[0] allows everyone",
    },
  },
  silent: { "the policy": unknown("policy") },
});

const subscription = resource<sns.TopicSubscriptionArgs>(
  "aws:sns/topicSubscription:TopicSubscription",
  "subscription",
  {
    topic: topicArn,
    protocol: "sqs",
    endpoint: queueArn,
    redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadArn }),
  },
);

describeRule(snsSubscriptionSecure, {
  valid: [subscription],
  passes: {
    "e-mail without a dead-letter queue": {
      set: { protocol: "email", redrivePolicy: undefined },
    },
  },
  fails: {
    "plain HTTP": { set: { protocol: "http" }, says: 'protocol is "http"' },
    "no redrive policy": {
      set: { redrivePolicy: undefined },
      says: 'protocol is "sqs" and redrivePolicy names no deadLetterTargetArn',
    },
    "a redrive policy without a queue": {
      set: { protocol: "https", redrivePolicy: "{}" },
      says: 'protocol is "https" and redrivePolicy names no deadLetterTargetArn',
    },
  },
  silent: { "the protocol": unknown("protocol"), "the redrive policy": unknown("redrivePolicy") },
});

const queuePolicy = resource<sqs.QueuePolicyArgs>("aws:sqs/queuePolicy:QueuePolicy", "policy", {
  queueUrl,
  policy: policy(allow(events, "sqs:SendMessage", fromRule), denyPlainHttp("sqs:*")),
});

describeRule(snsSqsTlsOnly, {
  valid: [queuePolicy],
  passes: {
    "a topic's policy": { drop: ["policy"], add: [topicPolicy] },
    "a refusal of sending alone": { set: { policy: policy(denyPlainHttp("sqs:SendMessage")) } },
  },
  fails: {
    "no refusal": {
      set: { policy: policy(allow(events, "sqs:SendMessage", fromRule)) },
      says: "policy does not deny sqs:SendMessage over plain HTTP to everyone",
    },
    "a refusal of receiving alone": {
      set: { policy: policy(denyPlainHttp("sqs:ReceiveMessage")) },
      says: "policy does not deny sqs:SendMessage",
    },
    "a refusal to one account": {
      set: {
        policy: policy({ ...denyPlainHttp("sqs:*"), Principal: { AWS: account } }),
      },
      says: "policy does not deny sqs:SendMessage",
    },
    "a refusal under one more condition": {
      set: {
        policy: policy({
          ...denyPlainHttp("sqs:*"),
          Condition: {
            Bool: { "aws:SecureTransport": "false" },
            StringEquals: { "aws:SourceAccount": account },
          },
        }),
      },
      says: "policy does not deny sqs:SendMessage",
    },
    "a topic's policy without a refusal": {
      drop: ["policy"],
      add: [{ ...topicPolicy, name: "topic", props: { arn: topicArn, policy: policy() } }],
      at: "topic",
      says: "policy does not deny sns:Publish over plain HTTP to everyone",
    },
  },
  silent: { "the policy": unknown("policy") },
});

const dead = resource<sqs.QueueArgs & { arn: string }>("aws:sqs/queue:Queue", "dead", {
  arn: deadArn,
});
const queue = resource<sqs.QueueArgs & { id: string; arn: string }>(
  "aws:sqs/queue:Queue",
  "placed",
  {
    id: queueUrl,
    arn: queueArn,
    kmsMasterKeyId: UNKNOWN,
    redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadArn, maxReceiveCount: 5 }),
  },
);

describeRule(sqsEncrypted, {
  valid: [queue],
  passes: {
    "SQS's own key, the default": { set: { kmsMasterKeyId: undefined } },
    "a key of the account instead of SQS's": { set: { sqsManagedSseEnabled: false } },
  },
  fails: {
    "no encryption": {
      set: { kmsMasterKeyId: undefined, sqsManagedSseEnabled: false },
      says: "sqsManagedSseEnabled is false and kmsMasterKeyId is not set",
    },
  },
  silent: {
    "SQS's encryption": unknown("sqsManagedSseEnabled"),
    "the key": { set: { sqsManagedSseEnabled: false, kmsMasterKeyId: UNKNOWN } },
  },
});

const redrive = resource<sqs.RedrivePolicyArgs & { id: string }>(
  "aws:sqs/redrivePolicy:RedrivePolicy",
  "redrive",
  {
    id: "redrive",
    queueUrl,
    redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadArn, maxReceiveCount: "5" }),
  },
);
const target = resource<cloudwatch.EventTargetArgs>(
  "aws:cloudwatch/eventTarget:EventTarget",
  "target",
  { rule: "placed", arn: queueArn, deadLetterConfig: { arn: deadArn } },
);

describeRule(sqsDlq, {
  valid: [queue, dead],
  passes: {
    "a RedrivePolicy": {
      set: { redrivePolicy: undefined },
      add: [{ ...redrive, dependsOn: { queueUrl: ["placed"] } }],
    },
    "a queue for a rule's failures": {
      drop: ["placed"],
      add: [target],
    },
    "a queue for a rule's failures before their ARNs are known": {
      on: "dead",
      set: { arn: UNKNOWN },
      drop: ["placed"],
      add: [
        {
          ...target,
          props: { ...target.props, deadLetterConfig: { arn: UNKNOWN } },
          dependsOn: { deadLetterConfig: ["dead"] },
        },
      ],
    },
    "a queue for a schedule's failures": {
      drop: ["placed"],
      add: [
        resource<scheduler.ScheduleArgs>("aws:scheduler/schedule:Schedule", "nightly", {
          scheduleExpression: "rate(1 day)",
          flexibleTimeWindow: { mode: "OFF" },
          target: { arn: queueArn, roleArn: UNKNOWN, deadLetterConfig: { arn: deadArn } },
        }),
      ],
    },
    "a queue for a function's failures": {
      drop: ["placed"],
      add: [
        {
          type: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
          name: "retries",
          props: { destinationConfig: { onFailure: { destination: deadArn } } },
        },
      ],
    },
    "a queue for what a topic could not deliver": { drop: ["placed"], add: [subscription] },
  },
  fails: {
    "no redrive policy while the provider computes one in a preview": {
      set: { redrivePolicy: undefined },
      computed: ["redrivePolicy"],
      drop: ["dead"],
      says: "no RedrivePolicy in the stack names this queue",
    },
    "no redrive policy": {
      set: { redrivePolicy: undefined },
      drop: ["dead"],
      says: "redrivePolicy is not set, and no RedrivePolicy in the stack names this queue",
    },
    "a policy that gives up early": {
      set: { redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadArn, maxReceiveCount: 1 }) },
      says: "redrivePolicy gives up after 1 receptions",
    },
    "a policy without a queue": {
      set: { redrivePolicy: JSON.stringify({ maxReceiveCount: 5 }) },
      drop: ["dead"],
      says: "redrivePolicy names no deadLetterTargetArn",
    },
    "a queue that a rule sends to": {
      set: { redrivePolicy: undefined },
      drop: ["dead"],
      add: [target],
      says: "redrivePolicy is not set",
    },
  },
  silent: {
    "the redrive policy": {
      set: { redrivePolicy: UNKNOWN },
      dependsOn: { redrivePolicy: ["dead"] },
    },
  },
});

describeRule(sqsNotPublic, {
  valid: [queuePolicy],
  passes: {
    "everyone of one organisation": {
      set: { policy: policy(allow("*", "sqs:SendMessage", organization)) },
    },
  },
  fails: {
    everyone: {
      set: { policy: policy(allow("*", "sqs:SendMessage")) },
      says: "policy.Statement[0] allows everyone without a condition that pins the caller",
    },
    "every action for one account": {
      set: { policy: policy(allow({ AWS: account }, "sqs:*")) },
      says: "policy.Statement[0] allows every action of SQS",
    },
    "everyone in the queue itself": {
      drop: ["policy"],
      add: [{ ...queue, props: { ...queue.props, policy: policy(allow("*", "sqs:*")) } }],
      at: "placed",
      says: "policy.Statement[0] allows everyone",
    },
  },
  silent: { "the policy": unknown("policy") },
});

describeRule(eventbridgeTargetDlq, {
  valid: [target],
  fails: {
    "no queue for a rule": {
      set: { deadLetterConfig: undefined },
      says: "deadLetterConfig.arn is not set",
    },
    "no queue for a schedule": {
      drop: ["target"],
      add: [
        resource<scheduler.ScheduleArgs>("aws:scheduler/schedule:Schedule", "nightly", {
          scheduleExpression: "rate(1 day)",
          flexibleTimeWindow: { mode: "OFF" },
          target: { arn: queueArn, roleArn: UNKNOWN },
        }),
      ],
      at: "nightly",
      says: "target.deadLetterConfig.arn is not set",
    },
  },
  silent: { "the queue": unknown("deadLetterConfig") },
});

const busPolicy = resource<cloudwatch.EventBusPolicyArgs>(
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
  "bus",
  { policy: policy(allow("*", "events:PutEvents", organization)) },
);
const permission = resource<cloudwatch.EventPermissionArgs>(
  "aws:cloudwatch/eventPermission:EventPermission",
  "permission",
  { principal: "*", statementId: "all" },
);

describeRule(eventbridgeBusPolicy, {
  valid: [busPolicy],
  passes: {
    "one account's permission": {
      add: [{ ...permission, props: { ...permission.props, principal: account } }],
    },
  },
  fails: {
    everyone: {
      set: { policy: policy(allow("*", "events:PutEvents")) },
      says: "policy.Statement[0] allows everyone without a condition that pins the caller",
    },
    "everyone with one source": {
      set: {
        policy: policy(
          allow("*", "events:PutEvents", { StringEquals: { "events:source": "shop" } }),
        ),
      },
      says: "policy.Statement[0] allows everyone",
    },
    "a permission for everyone": {
      drop: ["bus"],
      add: [permission],
      at: "permission",
      says: 'principal is "*" and condition is not set',
    },
  },
  silent: { "the policy": unknown("policy") },
});

const rule = resource<cloudwatch.EventRuleArgs & { arn: string }>(
  "aws:cloudwatch/eventRule:EventRule",
  "placed-rule",
  { arn: ruleArn, name: "placed", eventPattern: "{}" },
);

describeRule(eventbridgeTargetSqsPolicy, {
  valid: [target, rule, queue, queuePolicy],
  passes: {
    "another kind of target": {
      set: { arn: `arn:aws:lambda:eu-west-1:${account}:function:audit` },
      drop: ["policy"],
    },
    "a topic that lets the rule in": {
      set: { arn: topicArn },
      drop: ["placed", "policy"],
      add: [
        { ...topic, name: "orders", props: { arn: topicArn } },
        { ...topicPolicy, name: "topic-policy" },
      ],
    },
    "rules of one bus": {
      on: "policy",
      set: {
        policy: policy(
          allow(events, "sqs:SendMessage", {
            ArnLike: { "aws:SourceArn": `arn:aws:events:eu-west-1:${account}:rule/shop/*` },
          }),
        ),
      },
    },
  },
  fails: {
    "a queue without a policy": {
      drop: ["policy"],
      says: 'the policy of "placed" does not let this rule in',
    },
    "a queue that lets another rule in": {
      on: "policy",
      set: {
        policy: policy(
          allow(events, "sqs:SendMessage", { ArnEquals: { "aws:SourceArn": `${ruleArn}-other` } }),
        ),
      },
      says: 'the policy of "placed" does not let this rule in',
    },
    "a queue that lets every rule in": {
      on: "policy",
      set: { policy: policy(allow(events, "sqs:SendMessage")) },
      says: 'the policy of "placed" does not let this rule in',
    },
    "a topic that lets only receiving in": {
      set: { arn: topicArn },
      drop: ["placed", "policy"],
      add: [
        { ...topic, name: "orders", props: { arn: topicArn } },
        {
          ...topicPolicy,
          props: { arn: topicArn, policy: policy(allow(events, "sns:Subscribe", fromRule)) },
        },
      ],
      says: 'the policy of "orders" does not let this rule in',
    },
  },
  silent: {
    "the queue's policy": {
      on: "policy",
      set: { policy: UNKNOWN },
      dependsOn: { policy: ["placed"] },
    },
  },
});

const stream = resource<kinesis.StreamArgs>("aws:kinesis/stream:Stream", "clicks", {
  encryptionType: "KMS",
  kmsKeyId: UNKNOWN,
  retentionPeriod: 168,
});

describeRule(kinesisEncrypted, {
  valid: [stream],
  fails: {
    "the default": {
      set: { encryptionType: undefined, kmsKeyId: undefined },
      says: "encryptionType is not set",
    },
    "no encryption": { set: { encryptionType: "NONE" }, says: 'encryptionType is "NONE"' },
    "no key": { set: { kmsKeyId: undefined }, says: "kmsKeyId is not set" },
  },
  silent: { "the encryption": unknown("encryptionType"), "the key": unknown("kmsKeyId") },
});

describeRule(kinesisRetention, {
  valid: [stream],
  passes: {
    "less where that is enough": {
      set: { retentionPeriod: 48 },
      config: { minimumHours: 48 },
    },
  },
  fails: {
    "the default": {
      set: { retentionPeriod: undefined },
      says: "retentionPeriod is 24 hours, less than 168",
    },
    "a day less": { set: { retentionPeriod: 144 }, says: "retentionPeriod is 144 hours" },
  },
  silent: { "the retention": unknown("retentionPeriod") },
});

const delivery = resource<kinesis.FirehoseDeliveryStreamArgs>(
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
  "clicks",
  { destination: "extended_s3", serverSideEncryption: { enabled: true } },
);

describeRule(firehoseEncrypted, {
  valid: [delivery],
  passes: {
    "a stream as its source": {
      set: {
        serverSideEncryption: undefined,
        kinesisSourceConfiguration: { kinesisStreamArn: UNKNOWN, roleArn: UNKNOWN },
      },
    },
  },
  fails: {
    "the default": {
      set: { serverSideEncryption: undefined },
      says: "serverSideEncryption.enabled is not set",
    },
    "no encryption": {
      set: { "serverSideEncryption.enabled": false },
      says: "serverSideEncryption.enabled is false",
    },
  },
  silent: {
    "the encryption": unknown("serverSideEncryption"),
    "the source": {
      set: { serverSideEncryption: undefined, kinesisSourceConfiguration: UNKNOWN },
    },
  },
});
