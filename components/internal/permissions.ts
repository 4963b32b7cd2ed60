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

/** What the ECS agent needs to write one log group. */
export const writeLogs = ["logs:CreateLogStream", "logs:PutLogEvents"] as const;

/** What pulling an image from one repository takes, besides the account-wide authorisation token. */
export const pullImage = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
] as const;

/** Sending trace segments; X-Ray has no resource to name. */
export const sendTraces = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"] as const;
