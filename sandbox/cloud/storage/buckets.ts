/** S3 buckets and the objects that the state declares in them. */
import { z } from "zod";
import { type StateAsset, assetSchema } from "../state/assets";
import type { DeployedStack } from "../state/deployedStack";

const bucketSchema = z.object({
  bucket: z.string(),
  arn: z.string(),
  bucketRegionalDomainName: z.string(),
});
const policySchema = z.object({ bucket: z.string(), policy: z.string() });
const objectSchema = z.object({
  bucket: z.string(),
  key: z.string(),
  source: assetSchema.optional(),
  content: z.string().optional(),
  contentBase64: z.string().optional(),
  contentType: z.string().optional(),
  contentEncoding: z.string().optional(),
  contentLanguage: z.string().optional(),
  contentDisposition: z.string().optional(),
  cacheControl: z.string().optional(),
  metadata: z.record(z.string(), z.string()).optional(),
});

export interface Bucket {
  readonly name: string;
  readonly arn: string;
  /** What a CloudFront origin calls it. */
  readonly domainName: string;
  /** The bucket policy; absent when there is none. */
  readonly policy?: string;
}

export interface BucketObject extends Omit<z.infer<typeof objectSchema>, "source"> {
  readonly urn: string;
  readonly source?: StateAsset;
}

const BUCKET_TYPES = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
const OBJECT_TYPES = ["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2"];

export function readBuckets(stack: DeployedStack): Bucket[] {
  const policies = stack.ofType("aws:s3/bucketPolicy:BucketPolicy", policySchema);
  return BUCKET_TYPES.flatMap((type) => stack.ofType(type, bucketSchema)).map(({ properties }) => ({
    name: properties.bucket,
    arn: properties.arn,
    domainName: properties.bucketRegionalDomainName,
    policy: policies.find((policy) => policy.properties.bucket === properties.bucket)?.properties
      .policy,
  }));
}

export function readBucketObjects(stack: DeployedStack): BucketObject[] {
  return OBJECT_TYPES.flatMap((type) => stack.ofType(type, objectSchema)).map(
    ({ urn, properties }) => ({ urn, ...properties }),
  );
}
