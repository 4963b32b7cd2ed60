import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as sqs from "@pulumi/aws/sqs";
import type * as pulumi from "@pulumi/pulumi";
import { explained } from "../../observability/runbook";

/**
 * An alarm while anything is in a dead-letter queue. A message that SQS moves there is not counted as
 * sent, so the alarm looks at what lies there.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html
 */
export function createDeadLetterAlarm(
  name: string,
  args: {
    readonly queue: sqs.Queue;
    readonly topicArn: pulumi.Input<string>;
    readonly description: string;
  },
  opts: pulumi.CustomResourceOptions,
): void {
  new cloudwatch.MetricAlarm(
    name,
    {
      alarmDescription: explained(args.description, "dead-letters"),
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: args.queue.name },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 1,
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
      // SQS reports nothing about a queue that nobody touched for hours.
      treatMissingData: "notBreaching",
      alarmActions: [args.topicArn],
      okActions: [args.topicArn],
    },
    opts,
  );
}
