/** What holds state. */
import type { CaughtCut } from "./caughtCut";

export const storage: readonly CaughtCut[] = [
  {
    title: "a bucket's public access block has one switch off",
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    name: "web-pages-public-access",
    set: { blockPublicPolicy: false },
    caughtBy: ["s3-public-access-block-complete"],
  },
  {
    title: "a bucket has no public access block",
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    name: "web-pages-public-access",
    caughtBy: ["s3-bucket-public-access-block"],
  },
  {
    title: "a bucket accepts plain HTTP",
    type: "aws:s3/bucketPolicy:BucketPolicy",
    name: "web-pages-policy",
    set: { "policy.Statement.0.Condition": { Bool: { "aws:SecureTransport": "true" } } },
    caughtBy: ["s3-bucket-tls-only"],
  },
  {
    title: "anybody may read a bucket",
    type: "aws:s3/bucketPolicy:BucketPolicy",
    name: "web-pages-policy",
    set: { "policy.Statement.1.Principal": "*", "policy.Statement.1.Condition": undefined },
    caughtBy: ["s3-bucket-policy-no-public-principal"],
  },
  {
    title: "a bucket's versioning is suspended",
    type: "aws:s3/bucketVersioning:BucketVersioning",
    name: "web-pages-versioning",
    set: { "versioningConfiguration.status": "Suspended" },
    caughtBy: ["s3-bucket-versioning"],
  },
  {
    title: "a bucket has no versioning",
    type: "aws:s3/bucketVersioning:BucketVersioning",
    name: "access-logs-store-versioning",
    caughtBy: ["s3-bucket-versioning"],
  },
  {
    title: "a table cannot be restored to a point in time",
    type: "aws:dynamodb/table:Table",
    name: "products-table",
    set: { "pointInTimeRecovery.enabled": false },
    caughtBy: ["dynamodb-pitr"],
  },
  {
    title: "a provisioned table does not follow its reads",
    type: "aws:appautoscaling/target:Target",
    name: "carts-scaling-read",
    caughtBy: ["dynamodb-capacity-scaling"],
  },
  {
    title: "a key does not rotate",
    type: "aws:kms/key:Key",
    name: "data-key-key",
    set: { enableKeyRotation: false },
    caughtBy: ["kms-rotation"],
  },
  {
    title: "anybody may use a key",
    type: "aws:kms/key:Key",
    name: "data-key-key",
    set: { "policy.Statement.0.Principal": "*" },
    caughtBy: ["kms-policy-not-public"],
  },
];
