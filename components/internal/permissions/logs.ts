/** Writing logs and traces. */

/** What writing to one log group takes: the ECS agent, functions, Route 53. */
export const writeLogs = ["logs:CreateLogStream", "logs:PutLogEvents"] as const;

/** Sending trace segments; X-Ray has no resource to name. */
export const sendTraces = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"] as const;

/**
 * Writing the logs of REST APIs: the actions of AmazonAPIGatewayPushToCloudWatchLogs, for which
 * API Gateway looks before it takes a role.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export const writeApiLogs = [
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:DescribeLogGroups",
  "logs:DescribeLogStreams",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:PutLogEvents",
] as const;

/**
 * Writing VPC flow logs to one log group.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export const writeFlowLogs = [
  "logs:CreateLogStream",
  "logs:DescribeLogStreams",
  "logs:PutLogEvents",
] as const;

/** Writing the lines of pods to groups that exist. */
export const writePodLogs = [
  "logs:CreateLogStream",
  "logs:DescribeLogStreams",
  "logs:PutLogEvents",
] as const;
