/**
 * Tables and the DAX clusters before them: each verb and the exact IAM actions behind it.
 *
 * Actions and the resource types they accept are those of the AWS Service Authorization Reference:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
import type { VerbOf } from "../../../services/contract";

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
export const tableActions: Readonly<Record<VerbOf<"table">, readonly string[]>> = {
  reads: [...readItems, ...readRanges],
  writes: writeItems,
  readsWrites: [...readItems, ...readRanges, ...writeItems],
};

/** What a verb allows on a table's indexes, which can be queried and scanned but never written. */
export const indexActions: Readonly<Record<VerbOf<"table">, readonly string[]>> = {
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
export const daxActions: Readonly<Record<VerbOf<"table">, readonly string[]>> = {
  reads: daxReads,
  writes: daxWrites,
  readsWrites: [...daxReads, ...daxWrites],
};

/** Looking up a table's keys, which a DAX cluster does before it serves the table. */
export const describeTable = ["dynamodb:DescribeTable"] as const;

/** Reading the stream of a DynamoDB table. */
export const consumeTableStream = [
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
] as const;

/** What Lambda checks besides when it reads a table's stream; it has no resource to name. */
export const listTableStreams = ["dynamodb:ListStreams"] as const;
