/** Messages that anybody may read, and that nobody misses when they are lost. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as iam from "@pulumi/aws/iam";
import * as kinesis from "@pulumi/aws/kinesis";
import * as sfn from "@pulumi/aws/sfn";
import * as sns from "@pulumi/aws/sns";
import * as sqs from "@pulumi/aws/sqs";

function openTo(action: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: action, Resource: "*" }],
  });
}

export function createMessaging(role: iam.Role): void {
  // No dead-letter queue: what fails is tried until it is too old.
  const orders = new sqs.Queue("orders", { sqsManagedSseEnabled: false });
  new sqs.QueuePolicy("orders-policy", { queueUrl: orders.id, policy: openTo("sqs:*") });
  const news = new sns.Topic("news", {});
  new sns.TopicPolicy("news-policy", { arn: news.arn, policy: openTo("sns:Subscribe") });
  new sns.TopicSubscription("news-partner", {
    topic: news.arn,
    protocol: "http",
    endpoint: "http://partner.example.com/news",
  });
  const placed = new cloudwatch.EventRule("placed", {
    eventPattern: JSON.stringify({ source: ["shop"] }),
  });
  new cloudwatch.EventTarget("placed-orders", { rule: placed.name, arn: orders.arn });
  new kinesis.Stream("clicks", { shardCount: 1, encryptionType: "NONE" });
  new sfn.StateMachine("refund", {
    roleArn: role.arn,
    definition: JSON.stringify({
      StartAt: "Refund",
      States: {
        Refund: {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Parameters: { FunctionName: "refund" },
          End: true,
        },
      },
    }),
  });
  new cloudwatch.MetricAlarm("orders-late", {
    ...{ comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 600 },
    ...{ namespace: "AWS/SQS", metricName: "ApproximateAgeOfOldestMessage", period: 60 },
    statistic: "Maximum",
  });
}
