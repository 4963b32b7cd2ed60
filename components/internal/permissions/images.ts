/** Images: pulling them, and the repositories that they are in. */

/** What pulling an image from one repository takes, besides the account-wide authorisation token. */
export const pullImage = [
  "ecr:BatchCheckLayerAvailability",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
] as const;

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
