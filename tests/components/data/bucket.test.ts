import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Bucket, type BucketArgs } from "../../../components/data/bucket";
import { Key } from "../../../components/data/key";
import type { VerbOf } from "../../../services/contract";
import { logBucket } from "../../helpers/components";
import {
  accountId,
  childrenOf,
  find,
  inputsOf,
  namesOf,
  record,
  region,
  valueOf,
} from "../../helpers/recordingMocks";

const bucket = "orders-bucket";
const denyPlainHttp = {
  Sid: "DenyPlainHttp",
  Effect: "Deny",
  Principal: "*",
  Action: ["s3:*"],
  Resource: ["arn:mock:orders-bucket", "arn:mock:orders-bucket/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

/** A bucket under a customer managed key. */
function encrypted(more: BucketArgs = {}): Bucket {
  const key = new Key("uploads", { description: "Uploads", accountId });
  return new Bucket("orders", { encryption: { key, region }, ...more });
}

describe("Bucket", () => {
  it("is private, encrypted, versioned and refuses plain HTTP", async () => {
    const { registrations } = await record(() => new Bucket("orders", {}));
    assert.deepEqual(childrenOf(registrations, "data:Bucket", "orders"), {
      "aws:s3:Bucket orders-bucket": { forceDestroy: false },
      "aws:s3:BucketPublicAccessBlock orders-public-access": {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      "aws:s3:BucketOwnershipControls orders-ownership": {
        bucket,
        rule: { objectOwnership: "BucketOwnerEnforced" },
      },
      "aws:s3:BucketVersioning orders-versioning": {
        bucket,
        versioningConfiguration: { status: "Enabled" },
      },
      "aws:s3:BucketServerSideEncryptionConfiguration orders-encryption": {
        bucket,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      },
      "aws:s3:BucketLifecycleConfiguration orders-lifecycle": {
        bucket,
        rules: [
          {
            id: "clean-up",
            status: "Enabled",
            filter: { prefix: "" },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
            noncurrentVersionExpiration: { noncurrentDays: 30 },
          },
        ],
      },
      "aws:s3:BucketPolicy orders-policy": {
        bucket,
        policy: { Version: "2012-10-17", Statement: [denyPlainHttp] },
      },
    });
  });

  it("logs its access under its own prefix once the log bucket accepts logs", async () => {
    const { registrations } = await record(() => new Bucket("orders", { accessLogs: logBucket() }));
    const logging = find(registrations, "aws:s3/bucketLogging:BucketLogging");
    assert.deepEqual(logging.inputs, {
      bucket,
      targetBucket: "access-logs-store-bucket",
      targetPrefix: "s3/orders/",
    });
    const policy = find(
      registrations,
      "aws:s3/bucketPolicy:BucketPolicy",
      "access-logs-store-policy",
    );
    assert.ok(logging.dependencies.includes(policy.urn));
  });

  it("adds statements to its policy and keeps refusing plain HTTP", async () => {
    const { registrations } = await record(
      () =>
        new Bucket("orders", {
          statements: (arn) => [{ sid: "Read", actions: ["s3:GetObject"], resources: [arn] }],
        }),
    );
    const { policy } = inputsOf(find(registrations, "aws:s3/bucketPolicy:BucketPolicy"));
    assert.deepEqual(policy, {
      Version: "2012-10-17",
      Statement: [
        denyPlainHttp,
        {
          Sid: "Read",
          Effect: "Allow",
          Action: ["s3:GetObject"],
          Resource: ["arn:mock:orders-bucket"],
        },
      ],
    });
  });

  it("expires current objects only when told to", async () => {
    const { registrations } = await record(
      () => new Bucket("orders", { expireAfterDays: 90, noncurrentRetentionDays: 7 }),
    );
    const type = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    assert.deepEqual(find(registrations, type).inputs["rules"], [
      {
        id: "clean-up",
        status: "Enabled",
        filter: { prefix: "" },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        noncurrentVersionExpiration: { noncurrentDays: 7 },
        expiration: { days: 90 },
      },
    ]);
  });

  for (const [mode, word] of [
    ["governance", "GOVERNANCE"],
    ["compliance", "COMPLIANCE"],
  ] as const) {
    it(`locks its objects in ${mode} mode once it keeps versions`, async () => {
      const { registrations } = await record(
        () => new Bucket("orders", { objectLock: { mode, retentionDays: 365 } }),
      );
      assert.deepEqual(find(registrations, "aws:s3/bucket:Bucket").inputs, {
        forceDestroy: false,
        objectLockEnabled: true,
      });
      const lock = find(
        registrations,
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
      );
      assert.deepEqual(lock.inputs, {
        bucket,
        rule: { defaultRetention: { mode: word, days: 365 } },
      });
      const versioning = find(registrations, "aws:s3/bucketVersioning:BucketVersioning");
      assert.ok(lock.dependencies.includes(versioning.urn));
    });
  }

  it("sets its policy after its ownership, and its ownership after its public access block", async () => {
    const { registrations } = await record(() => new Bucket("orders", {}));
    const block = find(registrations, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
    const ownership = find(registrations, "aws:s3/bucketOwnershipControls:BucketOwnershipControls");
    const policy = find(registrations, "aws:s3/bucketPolicy:BucketPolicy");
    assert.ok(ownership.dependencies.includes(block.urn));
    assert.ok(policy.dependencies.includes(ownership.urn));
  });

  for (const protect of [true, undefined]) {
    it(`is ${protect ? "" : "not "}protected when protect is ${protect ?? "absent"}`, async () => {
      const { registrations } = await record(() => new Bucket("orders", { protect }));
      assert.equal(find(registrations, "aws:s3/bucket:Bucket").protect, protect ?? false);
    });
  }
});

describe("Bucket under a customer managed key", () => {
  it("is encrypted with it, and asks KMS once for many objects", async () => {
    const { registrations } = await record(() => encrypted());
    const type =
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    assert.deepEqual(find(registrations, type).inputs["rules"], [
      {
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: "aws:kms",
          kmsMasterKeyId: "arn:mock:uploads-key",
        },
        bucketKeyEnabled: true,
      },
    ]);
  });

  it("refuses uploads that name another encryption, and takes those that name none", async () => {
    const { registrations } = await record(() => encrypted());
    const { policy } = inputsOf(find(registrations, "aws:s3/bucketPolicy:BucketPolicy"));
    assert.deepEqual((policy as { Statement: unknown[] }).Statement, [
      denyPlainHttp,
      {
        Sid: "DenyOtherEncryption",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:PutObject"],
        Resource: ["arn:mock:orders-bucket/*"],
        Condition: {
          Null: { "s3:x-amz-server-side-encryption": "false" },
          StringNotEquals: {
            "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:mock:uploads-key",
          },
        },
      },
    ]);
  });
});

describe("Bucket options", () => {
  it("moves objects to cheaper storage with age", async () => {
    const { registrations } = await record(
      () =>
        new Bucket("orders", {
          transitions: [
            { afterDays: 30, storageClass: "STANDARD_IA" },
            { afterDays: 180, storageClass: "DEEP_ARCHIVE" },
          ],
          expireAfterDays: 365,
        }),
    );
    const type = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
    const [rule] = find(registrations, type).inputs["rules"] as Record<string, unknown>[];
    assert.deepEqual(rule?.["transitions"], [
      { days: 30, storageClass: "STANDARD_IA" },
      { days: 180, storageClass: "DEEP_ARCHIVE" },
    ]);
    assert.deepEqual(rule["expiration"], { days: 365 });
  });

  it("answers the pages that it names, and tells EventBridge of its objects", async () => {
    const { registrations } = await record(
      () =>
        new Bucket("orders", {
          cors: [
            {
              origins: ["https://shop.example.com"],
              methods: ["GET", "PUT"],
              requestHeaders: ["content-type"],
              answerHeaders: ["ETag"],
            },
          ],
          events: "eventBridge",
        }),
    );
    const cors = "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration";
    assert.deepEqual(find(registrations, cors).inputs, {
      bucket,
      corsRules: [
        {
          allowedOrigins: ["https://shop.example.com"],
          allowedMethods: ["GET", "PUT"],
          allowedHeaders: ["content-type"],
          exposeHeaders: ["ETag"],
          maxAgeSeconds: 3000,
        },
      ],
    });
    const events = find(registrations, "aws:s3/bucketNotification:BucketNotification");
    assert.deepEqual(events.inputs, { bucket, eventbridge: true });
  });

  it("tells nobody when events are none", async () => {
    const { registrations } = await record(() => new Bucket("orders", { events: "none" }));
    assert.deepEqual(namesOf(registrations, "aws:s3/bucketNotification:BucketNotification"), []);
  });
});

describe("Bucket grants", () => {
  const objects = ["arn:mock:orders-bucket/*"];
  const list = { actions: ["s3:ListBucket"], resources: ["arn:mock:orders-bucket"] };
  const changes = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"];
  const expected: Record<
    VerbOf<"bucket">,
    { sid: string; actions: string[]; resources: string[] }[]
  > = {
    reads: [
      { sid: "ReadsOrdersBucket", actions: ["s3:GetObject"], resources: objects },
      { sid: "ReadsOrdersBucketList", ...list },
    ],
    writes: [{ sid: "WritesOrdersBucket", actions: changes, resources: objects }],
    readsWrites: [
      {
        sid: "ReadsWritesOrdersBucket",
        actions: ["s3:GetObject", ...changes],
        resources: objects,
      },
      { sid: "ReadsWritesOrdersBucketList", ...list },
    ],
  };

  for (const verb of ["reads", "writes", "readsWrites"] as const) {
    it(`give for ${verb} its actions on the objects, and the bucket's name`, async () => {
      const { result } = await record(() => new Bucket("orders", {}));
      assert.deepEqual(await valueOf(pulumi.output(result.grant(verb))), {
        environment: { ORDERS_BUCKET_NAME: bucket },
        statements: expected[verb],
      });
    });
  }

  for (const [verb, sid, actions] of [
    ["reads", "ReadsOrdersBucketKey", ["kms:Decrypt"]],
    ["writes", "WritesOrdersBucketKey", ["kms:Decrypt", "kms:GenerateDataKey"]],
    ["readsWrites", "ReadsWritesOrdersBucketKey", ["kms:Decrypt", "kms:GenerateDataKey"]],
  ] as const) {
    it(`give for ${verb} the use of the bucket's key, through S3 alone`, async () => {
      const { result } = await record(() => encrypted());
      const { statements } = await valueOf(pulumi.output(result.grant(verb)));
      assert.deepEqual(statements.at(-1), {
        sid,
        actions,
        resources: ["arn:mock:uploads-key"],
        conditions: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
      });
    });
  }
});
