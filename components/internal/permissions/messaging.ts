/** Queues, topics, buses, streams, deliveries and workflows. */

/** Reading an SQS queue for a function. */
export const consumeQueue = [
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
  "sqs:ReceiveMessage",
] as const;

/** Reading a Kinesis stream with shared throughput. */
export const consumeStream = [
  "kinesis:DescribeStream",
  "kinesis:DescribeStreamSummary",
  "kinesis:GetRecords",
  "kinesis:GetShardIterator",
  "kinesis:ListShards",
] as const;

/** Reading what a queue or stream holds under a customer managed key. */
export const decryptSource = ["kms:Decrypt"] as const;

/** Sending to a queue, and what that takes on the queue's customer managed key. */
export const sendToQueue = ["sqs:SendMessage"] as const;
export const encryptMessages = ["kms:Decrypt", "kms:GenerateDataKey"] as const;

/** Consuming a queue; a consumer may also give itself more time for a message. */
export const receiveMessages = ["sqs:ChangeMessageVisibility", ...consumeQueue] as const;

/** Publishing to a topic and to an event bus. */
export const publishToTopic = ["sns:Publish"] as const;
export const publishEvents = ["events:PutEvents"] as const;

/** Writing to a Kinesis stream, and what that takes on the stream's customer managed key. */
export const writeStream = ["kinesis:PutRecord", "kinesis:PutRecords"] as const;
export const encryptRecords = ["kms:GenerateDataKey"] as const;

/** Reading a stream with a throughput of one's own, as a registered consumer. */
export const subscribeToShards = [
  "kinesis:DescribeStreamConsumer",
  "kinesis:SubscribeToShard",
] as const;

/** Handing records to Firehose. */
export const writeDelivery = ["firehose:PutRecord", "firehose:PutRecordBatch"] as const;

/**
 * What Firehose does to a bucket, to the key of its objects, and to the table that describes them.
 * https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
 */
export const listDelivered = [
  "s3:GetBucketLocation",
  "s3:ListBucket",
  "s3:ListBucketMultipartUploads",
] as const;
export const storeDelivered = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"] as const;
export const readTableSchema = [
  "glue:GetTable",
  "glue:GetTableVersion",
  "glue:GetTableVersions",
] as const;
export const writeDeliveryErrors = ["logs:PutLogEvents"] as const;

/** Starting a workflow, and waiting for the end of an express one. */
export const startWorkflow = ["states:StartExecution"] as const;
export const runWorkflow = ["states:StartSyncExecution"] as const;

/**
 * What a workflow needs to have its log delivered; none of it has a resource to name.
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy
 */
export const deliverWorkflowLog = [
  "logs:CreateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:DescribeLogGroups",
  "logs:DescribeResourcePolicies",
  "logs:GetLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:UpdateLogDelivery",
] as const;

/** Sending a workflow's traces, and asking which to send. */
export const traceWorkflow = [
  "xray:GetSamplingRules",
  "xray:GetSamplingTargets",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
] as const;
