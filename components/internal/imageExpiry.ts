/** When ECR deletes images: the text of a lifecycle policy. Pure. */

export interface ImageExpiry {
  /** Images kept; older ones expire. */
  readonly keepImages: number;
  /** Days after which an image without a tag expires. @default they expire as all others do */
  readonly untaggedDays?: number;
}

/**
 * The text of a lifecycle policy. ECR wants the rule for any image last.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function imageExpiry({ keepImages, untaggedDays }: ImageExpiry): string {
  const untagged = {
    description: "Images without a tag expire",
    selection: {
      tagStatus: "untagged",
      countType: "sinceImagePushed",
      countUnit: "days",
      countNumber: untaggedDays,
    },
  };
  const newest = {
    description: "Keep the newest images",
    selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keepImages },
  };
  const rules = untaggedDays === undefined ? [newest] : [untagged, newest];
  return JSON.stringify({
    rules: rules.map((rule, index) => ({
      rulePriority: index + 1,
      ...rule,
      action: { type: "expire" },
    })),
  });
}
