/** The audit trail, canaries and AWS Config. */

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
