/** Topics and queues. */
import type { CaughtCut } from "./caughtCut";

export const messaging: readonly CaughtCut[] = [
  {
    title: "a topic takes messages over plain HTTP",
    type: "aws:sns/topicPolicy:TopicPolicy",
    name: "alarms-policy",
    set: { "policy.Statement.1.Condition": { Bool: { "aws:SecureTransport": "true" } } },
    caughtBy: ["sns-sqs-tls-only"],
  },
  {
    title: "a topic is not encrypted",
    type: "aws:sns/topic:Topic",
    name: "alarms-topic",
    set: { kmsMasterKeyId: undefined },
    caughtBy: ["sns-topic-encrypted"],
  },
  {
    title: "anybody may send to a topic",
    type: "aws:sns/topicPolicy:TopicPolicy",
    name: "alarms-policy",
    set: { "policy.Statement.0.Principal": "*", "policy.Statement.0.Condition": undefined },
    caughtBy: ["sns-topic-not-public"],
  },
];
