import assert from "node:assert/strict";
import { Bucket } from "../../../components/data/bucket";
import { logBucket } from "../../helpers/components";
import { childrenOf, find, inputsOf, record } from "../../helpers/recordingMocks";

const bucket = "orders-bucket";
const denyPlainHttp = {
  Sid: "DenyPlainHttp",
  Effect: "Deny",
  Principal: "*",
  Action: ["s3:*"],
  Resource: ["arn:mock:orders-bucket", "arn:mock:orders-bucket/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

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
