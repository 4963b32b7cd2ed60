import assert from "node:assert/strict";
import { LogBucket } from "../../../components/data/logBucket";
import { accountId, find, inputsOf, record, region } from "../../helpers/recordingMocks";

const args = { accountId, region };

/** One service may put objects under one prefix, on behalf of this account's sources only. */
function delivery(sid: string, service: string, prefix: string, sourceArn: string) {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["s3:PutObject"],
    Resource: [`arn:mock:logs-store-bucket/${prefix}/*`],
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": sourceArn },
    },
  };
}

describe("LogBucket", () => {
  it("lets load balancers, CloudFront and S3 of this account deliver, each under its prefix", async () => {
    const { registrations } = await record(() => new LogBucket("logs", args));
    const { policy } = inputsOf(find(registrations, "aws:s3/bucketPolicy:BucketPolicy"));
    const { Statement: statements } = policy as { Statement: { Sid: string }[] };
    assert.deepEqual(
      statements.filter(({ Sid }) => Sid !== "DenyPlainHttp"),
      [
        delivery(
          "LoadBalancerLogs",
          "logdelivery.elasticloadbalancing.amazonaws.com",
          `load-balancer/AWSLogs/${accountId}`,
          `arn:aws:elasticloadbalancing:us-east-1:${accountId}:loadbalancer/*`,
        ),
        delivery(
          "CloudFrontLogs",
          "delivery.logs.amazonaws.com",
          "cloudfront",
          `arn:aws:logs:us-east-1:${accountId}:delivery-source:*`,
        ),
        delivery("BucketAccessLogs", "logging.s3.amazonaws.com", "s3", "arn:aws:s3:::*"),
      ],
    );
    assert.equal(statements.length, 4);
  });

  for (const [retentionDays, expected] of [
    [undefined, 90],
    [400, 400],
  ] as const) {
    it(`deletes logs after ${expected} days when retentionDays is ${retentionDays ?? "absent"}`, async () => {
      const { registrations } = await record(
        () => new LogBucket("logs", { ...args, retentionDays }),
      );
      const type = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
      const [rule] = find(registrations, type).inputs["rules"] as Record<string, unknown>[];
      assert.deepEqual(rule?.["expiration"], { days: expected });
    });
  }

  it("does not log the access to itself, which would never end", async () => {
    const { registrations } = await record(() => new LogBucket("logs", args));
    assert.deepEqual(
      registrations.filter((r) => r.type === "aws:s3/bucketLogging:BucketLogging"),
      [],
    );
  });

  it("protects its bucket when asked", async () => {
    const { registrations } = await record(() => new LogBucket("logs", { ...args, protect: true }));
    assert.equal(find(registrations, "aws:s3/bucket:Bucket").protect, true);
  });
});
