/** What a bucket can have besides its defaults. Data only. */
import type { Key } from "../key";

/** How long objects cannot be changed or deleted, and by whom all the same. */
export interface ObjectLock {
  /**
   * `governance`: whoever has `s3:BypassGovernanceRetention` may. `compliance`: nobody may, not even the
   * root user, until the time is over.
   */
  readonly mode: "governance" | "compliance";
  /** Days from the moment an object is written, 1 to 36500. */
  readonly retentionDays: number;
}

/** Encryption with a customer managed key, which S3 asks KMS for once in a while instead of for every object. */
export interface BucketEncryption {
  readonly key: Key;
  /** Region, for the condition that ties the key to S3. */
  readonly region: string;
}

/** Cheaper storage for objects of some age: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html */
export interface Transition {
  /** Days after an object was written, 0 or more; at least 30 for the `_IA` classes. */
  readonly afterDays: number;
  readonly storageClass:
    | "INTELLIGENT_TIERING"
    | "STANDARD_IA"
    | "ONEZONE_IA"
    | "GLACIER_IR"
    | "GLACIER"
    | "DEEP_ARCHIVE";
}

/** Which pages of other origins may call the bucket from a browser. */
export interface CorsRule {
  /** Such as `https://shop.example.com`. */
  readonly origins: readonly string[];
  readonly methods: readonly ("GET" | "HEAD" | "PUT" | "POST" | "DELETE")[];
  /** Request headers that a page may send. @default none besides those that browsers always allow */
  readonly requestHeaders?: readonly string[];
  /** Answer headers that a page may read, such as `ETag`. @default those that browsers always show */
  readonly answerHeaders?: readonly string[];
  /** Seconds that a browser remembers the answer, 0 to 86400. @default 3000 */
  readonly maxAgeSeconds?: number;
}
