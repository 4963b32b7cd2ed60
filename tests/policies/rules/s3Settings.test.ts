import type * as lb from "@pulumi/aws/lb";
import type * as s3 from "@pulumi/aws/s3";
import {
  s3BucketAccessLogging,
  s3BucketAclsDisabled,
  s3BucketDefaultEncryptionKms,
  s3BucketLifecycle,
  s3BucketNoForceDestroy,
  s3BucketNoPublicAcl,
  s3LifecycleAbortMultipart,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const bucket = resource<s3.BucketArgs>("aws:s3/bucket:Bucket", "invoices", {
  bucket: "invoices-1a2b",
});
const logs = resource<s3.BucketArgs>("aws:s3/bucket:Bucket", "logs", { bucket: "logs-1a2b" });
const ofInvoices = { dependsOn: { bucket: ["invoices"] } };
const allUsers = "http://acs.amazonaws.com/groups/global/AllUsers";
const anyAccount = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

const acl = resource<s3.BucketAclArgs>(
  "aws:s3/bucketAcl:BucketAcl",
  "invoices-acl",
  { bucket: UNKNOWN, acl: "private" },
  ofInvoices,
);
const object = resource<s3.BucketObjectv2Args>("aws:s3/bucketObjectv2:BucketObjectv2", "price", {
  bucket: "invoices-1a2b",
});

function granted(uri: string): s3.BucketAclArgs["accessControlPolicy"] {
  return {
    owner: { id: "owner" },
    grants: [{ permission: "READ", grantee: { type: "Group", uri } }],
  };
}

describeRule(s3BucketNoPublicAcl, {
  valid: [acl, bucket, object],
  passes: {
    "the group that delivers logs": { set: { acl: "log-delivery-write" } },
    "a grant to another group": {
      set: {
        acl: undefined,
        accessControlPolicy: granted("http://acs.amazonaws.com/groups/s3/LogDelivery"),
      },
    },
  },
  fails: {
    "everybody as reader": { set: { acl: "public-read" }, says: 'acl is "public-read"' },
    "every account as reader": {
      set: { acl: "authenticated-read" },
      says: 'acl is "authenticated-read"',
    },
    "everybody as writer of the older property": {
      on: "invoices",
      at: "invoices",
      set: { acl: "public-read-write" },
      says: 'acl is "public-read-write"',
    },
    "a grant to everybody": {
      set: { acl: undefined, accessControlPolicy: granted(allUsers) },
      says: `accessControlPolicy.grants[0].grantee.uri is "${allUsers}"`,
    },
    "a grant of the older property to every account": {
      on: "invoices",
      at: "invoices",
      set: { grants: [{ type: "Group", permissions: ["READ"], uri: anyAccount }] },
      says: `grants[0].uri is "${anyAccount}"`,
    },
    "a public object": {
      on: "price",
      at: "price",
      set: { acl: "public-read" },
      says: 'acl is "public-read"',
    },
  },
  silent: { "the ACL": unknown("acl") },
});

describeRule(s3BucketAclsDisabled, {
  valid: [
    resource<s3.BucketOwnershipControlsArgs>(
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
      "invoices-ownership",
      { bucket: UNKNOWN, rule: { objectOwnership: "BucketOwnerEnforced" } },
    ),
  ],
  fails: {
    "ACLs of writers": {
      set: { "rule.objectOwnership": "ObjectWriter" },
      says: 'rule.objectOwnership is "ObjectWriter"',
    },
    "ACLs beside ownership": {
      set: { "rule.objectOwnership": "BucketOwnerPreferred" },
      says: 'rule.objectOwnership is "BucketOwnerPreferred"',
    },
  },
  silent: { "the ownership": unknown("rule.objectOwnership") },
});

const encryption = resource<s3.BucketServerSideEncryptionConfigurationArgs>(
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "invoices-encryption",
  {
    bucket: UNKNOWN,
    rules: [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: UNKNOWN },
      },
    ],
  },
  ofInvoices,
);
const byDefault = "rules[0].applyServerSideEncryptionByDefault";
const everyBucket = { everyBucket: true };

describeRule(s3BucketDefaultEncryptionKms, {
  valid: [bucket, encryption],
  passes: {
    "two layers": {
      on: "invoices-encryption",
      set: { [`${byDefault}.sseAlgorithm`]: "aws:kms:dsse" },
    },
    "keys of S3": {
      on: "invoices-encryption",
      set: { [byDefault]: { sseAlgorithm: "AES256" } },
    },
    "nothing, which is keys of S3": { drop: ["invoices-encryption"] },
    "keys of S3 for logs, where every other bucket needs a key": {
      on: "invoices-encryption",
      set: { [byDefault]: { sseAlgorithm: "AES256" } },
      config: everyBucket,
      add: [
        resource<s3.BucketLoggingArgs>(
          "aws:s3/bucketLogging:BucketLogging",
          "others-log",
          { bucket: "other", targetBucket: UNKNOWN, targetPrefix: "" },
          { dependsOn: { targetBucket: ["invoices"] } },
        ),
      ],
    },
    "a key in the older property": {
      set: {
        serverSideEncryptionConfiguration: {
          rule: {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "k" },
          },
        },
      },
      drop: ["invoices-encryption"],
      config: everyBucket,
    },
  },
  fails: {
    "the AWS managed key": {
      on: "invoices-encryption",
      at: "invoices",
      set: { [`${byDefault}.kmsMasterKeyId`]: undefined },
      says: "kmsMasterKeyId is not set, so its default encryption takes the AWS managed key",
    },
    "keys of S3 where every bucket needs one": {
      on: "invoices-encryption",
      at: "invoices",
      set: { [byDefault]: { sseAlgorithm: "AES256" } },
      config: everyBucket,
      says: 'sseAlgorithm is "AES256", and every bucket must have a key',
    },
    "no configuration where every bucket needs one": {
      drop: ["invoices-encryption"],
      config: everyBucket,
      says: "it has no configuration, and every bucket must have a key",
    },
  },
  silent: {
    "the algorithm": {
      on: "invoices-encryption",
      ...unknown(`${byDefault}.sseAlgorithm`, { bucket: ["invoices"] }),
    },
  },
});

const logging = resource<s3.BucketLoggingArgs>(
  "aws:s3/bucketLogging:BucketLogging",
  "invoices-log",
  { bucket: UNKNOWN, targetBucket: UNKNOWN, targetPrefix: "invoices/" },
  { dependsOn: { bucket: ["invoices"], targetBucket: ["logs"] } },
);

function policyFor(service: string) {
  const statement = { Effect: "Allow", Principal: { Service: service }, Action: "s3:PutObject" };
  return resource<s3.BucketPolicyArgs>(
    "aws:s3/bucketPolicy:BucketPolicy",
    "invoices-policy",
    { bucket: UNKNOWN, policy: JSON.stringify({ Statement: [statement] }) },
    ofInvoices,
  );
}

const balancer = resource<lb.LoadBalancerArgs>("aws:lb/loadBalancer:LoadBalancer", "api", {
  accessLogs: { enabled: true, bucket: "invoices-1a2b" },
});

describeRule(s3BucketAccessLogging, {
  valid: [bucket, logging, logs],
  passes: {
    "the older property": {
      drop: ["invoices-log", "logs"],
      set: { logging: { targetBucket: "logs-1a2b" } },
    },
    "a bucket that a load balancer logs to": {
      drop: ["invoices-log", "logs"],
      add: [balancer],
    },
    "a bucket whose policy lets logs in": {
      drop: ["invoices-log", "logs"],
      add: [policyFor("logging.s3.amazonaws.com")],
    },
  },
  fails: {
    "a bucket without a log": {
      drop: ["invoices-log", "logs"],
      says: "no BucketLogging in the stack names this bucket",
    },
    "the bucket of a trail": {
      drop: ["invoices-log", "logs"],
      add: [policyFor("cloudtrail.amazonaws.com")],
      says: "no BucketLogging in the stack names this bucket",
    },
    "a load balancer that logs elsewhere": {
      drop: ["invoices-log", "logs"],
      add: [{ ...balancer, props: { accessLogs: { enabled: true, bucket: "elsewhere" } } }],
      says: "no BucketLogging in the stack names this bucket",
    },
  },
  silent: {
    "where a load balancer logs": {
      drop: ["invoices-log", "logs"],
      add: [{ ...balancer, props: { accessLogs: { enabled: true, bucket: UNKNOWN } } }],
    },
  },
});

const rule = {
  id: "clean-up",
  status: "Enabled",
  filter: { prefix: "" },
  abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
};
const lifecycle = resource<s3.BucketLifecycleConfigurationArgs>(
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "invoices-lifecycle",
  { bucket: UNKNOWN, rules: [rule] },
  ofInvoices,
);

describeRule(s3BucketLifecycle, {
  valid: [bucket, lifecycle],
  passes: {
    "the older property": {
      drop: ["invoices-lifecycle"],
      set: { lifecycleRules: [{ enabled: true, expiration: { days: 30 } }] },
    },
  },
  fails: {
    "no lifecycle": {
      drop: ["invoices-lifecycle"],
      says: "no BucketLifecycleConfiguration in the stack names this bucket",
    },
    "rules that are all off": {
      on: "invoices-lifecycle",
      at: "invoices",
      set: { "rules[0].status": "Disabled" },
      says: "no rule of its lifecycle configuration is enabled",
    },
  },
  silent: {
    "the rules": {
      on: "invoices-lifecycle",
      ...unknown("rules", { bucket: ["invoices"], rules: [] }),
    },
    "whose lifecycle it is": { on: "invoices-lifecycle", ...unknown("bucket", {}) },
  },
});

describeRule(s3LifecycleAbortMultipart, {
  valid: [lifecycle],
  passes: {
    "a rule without a filter": { set: { "rules[0].filter": undefined } },
    "another limit": {
      set: { "rules[0].abortIncompleteMultipartUpload.daysAfterInitiation": 14 },
      config: { days: 14 },
    },
    "a second rule that does": { set: { rules: [{ id: "other", status: "Enabled" }, rule] } },
  },
  fails: {
    "a rule that leaves parts": {
      set: { "rules[0].abortIncompleteMultipartUpload": undefined },
      says: "no enabled rule for the whole bucket aborts incomplete uploads within 7 days",
    },
    "a rule that waits": {
      set: { "rules[0].abortIncompleteMultipartUpload.daysAfterInitiation": 8 },
      says: "within 7 days",
    },
    "a rule that is off": { set: { "rules[0].status": "Disabled" }, says: "no enabled rule" },
    "a rule for a part of the bucket": {
      set: { "rules[0].filter.prefix": "uploads/" },
      says: "for the whole bucket",
    },
  },
  silent: {
    "the rules": unknown("rules"),
    "the number of days": unknown("rules[0].abortIncompleteMultipartUpload.daysAfterInitiation"),
  },
});

describeRule(s3BucketNoForceDestroy, {
  valid: [bucket],
  passes: {
    "an explicit false": { set: { forceDestroy: false } },
    "a stack whose objects may go": {
      set: { forceDestroy: true },
      config: { exemptStacks: ["test"] },
    },
  },
  fails: {
    "a bucket that a destroy empties": {
      set: { forceDestroy: true },
      says: "forceDestroy is true",
    },
  },
  silent: { "the setting": unknown("forceDestroy") },
});
