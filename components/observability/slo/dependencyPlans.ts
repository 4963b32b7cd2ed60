/** What can go wrong with what a service works on, as plans of alarms. */
import type * as pulumi from "@pulumi/pulumi";
import { type AlarmPlan, metricPlan } from "./alarmPlan";
import { judgedQuery, type Query } from "./requestMetrics";

/** A queue that the service works on. */
export interface MonitoredQueue {
  readonly queueName: pulumi.Input<string>;
  /** Seconds that a message may wait. @default 300 */
  readonly maxAgeSeconds?: number;
}

/** Longest that a message waits before somebody is told. */
export const defaultMaxAgeSeconds = 300;

/** The oldest message has waited too long for five minutes. */
export function backlogPlan(
  word: string,
  { queueName, maxAgeSeconds = defaultMaxAgeSeconds }: MonitoredQueue,
): AlarmPlan {
  return metricPlan({
    word: `backlog-${word}`,
    description: `a message in queue ${word} has waited more than ${maxAgeSeconds} s`,
    threshold: maxAgeSeconds,
    periods: { of: 5, bad: 5 },
    query: {
      id: "age",
      metric: {
        namespace: "AWS/SQS",
        metricName: "ApproximateAgeOfOldestMessage",
        dimensions: { QueueName: queueName },
        stat: "Maximum",
        period: 60,
      },
      returnData: false,
    },
  });
}

/**
 * Reads or writes that DynamoDB refused for want of capacity, in three minutes of five.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function tableThrottlePlan(word: string, tableName: pulumi.Input<string>): AlarmPlan {
  const description = `table ${word} refused reads or writes for want of capacity`;
  const events = (id: string, metricName: string): Query => ({
    id,
    metric: {
      namespace: "AWS/DynamoDB",
      metricName,
      dimensions: { TableName: tableName },
      stat: "Sum",
      period: 60,
    },
    returnData: false,
  });
  return {
    word: `throttles-${word}`,
    description,
    threshold: 0,
    periods: { of: 5, bad: 3 },
    queries: [
      judgedQuery("FILL(reads, 0) + FILL(writes, 0)", description),
      events("reads", "ReadThrottleEvents"),
      events("writes", "WriteThrottleEvents"),
    ],
  };
}

/** A metric that a filter of the service's log counts. */
export function loggedPlan(
  word: string,
  description: string,
  metric: { readonly namespace: string; readonly metricName: string },
): AlarmPlan {
  return metricPlan({
    word,
    description,
    threshold: 0,
    periods: { of: 1, bad: 1 },
    query: { id: "logged", metric: { ...metric, stat: "Sum", period: 60 }, returnData: false },
  });
}
