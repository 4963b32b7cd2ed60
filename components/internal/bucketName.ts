import { autoNameSuffix } from "./naming";

/** S3's longest bucket name. */
const longestBucketName = 63;

/**
 * The fault in the name of a component whose bucket is named after it: lower-case letters, digits and
 * hyphens, and short enough for `ending` and Pulumi's suffix.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function bucketNameFaults(name: string, ending: string): string[] {
  const longest = longestBucketName - ending.length - autoNameSuffix;
  return /^[a-z0-9][a-z0-9-]*$/.test(name) && name.length <= longest
    ? []
    : [
        `name must be at most ${longest} lower-case letters, digits and hyphens, got "${name}"; the bucket is named after it`,
      ];
}
