import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import type { VerbOf } from "../../services/contract";
import { ArgumentError } from "../internal/errors";
import { environmentName, statementName } from "../internal/naming";
import { bucketActions, objectActions, objectKeyActions } from "../internal/permissions/buckets";
import {
  type Grant,
  type Linkable,
  onlyOverTls,
  policyDocument,
  type PolicyStatement,
} from "../internal/policyDocument";
import { bucketFaults } from "./buckets/bucketFaults";
import type { BucketEncryption, CorsRule, ObjectLock, Transition } from "./buckets/bucketOptions";
import { createSettings } from "./buckets/bucketSettings";
import type { LogBucket } from "./logBucket";

export type { ObjectLock };

/** What a service can do with a bucket. */
export type BucketVerb = VerbOf<"bucket">;

export interface BucketArgs {
  /** Statements added to the bucket policy, given the bucket's ARN. @default none: nobody but the account's own roles */
  readonly statements?: (bucketArn: pulumi.Output<string>) => readonly PolicyStatement[];
  /** Where access to the bucket is logged. @default no access log, as for the log bucket itself */
  readonly accessLogs?: LogBucket;
  /** Customer managed key, and no other encryption. @default encrypted by S3 with its own keys (SSE-S3) */
  readonly encryption?: BucketEncryption;
  /** Days after which an overwritten or deleted object is gone for good. @default 30 */
  readonly noncurrentRetentionDays?: number;
  /** Cheaper storage for older objects, in the order of their days. @default none */
  readonly transitions?: readonly Transition[];
  /** Days after which a current object is deleted. @default never */
  readonly expireAfterDays?: number;
  /**
   * Keeps every version of an object from being changed or deleted for a time. A bucket can be given a
   * lock only when it is created, and never loses it:
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   * @default no lock
   */
  readonly objectLock?: ObjectLock;
  /** Pages of other origins that may call the bucket. @default none */
  readonly cors?: readonly CorsRule[];
  /** Tells EventBridge's default bus of every object that is written or deleted. @default "none" */
  readonly events?: "none" | "eventBridge";
  /** Refuses to delete the bucket. @default false */
  readonly protect?: boolean;
}

/**
 * A private S3 bucket: no public access, no ACLs, TLS only, encrypted by S3 (SSE-S3), versioned, and
 * never emptied by a destroy.
 */
export class Bucket extends pulumi.ComponentResource implements Linkable<BucketVerb> {
  readonly bucketName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly regionalDomainName: pulumi.Output<string>;
  /** Resolves when the bucket's policy is in force; depend on it before writing. */
  readonly ready: pulumi.Resource;
  readonly #name: string;
  readonly #encryption: BucketEncryption | undefined;

  constructor(name: string, args: BucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:data:Bucket", name, {}, opts);
    const faults = bucketFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("Bucket", name, faults.join("; "));
    this.#name = name;
    this.#encryption = args.encryption;

    const bucket = new s3.Bucket(
      `${name}-bucket`,
      {
        forceDestroy: false,
        ...(args.objectLock === undefined ? {} : { objectLockEnabled: true }),
      },
      { parent: this, protect: args.protect ?? false },
    );
    this.ready = this.close(bucket, args);
    createSettings(name, bucket, args, { parent: this });

    this.bucketName = bucket.bucket;
    this.arn = bucket.arn;
    this.regionalDomainName = bucket.bucketRegionalDomainName;
    this.registerOutputs({
      bucketName: this.bucketName,
      arn: this.arn,
      regionalDomainName: this.regionalDomainName,
    });
  }

  /** Readers may list; writers may delete, which leaves a version behind. */
  grant(verb: BucketVerb): Grant {
    const sid = statementName(verb, this.#name, "bucket");
    const listing = bucketActions[verb];
    return {
      environment: { [`${environmentName(this.#name)}_BUCKET_NAME`]: this.bucketName },
      statements: [
        { sid, actions: objectActions[verb], resources: [pulumi.interpolate`${this.arn}/*`] },
        ...(listing.length === 0
          ? []
          : [{ sid: `${sid}List`, actions: listing, resources: [this.arn] }]),
        ...(this.#encryption === undefined
          ? []
          : [keyStatement(`${sid}Key`, objectKeyActions[verb], this.#encryption)]),
      ],
    };
  }

  /** S3 answers 409 to two changes of one bucket's access settings at a time, so these form a chain. */
  private close(bucket: s3.Bucket, args: BucketArgs): s3.BucketPolicy {
    const name = this.#name;
    const block = new s3.BucketPublicAccessBlock(
      `${name}-public-access`,
      {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this },
    );
    const ownership = new s3.BucketOwnershipControls(
      `${name}-ownership`,
      { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { parent: this, dependsOn: block },
    );
    return new s3.BucketPolicy(
      `${name}-policy`,
      {
        bucket: bucket.bucket,
        policy: policyDocument([
          denyPlainHttp(bucket.arn),
          ...(args.encryption === undefined ? [] : [denyOtherKeys(bucket.arn, args.encryption)]),
          ...(args.statements?.(bucket.arn) ?? []),
        ]),
      },
      { parent: this, dependsOn: ownership },
    );
  }
}

function keyStatement(
  sid: string,
  actions: readonly string[],
  { key, region }: BucketEncryption,
): PolicyStatement {
  return {
    sid,
    actions,
    resources: [key.arn],
    conditions: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
  };
}

function denyPlainHttp(bucketArn: pulumi.Output<string>): PolicyStatement {
  return onlyOverTls(["s3:*"], [bucketArn, pulumi.interpolate`${bucketArn}/*`], "DenyPlainHttp");
}

/** An upload can name its own encryption; one that names none gets the bucket's. */
function denyOtherKeys(
  bucketArn: pulumi.Output<string>,
  { key }: BucketEncryption,
): PolicyStatement {
  return {
    sid: "DenyOtherEncryption",
    effect: "Deny",
    principals: "*",
    actions: ["s3:PutObject"],
    resources: [pulumi.interpolate`${bucketArn}/*`],
    conditions: {
      Null: { "s3:x-amz-server-side-encryption": "false" },
      StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": key.arn },
    },
  };
}
