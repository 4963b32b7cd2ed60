/** Buckets: each verb and the exact IAM actions behind it. */
import type { VerbOf } from "../../../services/contract";

/** What a verb allows on a bucket's objects. Who reads may also list: without it S3 answers 403 for what is not there. */
const writeObjects = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"] as const;
export const objectActions: Readonly<Record<VerbOf<"bucket">, readonly string[]>> = {
  reads: ["s3:GetObject"],
  writes: writeObjects,
  readsWrites: ["s3:GetObject", ...writeObjects],
};
export const bucketActions: Readonly<Record<VerbOf<"bucket">, readonly string[]>> = {
  reads: ["s3:ListBucket"],
  writes: [],
  readsWrites: ["s3:ListBucket"],
};

/**
 * What a verb needs on the customer managed key of a bucket; an upload in parts is decrypted to be joined.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
export const objectKeyActions: Readonly<Record<VerbOf<"bucket">, readonly string[]>> = {
  reads: ["kms:Decrypt"],
  writes: ["kms:Decrypt", "kms:GenerateDataKey"],
  readsWrites: ["kms:Decrypt", "kms:GenerateDataKey"],
};
