import type * as s3 from "@pulumi/aws/s3";
import {
  s3BucketPolicyNoPublicPrincipal,
  s3BucketPublicAccessBlock,
  s3BucketTlsOnly,
  s3BucketVersioning,
  s3PublicAccessBlockComplete,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const bucket = resource<s3.BucketArgs>("aws:s3/bucket:Bucket", "logs", { bucket: "logs-1a2b" });
const block = resource<s3.BucketPublicAccessBlockArgs>(
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "logs-block",
  {
    bucket: UNKNOWN,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  },
  { dependsOn: { bucket: ["logs"] } },
);
const denyHttp = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::logs-1a2b", "arn:aws:s3:::logs-1a2b/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const readByAccount = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:root" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::logs-1a2b/*",
};

function document(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

const policy = resource<s3.BucketPolicyArgs>(
  "aws:s3/bucketPolicy:BucketPolicy",
  "logs-policy",
  { bucket: UNKNOWN, policy: document(denyHttp, readByAccount) },
  { dependsOn: { bucket: ["logs"] } },
);
const versioning = resource<s3.BucketVersioningArgs>(
  "aws:s3/bucketVersioning:BucketVersioning",
  "logs-versioning",
  { bucket: UNKNOWN, versioningConfiguration: { status: "Enabled" } },
  { dependsOn: { bucket: ["logs"] } },
);
const otherBucket = resource<s3.BucketArgs>("aws:s3/bucket:Bucket", "other", {});

describeRule(s3BucketPublicAccessBlock, {
  valid: [bucket, block],
  passes: {
    "a block that names the bucket by its literal name": {
      on: "logs-block",
      set: { bucket: "logs-1a2b" },
      dependsOn: {},
    },
    "a bucket of the older V2 type": {
      drop: ["logs"],
      add: [{ ...bucket, type: "aws:s3/bucketV2:BucketV2" }],
      on: "logs-block",
    },
    "a reference that passes through the bucket's policy": {
      on: "logs-block",
      dependsOn: { bucket: ["logs-policy"] },
      add: [policy],
    },
  },
  fails: {
    "a bucket without a block": { drop: ["logs-block"], says: "no BucketPublicAccessBlock" },
    "a block of another bucket": {
      on: "logs-block",
      set: { bucket: "something-else" },
      dependsOn: {},
      says: "no BucketPublicAccessBlock",
    },
    "a second bucket without a block": {
      add: [otherBucket],
      at: "other",
      says: "no BucketPublicAccessBlock",
    },
  },
  silent: {
    "which bucket the block is for": {
      on: "logs-block",
      dependsOn: {},
      set: { bucket: UNKNOWN },
    },
  },
});

describeRule(s3PublicAccessBlockComplete, {
  valid: [block],
  passes: {
    "switches written as text": { set: { blockPublicAcls: "true" } },
  },
  fails: {
    "blockPublicAcls off": { set: { blockPublicAcls: false }, says: "blockPublicAcls is false" },
    "blockPublicPolicy unset": {
      set: { blockPublicPolicy: undefined },
      says: "blockPublicPolicy is not set",
    },
    "ignorePublicAcls null": {
      set: { ignorePublicAcls: null },
      says: "ignorePublicAcls is not set",
    },
    "restrictPublicBuckets off": {
      set: { restrictPublicBuckets: false },
      says: "restrictPublicBuckets is false",
    },
    "a switch off for the whole account": {
      drop: ["logs-block"],
      add: [
        resource<s3.AccountPublicAccessBlockArgs>(
          "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
          "account",
          { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true },
        ),
      ],
      at: "account",
      says: "restrictPublicBuckets is not set",
    },
  },
  silent: { "a switch": unknown("ignorePublicAcls") },
});

describeRule(s3BucketTlsOnly, {
  valid: [bucket, policy],
  passes: {
    "a boolean in the condition": {
      on: "logs-policy",
      set: {
        policy: document({ ...denyHttp, Condition: { Bool: { "aws:SecureTransport": false } } }),
      },
    },
    "one statement that is not in a list, and everything denied on everything": {
      on: "logs-policy",
      set: {
        policy: JSON.stringify({
          Statement: { ...denyHttp, Principal: { AWS: ["*"] }, Action: ["*"], Resource: "*" },
        }),
      },
    },
    "the policy on the bucket itself": {
      drop: ["logs-policy"],
      set: { policy: document(denyHttp) },
    },
  },
  fails: {
    "a bucket without a policy": { drop: ["logs-policy"], says: "no BucketPolicy" },
    "a policy without the denial": {
      on: "logs-policy",
      set: { policy: document(readByAccount) },
      says: "does not deny every request over plain HTTP",
    },
    "a denial that leaves the objects out": {
      on: "logs-policy",
      set: { policy: document({ ...denyHttp, Resource: "arn:aws:s3:::logs-1a2b" }) },
      says: "does not deny every request",
    },
    "a denial that leaves the bucket out": {
      on: "logs-policy",
      set: { policy: document({ ...denyHttp, Resource: ["arn:aws:s3:::logs-1a2b/*"] }) },
      says: "does not deny every request",
    },
    "a denial of reading alone": {
      on: "logs-policy",
      set: { policy: document({ ...denyHttp, Action: "s3:GetObject" }) },
      says: "does not deny every request",
    },
    "a denial to one account": {
      on: "logs-policy",
      set: { policy: document({ ...denyHttp, Principal: readByAccount.Principal }) },
      says: "does not deny every request",
    },
    "a denial of HTTPS": {
      on: "logs-policy",
      set: {
        policy: document({ ...denyHttp, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      },
      says: "does not deny every request",
    },
    "a denial with a second condition": {
      on: "logs-policy",
      set: {
        policy: document({
          ...denyHttp,
          Condition: { ...denyHttp.Condition, StringEquals: { "aws:PrincipalAccount": "1" } },
        }),
      },
      says: "does not deny every request",
    },
  },
  silent: {
    "the policy": {
      on: "logs-policy",
      ...unknown("policy", { bucket: ["logs"], policy: ["logs"] }),
    },
    "which bucket the policy is for": {
      on: "logs-policy",
      dependsOn: {},
      set: { bucket: UNKNOWN },
    },
  },
});

const everyone = { ...readByAccount, Principal: "*" };
function withCondition(condition: object): object {
  return { set: { policy: document(denyHttp, { ...everyone, Condition: condition }) } };
}

describeRule(s3BucketPolicyNoPublicPrincipal, {
  valid: [policy],
  passes: {
    "everyone, pinned to one distribution": withCondition({
      StringEquals: { "AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/E1" },
    }),
    "everyone of one organisation": withCondition({
      "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3/*" },
    }),
    "everyone in one network": withCondition({ IpAddress: { "aws:SourceIp": ["10.0.0.0/8"] } }),
    "a service principal": {
      set: {
        policy: document({ ...everyone, Principal: { Service: "cloudfront.amazonaws.com" } }),
      },
    },
    "a document given as an object": { set: { policy: { Statement: readByAccount } } },
    "a text that is not JSON": { set: { policy: "not JSON" } },
    "no policy at all": { set: { policy: undefined } },
  },
  fails: {
    everyone: {
      set: { policy: document(denyHttp, everyone) },
      says: 'policy.Statement[1] allows principal "*"',
    },
    "everyone as one AWS principal of a list": {
      set: { policy: document({ ...everyone, Principal: { AWS: ["111122223333", "*"] } }) },
      says: 'allows principal "*"',
    },
    "everyone but some": {
      set: {
        policy: { Statement: { Effect: "Allow", NotPrincipal: { AWS: "1" }, Action: "s3:*" } },
      },
      says: "everyone but its NotPrincipal",
    },
    "a condition on something that is not the caller": {
      ...withCondition({ StringEquals: { "s3:prefix": "public/" } }),
      says: 'allows principal "*"',
    },
    "a source ARN of any account": {
      ...withCondition({ ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::*:distribution/*" } }),
      says: 'allows principal "*"',
    },
    "the whole internet as network": {
      ...withCondition({ IpAddress: { "aws:SourceIp": "0.0.0.0/0" } }),
      says: 'allows principal "*"',
    },
    "a condition that holds without its key": {
      ...withCondition({ StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" } }),
      says: 'allows principal "*"',
    },
    "a negative condition": {
      ...withCondition({ StringNotEquals: { "aws:SourceAccount": "111122223333" } }),
      says: 'allows principal "*"',
    },
  },
  silent: { "the policy": unknown("policy") },
});

describeRule(s3BucketVersioning, {
  valid: [bucket, versioning],
  passes: {
    "the bucket's own legacy setting": {
      drop: ["logs-versioning"],
      set: { versioning: { enabled: true } },
    },
    "a computed legacy setting next to the separate resource": {
      set: { versioning: { enabled: false } },
    },
    "versioning of the older V2 type": {
      drop: ["logs-versioning"],
      add: [{ ...versioning, type: "aws:s3/bucketVersioningV2:BucketVersioningV2" }],
    },
  },
  fails: {
    "a bucket without versioning": { drop: ["logs-versioning"], says: "no BucketVersioning" },
    "a bucket whose computed legacy setting is unknown": {
      drop: ["logs-versioning"],
      computed: ["versioning"],
      says: "no BucketVersioning",
    },
    "suspended versioning": {
      on: "logs-versioning",
      set: { "versioningConfiguration.status": "Suspended" },
      says: 'versioningConfiguration.status is "Suspended"',
    },
    "versioning without a status": {
      on: "logs-versioning",
      set: { versioningConfiguration: undefined },
      says: "versioningConfiguration.status is not set",
    },
  },
  silent: {
    "the status": {
      on: "logs-versioning",
      ...unknown("versioningConfiguration.status", { bucket: ["logs"] }),
    },
  },
});
