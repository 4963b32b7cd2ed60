import assert from "node:assert/strict";
import { Bucket } from "../../../components/data/bucket";
import { policyDocument } from "../../../components/internal/policyDocument";
import { Delivery, type DeliveryArgs } from "../../../components/messaging/delivery";
import { Stream } from "../../../components/messaging/stream";
import { logSettings } from "../../helpers/components";
import { accountId, childrenOf, find, record, valueOf } from "../../helpers/recordingMocks";
import { allow, document, keyArn, messaging, throughKey } from "./messagingFixture";

const bucketArn = "arn:mock:lake-bucket";
const roleArn = "arn:mock:visits-delivery-role";
const type = "aws:kinesis:FirehoseDeliveryStream visits-delivery";
const day = "year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}";

async function recordDelivery(makeMore: () => Partial<DeliveryArgs> = () => ({})) {
  const recorded = await record(
    () =>
      new Delivery("visits", {
        ...{ ...messaging(), logs: logSettings(), bucket: new Bucket("lake", {}) },
        ...makeMore(),
      }),
  );
  const children = childrenOf(recorded.registrations, "messaging:Delivery", "visits");
  return {
    ...recorded,
    children,
    destination: children[type]?.["extendedS3Configuration"] as Record<string, unknown>,
  };
}

function fromStream(): Partial<DeliveryArgs> {
  return { source: { kind: "stream", stream: new Stream("clicks", messaging()) } };
}

const parquet = { kind: "parquet", databaseName: "analytics", tableName: "visits" } as const;

const lists = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"];
const stores = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"];
const delivers = [
  allow("ListDelivered", lists, bucketArn),
  allow("StoreDelivered", stores, `${bucketArn}/*`),
  throughKey("StoreDeliveredKey", ["kms:Decrypt", "kms:GenerateDataKey"], "s3"),
  allow("LogErrors", ["logs:PutLogEvents"], "arn:mock:visits-logs:log-stream:*"),
];

describe("Delivery", () => {
  it("collects records in encrypted, compressed objects by the hour, and logs what fails", async () => {
    const { children, registrations } = await recordDelivery();
    assert.deepEqual(children[type], {
      destination: "extended_s3",
      serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn },
      extendedS3Configuration: {
        roleArn,
        bucketArn,
        kmsKeyArn: keyArn,
        prefix: `visits/${day}/hour=!{timestamp:HH}/`,
        errorOutputPrefix: `visits-errors/!{firehose:error-output-type}/${day}/`,
        bufferingInterval: 300,
        bufferingSize: 64,
        compressionFormat: "GZIP",
        cloudwatchLoggingOptions: {
          enabled: true,
          logGroupName: "visits-logs",
          logStreamName: "delivery",
        },
      },
    });
    const delivery = find(
      registrations,
      "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    );
    const policy = find(registrations, "aws:s3/bucketPolicy:BucketPolicy");
    assert.ok(delivery.dependencies.includes(policy.urn));
  });

  it("acts in a role of this account that may do that and nothing else", async () => {
    const { children } = await recordDelivery();
    assert.deepEqual(
      children["aws:iam:RolePolicy visits-delivery-role-policy"]?.["policy"],
      document(...delivers),
    );
    const trust = children["aws:iam:Role visits-delivery-role"]?.["assumeRolePolicy"] as {
      Statement: unknown[];
    };
    assert.deepEqual(trust.Statement[0], {
      Sid: "AssumedByService",
      Effect: "Allow",
      Principal: { Service: "firehose.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": accountId } },
    });
  });

  it("reads a stream, whose records are encrypted there", async () => {
    const { children } = await recordDelivery(fromStream);
    assert.equal(children[type]?.["serverSideEncryption"], undefined);
    assert.deepEqual(children[type]?.["kinesisSourceConfiguration"], {
      kinesisStreamArn: "arn:mock:clicks-stream",
      roleArn,
    });
    const policy = children["aws:iam:RolePolicy visits-delivery-role-policy"]?.["policy"];
    const { Statement } = policy as { Statement: { Sid: string }[] };
    assert.deepEqual(Statement.slice(delivers.length), [
      allow(
        "ReadStream",
        [
          "kinesis:DescribeStream",
          "kinesis:DescribeStreamSummary",
          "kinesis:GetRecords",
          "kinesis:GetShardIterator",
          "kinesis:ListShards",
        ],
        "arn:mock:clicks-stream",
      ),
      throughKey("ReadStreamKey", ["kms:Decrypt"], "kinesis"),
    ]);
  });

  it("writes Parquet by a table that its role may read", async () => {
    const { children, destination } = await recordDelivery(() => ({ format: parquet }));
    assert.deepEqual(
      [destination["bufferingSize"], destination["compressionFormat"]],
      [128, "UNCOMPRESSED"],
    );
    assert.deepEqual(destination["dataFormatConversionConfiguration"], {
      enabled: true,
      inputFormatConfiguration: { deserializer: { openXJsonSerDe: {} } },
      outputFormatConfiguration: { serializer: { parquetSerDe: { compression: "SNAPPY" } } },
      schemaConfiguration: { roleArn, databaseName: "analytics", tableName: "visits" },
    });
    const glue = `arn:aws:glue:us-east-1:${accountId}`;
    assert.deepEqual(
      children["aws:iam:RolePolicy visits-delivery-role-policy"]?.["policy"],
      document(
        ...delivers,
        allow(
          "ReadTableSchema",
          ["glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions"],
          [`${glue}:catalog`, `${glue}:database/analytics`, `${glue}:table/analytics/visits`],
        ),
      ),
    );
  });

  it("takes buffer, compression and prefixes from its arguments", async () => {
    const { destination } = await recordDelivery(() => ({
      format: { kind: "lines", compression: "ZIP" },
      buffer: { mib: 1, seconds: 60 },
      prefix: "raw",
      errorPrefix: "broken",
    }));
    assert.deepEqual(
      [
        ...[destination["bufferingSize"], destination["bufferingInterval"]],
        ...[destination["compressionFormat"], destination["prefix"]],
        destination["errorOutputPrefix"],
      ],
      [
        ...[1, 60, "ZIP", `raw/${day}/hour=!{timestamp:HH}/`],
        `broken/!{firehose:error-output-type}/${day}/`,
      ],
    );
  });

  it("gives who writes its name, and handing records over", async () => {
    const { result } = await recordDelivery();
    const { environment, statements } = result.grant("writes");
    assert.deepEqual(
      JSON.parse(await valueOf(policyDocument(statements))),
      document(
        allow(
          "WritesVisitsDelivery",
          ["firehose:PutRecord", "firehose:PutRecordBatch"],
          "arn:mock:visits-delivery",
        ),
      ),
    );
    assert.deepEqual(Object.keys(environment), ["VISITS_DELIVERY_NAME"]);
  });
});
