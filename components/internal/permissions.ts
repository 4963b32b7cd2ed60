/**
 * The one list of verbs and the exact IAM actions behind each. No wildcard actions.
 *
 * Actions and the resource types they accept are those of the AWS Service Authorization Reference:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
import type { LinkVerb } from "../../services/contract";

/** DynamoDB actions on a table. Transactions are authorised by the item actions they contain. */
const readItems = ["dynamodb:BatchGetItem", "dynamodb:GetItem"] as const;
const readRanges = ["dynamodb:Query", "dynamodb:Scan"] as const;
const writeItems = [
  "dynamodb:BatchWriteItem",
  "dynamodb:ConditionCheckItem",
  "dynamodb:DeleteItem",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
] as const;

/** What a verb allows on a table itself. */
export const tableActions: Readonly<Record<LinkVerb, readonly string[]>> = {
  reads: [...readItems, ...readRanges],
  writes: writeItems,
  readsWrites: [...readItems, ...readRanges, ...writeItems],
};

/** What a verb allows on a table's indexes, which can be queried and scanned but never written. */
export const indexActions: Readonly<Record<LinkVerb, readonly string[]>> = {
  reads: readRanges,
  writes: [],
  readsWrites: readRanges,
};

/**
 * What a verb needs on the customer managed key of a table. DynamoDB calls KMS in the caller's name
 * for both directions: https://docs.aws.amazon.com/kms/latest/developerguide/services-dynamodb.html
 */
export const tableKeyActions: readonly string[] = ["kms:Decrypt", "kms:DescribeKey"];

/**
 * What a verb allows on a DAX cluster. DAX knows no tables here: whoever may read by way of a cluster
 * may read every table that the cluster's own role may read.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.access-control.html
 */
const daxReads = ["dax:BatchGetItem", "dax:GetItem", "dax:Query", "dax:Scan"] as const;
const daxWrites = [
  "dax:BatchWriteItem",
  "dax:ConditionCheckItem",
  "dax:DeleteItem",
  "dax:PutItem",
  "dax:UpdateItem",
] as const;
export const daxActions: Readonly<Record<LinkVerb, readonly string[]>> = {
  reads: daxReads,
  writes: daxWrites,
  readsWrites: [...daxReads, ...daxWrites],
};

/** Looking up a table's keys, which a DAX cluster does before it serves the table. */
export const describeTable = ["dynamodb:DescribeTable"] as const;

/** What a verb allows on a bucket's objects. Who reads may also list: without it S3 answers 403 for what is not there. */
const writeObjects = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"] as const;
export const objectActions: Readonly<Record<LinkVerb, readonly string[]>> = {
  reads: ["s3:GetObject"],
  writes: writeObjects,
  readsWrites: ["s3:GetObject", ...writeObjects],
};
export const bucketActions: Readonly<Record<LinkVerb, readonly string[]>> = {
  reads: ["s3:ListBucket"],
  writes: [],
  readsWrites: ["s3:ListBucket"],
};

/**
 * What a verb needs on the customer managed key of a bucket; an upload in parts is decrypted to be joined.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
export const objectKeyActions: Readonly<Record<LinkVerb, readonly string[]>> = {
  reads: ["kms:Decrypt"],
  writes: ["kms:Decrypt", "kms:GenerateDataKey"],
  readsWrites: ["kms:Decrypt", "kms:GenerateDataKey"],
};

/** What writing to one log group takes: the ECS agent, functions, Route 53. */
export const writeLogs = ["logs:CreateLogStream", "logs:PutLogEvents"] as const;

/** What pulling an image from one repository takes, besides the account-wide authorisation token. */
export const pullImage = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
] as const;

/** Sending trace segments; X-Ray has no resource to name. */
export const sendTraces = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"] as const;

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

/** Reading the stream of a DynamoDB table. */
export const consumeTableStream = [
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
] as const;

/** What Lambda checks besides when it reads a table's stream; it has no resource to name. */
export const listTableStreams = ["dynamodb:ListStreams"] as const;

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

/** Calling a function. */
export const invokeFunction = ["lambda:InvokeFunction"] as const;

/**
 * Network interfaces of a function inside the VPC: the actions of AWSLambdaVPCAccessExecutionRole.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
export const manageInterfaces = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:UnassignPrivateIpAddresses",
] as const;

/** Looking up what the interfaces need; AWS has no resource to name for them. */
export const describeInterfaces = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"] as const;

/** What CodeDeploy does with a function's alias while it shifts traffic. */
export const shiftAlias = ["lambda:GetAlias", "lambda:UpdateAlias"] as const;
export const watchProvisioned = ["lambda:GetProvisionedConcurrencyConfig"] as const;

/** Reading the state of alarms. */
export const readAlarms = ["cloudwatch:DescribeAlarms"] as const;

/** What a hook asks about its deployment and tells about its outcome. */
export const reportHook = [
  "codedeploy:GetDeployment",
  "codedeploy:PutLifecycleEventHookExecutionStatus",
] as const;

/**
 * What the ECS agent of an instance does to its cluster and to its own registration: the actions of
 * AmazonEC2ContainerServiceforEC2Role without creating clusters, and without images and logs, which
 * every task's execution role has.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
 */
export const registerInstance = [
  "ecs:DeregisterContainerInstance",
  "ecs:RegisterContainerInstance",
  "ecs:SubmitAttachmentStateChanges",
  "ecs:SubmitContainerStateChange",
  "ecs:SubmitTaskStateChange",
] as const;
export const serveInstance = [
  "ecs:Poll",
  "ecs:StartTelemetrySession",
  "ecs:UpdateContainerInstancesState",
] as const;

/** Asking ECS where to poll; it has no resource to name. */
export const discoverEndpoint = ["ecs:DiscoverPollEndpoint"] as const;

/**
 * Session Manager's side of an instance. Channels have no resource to name.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
export const registerManagedInstance = ["ssm:UpdateInstanceInformation"] as const;
export const openSessionChannels = [
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
] as const;

/** Writing the record of an ECS Exec session; finding the group has no resource to name. */
export const writeSessionLog = [
  "logs:CreateLogStream",
  "logs:DescribeLogStreams",
  "logs:PutLogEvents",
] as const;
export const findLogGroups = ["logs:DescribeLogGroups"] as const;

/** Opening a session whose data is encrypted with a customer managed key. */
export const decryptSession = ["kms:Decrypt"] as const;

/** What starting a container takes to hand it a secret or a parameter by reference, and to decrypt it. */
export const readSecret = ["secretsmanager:GetSecretValue"] as const;
export const readParameters = ["ssm:GetParameters"] as const;
export const decryptSecret = ["kms:Decrypt"] as const;

/**
 * What a function does that rotates a secret, besides what the secret is for.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
 */
export const rotateSecret = [
  "secretsmanager:DescribeSecret",
  "secretsmanager:GetSecretValue",
  "secretsmanager:PutSecretValue",
  "secretsmanager:UpdateSecretVersionStage",
] as const;
export const encryptSecret = ["kms:Decrypt", "kms:GenerateDataKey"] as const;

/** Having Secrets Manager think of a password; it has no resource to name. */
export const makePassword = ["secretsmanager:GetRandomPassword"] as const;

/** Signing in to an RDS database, or to a proxy in front of it, as one database user. */
export const connectDatabase = ["rds-db:connect"] as const;

/**
 * Writing an instance's measurements: what AmazonRDSEnhancedMonitoringRole allows, on the one group
 * and its streams.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
 */
export const keepMeasurements = ["logs:CreateLogGroup", "logs:PutRetentionPolicy"] as const;
export const writeMeasurements = [
  "logs:CreateLogStream",
  "logs:DescribeLogStreams",
  "logs:GetLogEvents",
  "logs:PutLogEvents",
] as const;

/** Signing in to an ElastiCache cache as one of its users; takes the cache and the user. */
export const connectCache = ["elasticache:Connect"] as const;

/** What pulling through a cache takes besides pulling: the first pull fetches the image and makes its repository. */
export const pullThroughCache = ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"] as const;

/**
 * What ECR needs to create repositories from a template, and to encrypt them with a customer managed key.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-custom.html
 */
export const createRepositories = [
  "ecr:CreateRepository",
  "ecr:ReplicateImage",
  "ecr:TagResource",
] as const;
export const encryptRepositories = [
  "kms:CreateGrant",
  "kms:DescribeKey",
  "kms:RetireGrant",
] as const;

/** Looking at listeners, rules and target groups, which have no resource to name. */
export const readBalancing = [
  "elasticloadbalancing:DescribeListeners",
  "elasticloadbalancing:DescribeRules",
  "elasticloadbalancing:DescribeTargetGroups",
  "elasticloadbalancing:DescribeTargetHealth",
] as const;

/** Adding tasks to a target group and taking them out. */
export const registerTargets = [
  "elasticloadbalancing:DeregisterTargets",
  "elasticloadbalancing:RegisterTargets",
] as const;

/** Moving traffic between the target groups of a listener rule. */
export const shiftTraffic = ["elasticloadbalancing:ModifyRule"] as const;

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

/**
 * What a controller looks up to register pods with target groups that others made; AWS has no resource
 * to name for any of it.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/
 */
export const findTargets = [
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeInstances",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeVpcs",
  "elasticloadbalancing:DescribeTags",
  "elasticloadbalancing:DescribeTargetGroups",
  "elasticloadbalancing:DescribeTargetHealth",
] as const;

/** Encrypting an audit trail in CloudTrail's own name. */
export const encryptTrail = ["kms:GenerateDataKey"] as const;
export const describeKey = ["kms:DescribeKey"] as const;

/**
 * What CloudWatch Synthetics does as a canary: it keeps its artifacts and tells its metrics.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_CanaryPermissions.html
 */
export const writeArtifacts = ["s3:PutObject"] as const;
export const findBucket = ["s3:GetBucketLocation"] as const;
export const listBuckets = ["s3:ListAllMyBuckets"] as const;
export const putMetrics = ["cloudwatch:PutMetricData"] as const;
export const writeCanaryLogs = [
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
] as const;

/** What AWS Config delivers with: it looks at the bucket, then writes to it. */
export const checkBucket = ["s3:GetBucketAcl", "s3:ListBucket"] as const;
