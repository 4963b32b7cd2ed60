/** What can go wrong with what services link to, and what is drawn of it: tables, queues, streams. */
import type * as pulumi from "@pulumi/pulumi";
import type { Signals } from "../watched";
import { type AlarmPlan, metricPlan } from "./alarmPlan";
import { judgedQuery } from "./requestMetrics";
import { metricLine, metricQuery, type ResourceMetric } from "./resourceMetric";

/** A plan over the sum of what two metrics counted, in three minutes of five. */
function refusals(
  plan: Pick<AlarmPlan, "word" | "description" | "section">,
  reads: ResourceMetric,
  writes: ResourceMetric,
): AlarmPlan {
  return {
    ...plan,
    threshold: 0,
    periods: { of: 5, bad: 3 },
    queries: [
      judgedQuery("FILL(reads, 0) + FILL(writes, 0)", plan.description),
      metricQuery("reads", reads),
      metricQuery("writes", writes),
    ],
  };
}

/**
 * Reads or writes that DynamoDB refused for want of capacity.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function tableSignals(name: string, tableName: pulumi.Input<string>): Signals {
  const throttles = (way: "Read" | "Write"): ResourceMetric => ({
    namespace: "AWS/DynamoDB",
    metricName: `${way}ThrottleEvents`,
    dimensions: { TableName: tableName },
    stat: "Sum",
  });
  const description = "the table refused reads or writes for want of capacity";
  return {
    plans: [
      refusals(
        { word: "table-throttles", section: "table-throttles", description },
        throttles("Read"),
        throttles("Write"),
      ),
    ],
    lines: [
      metricLine(throttles("Read"), `${name}: reads refused`, true),
      metricLine(throttles("Write"), `${name}: writes refused`, true),
    ],
  };
}

/** Seconds that a message may wait before somebody is told. */
export const defaultMaxAgeSeconds = 300;

export interface QueueFacts {
  readonly queueName: pulumi.Input<string>;
  /** Undefined where the queue has an alarm on its dead letters already. */
  readonly deadLetterQueueName?: pulumi.Input<string>;
  /** Seconds that a message may wait. @default 300 */
  readonly maxAgeSeconds?: number;
}

/**
 * Messages that wait, and those that nobody could work on.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function queueSignals(name: string, facts: QueueFacts): Signals {
  const { queueName, deadLetterQueueName, maxAgeSeconds = defaultMaxAgeSeconds } = facts;
  const age: ResourceMetric = {
    namespace: "AWS/SQS",
    metricName: "ApproximateAgeOfOldestMessage",
    dimensions: { QueueName: queueName },
    stat: "Maximum",
  };
  const backlog = metricPlan({
    word: "queue-backlog",
    description: `a message has waited more than ${maxAgeSeconds} s for five minutes`,
    section: "queue-backlog",
    threshold: maxAgeSeconds,
    periods: { of: 5, bad: 5 },
    query: metricQuery("age", age),
  });
  const dead =
    deadLetterQueueName === undefined ? undefined : deadLetterSignals(name, deadLetterQueueName);
  return {
    plans: [backlog, ...(dead?.plans ?? [])],
    lines: [metricLine(age, `oldest in ${name} (s)`), ...(dead?.lines ?? [])],
  };
}

/** Anything in a queue that keeps what nobody could work on. */
export function deadLetterSignals(name: string, queueName: pulumi.Input<string>): Signals {
  const visible: ResourceMetric = {
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queueName },
    stat: "Maximum",
  };
  const plan = metricPlan({
    word: "dead-letters",
    description: "messages could not be delivered or processed",
    section: "dead-letters",
    threshold: 0,
    periods: { of: 1, bad: 1 },
    query: metricQuery("visible", visible),
  });
  return { plans: [plan], lines: [metricLine(visible, `given up in ${name}`, true)] };
}

/** Milliseconds that a record of a stream may wait for its reader. */
const maxIteratorAgeMs = 300_000;

/**
 * Readers that fall behind, and records that the stream refused.
 * https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
 */
export function streamSignals(name: string, streamName: pulumi.Input<string>): Signals {
  const metric = (metricName: string, stat: string): ResourceMetric => ({
    namespace: "AWS/Kinesis",
    metricName,
    dimensions: { StreamName: streamName },
    stat,
  });
  const age = metric("GetRecords.IteratorAgeMilliseconds", "Maximum");
  const description = "the stream refused records for want of throughput";
  return {
    plans: [
      metricPlan({
        word: "stream-backlog",
        description: `a reader is more than ${maxIteratorAgeMs / 1000} s behind for five minutes`,
        section: "stream-backlog",
        threshold: maxIteratorAgeMs,
        periods: { of: 5, bad: 5 },
        query: metricQuery("age", age),
      }),
      refusals(
        { word: "stream-throttles", section: "stream-throttles", description },
        metric("ReadProvisionedThroughputExceeded", "Sum"),
        metric("WriteProvisionedThroughputExceeded", "Sum"),
      ),
    ],
    lines: [metricLine(age, `readers of ${name} behind (ms)`)],
  };
}
