import assert from "node:assert/strict";
import { AuditTrail, type AuditTrailArgs } from "../../../components/observability/auditTrail";
import { logSettings } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";
import { accountId, find, inputsOf, record, region } from "../../helpers/recordingMocks";

function create(args: Partial<AuditTrailArgs> = {}, name = "audit"): AuditTrail {
  return new AuditTrail(name, { accountId, region, logs: logSettings(), ...args });
}

const trailArn = `arn:aws:cloudtrail:us-east-1:${accountId}:trail/audit`;
const cloudTrail = { Service: "cloudtrail.amazonaws.com" };

type Document = Record<string, { Statement: { Sid: string }[] }>;

describe("AuditTrail", () => {
  it("records every region, signed, encrypted and searchable", async () => {
    const { registrations } = await record(create);
    const trail = find(registrations, "aws:cloudtrail/trail:Trail");
    assert.deepEqual(trail.inputs, {
      name: "audit",
      s3BucketName: "audit-store-bucket",
      kmsKeyId: "arn:mock:audit-key-key",
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      cloudWatchLogsGroupArn: "arn:mock:audit-logs:*",
      cloudWatchLogsRoleArn: "arn:mock:audit-role",
    });
    const policy = find(registrations, "aws:s3/bucketPolicy:BucketPolicy");
    assert.ok(
      trail.dependencies.includes(policy.urn),
      "CloudTrail needs the bucket's policy first",
    );
  });

  it("lets CloudTrail write for this trail and this account only", async () => {
    const { registrations } = await record(create);
    const { policy } = inputsOf(
      find(registrations, "aws:s3/bucketPolicy:BucketPolicy"),
    ) as Document;
    assert.deepEqual(
      policy?.Statement.filter(({ Sid }) => Sid !== "DenyPlainHttp"),
      [
        {
          Sid: "CloudTrailLooksAtTheBucket",
          Effect: "Allow",
          Principal: cloudTrail,
          Action: ["s3:GetBucketAcl"],
          Resource: ["arn:mock:audit-store-bucket"],
          Condition: { StringEquals: { "aws:SourceArn": trailArn } },
        },
        {
          Sid: "CloudTrailWrites",
          Effect: "Allow",
          Principal: cloudTrail,
          Action: ["s3:PutObject"],
          Resource: [`arn:mock:audit-store-bucket/AWSLogs/${accountId}/*`],
          Condition: {
            StringEquals: {
              "aws:SourceArn": trailArn,
              "s3:x-amz-acl": "bucket-owner-full-control",
            },
          },
        },
      ],
    );
  });

  it("lets CloudTrail encrypt with its key, for this trail", async () => {
    const { registrations } = await record(create);
    const { policy } = inputsOf(
      find(registrations, "aws:kms/key:Key", "audit-key-key"),
    ) as Document;
    assert.deepEqual(
      policy?.Statement.filter(({ Sid }) => Sid !== "AdministeredThroughIam"),
      [
        {
          Sid: "CloudTrailEncrypts",
          Effect: "Allow",
          Principal: cloudTrail,
          Action: ["kms:GenerateDataKey"],
          Resource: ["*"],
          Condition: {
            StringEquals: { "aws:SourceArn": trailArn },
            StringLike: {
              "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${accountId}:trail/*`,
            },
          },
        },
        {
          Sid: "CloudTrailDescribesTheKey",
          Effect: "Allow",
          Principal: cloudTrail,
          Action: ["kms:DescribeKey"],
          Resource: ["*"],
          Condition: { StringEquals: { "aws:SourceArn": trailArn } },
        },
      ],
    );
  });

  it("keeps records from being changed for a year and deletes them after two", async () => {
    const { registrations } = await record(create);
    const lock = find(
      registrations,
      "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    );
    assert.deepEqual(lock.inputs["rule"], { defaultRetention: { mode: "GOVERNANCE", days: 365 } });
    const lifecycle = find(
      registrations,
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    );
    const [rule] = lifecycle.inputs["rules"] as { expiration: unknown }[];
    assert.deepEqual(rule?.expiration, { days: 731 });
  });

  it("writes the streams of this account and region to its log, and nothing else", async () => {
    const { registrations } = await record(create);
    const { policy } = inputsOf(find(registrations, "aws:iam/rolePolicy:RolePolicy")) as Document;
    assert.deepEqual(policy?.Statement, [
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [`arn:mock:audit-logs:log-stream:${accountId}_CloudTrail_us-east-1*`],
      },
    ]);
  });

  it("keeps recording management events when data events are asked for", async () => {
    const { registrations } = await record(() =>
      create({
        dataEvents: [
          { of: "buckets", arns: ["arn:aws:s3:::invoices"] },
          { of: "tables", arns: ["arn:aws:dynamodb:x:1:table/t"], operations: "writes" },
          { of: "functions", arns: "all" },
        ],
      }),
    );
    const data = (type: string, ...fields: object[]) => [
      { field: "eventCategory", equals: ["Data"] },
      { field: "resources.type", equals: [type] },
      ...fields,
    ];
    assert.deepEqual(
      find(registrations, "aws:cloudtrail/trail:Trail").inputs["advancedEventSelectors"],
      [
        {
          name: "Management events",
          fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }],
        },
        {
          name: "Data events of buckets",
          fieldSelectors: data("AWS::S3::Object", {
            field: "resources.ARN",
            startsWiths: ["arn:aws:s3:::invoices/"],
          }),
        },
        {
          name: "Data events of tables",
          fieldSelectors: data(
            "AWS::DynamoDB::Table",
            { field: "readOnly", equals: ["false"] },
            { field: "resources.ARN", equals: ["arn:aws:dynamodb:x:1:table/t"] },
          ),
        },
        { name: "Data events of functions", fieldSelectors: data("AWS::Lambda::Function") },
      ],
    );
  });

  it("watches for what it is asked to, and protects bucket and key", async () => {
    const { registrations } = await record(() =>
      create({ insights: ["apiCallRate", "apiErrorRate"], protect: true, logRetentionDays: 365 }),
    );
    assert.deepEqual(find(registrations, "aws:cloudtrail/trail:Trail").inputs["insightSelectors"], [
      { insightType: "ApiCallRateInsight" },
      { insightType: "ApiErrorRateInsight" },
    ]);
    assert.ok(find(registrations, "aws:s3/bucket:Bucket").protect);
    assert.ok(find(registrations, "aws:kms/key:Key", "audit-key-key").protect);
    const group = find(registrations, "aws:cloudwatch/logGroup:LogGroup");
    assert.equal(group.inputs["retentionInDays"], 365);
  });
});

describeMistakes("AuditTrail", "audit-trail.md", [
  {
    argument: "trailName",
    message:
      'trailName must be 3 to 128 letters and digits, with single dots, underscores and hyphens between them, got "-audit"; rename it, such as to shop-audit',
    make: () => create({ trailName: "-audit" }),
  },
  {
    argument: "dataEvents",
    message:
      'dataEvents of buckets must name at least one ARN, got none, which CloudTrail would take for all; name one, or say "all"',
    make: () => create({ dataEvents: [{ of: "buckets", arns: [] }] }),
  },
  {
    argument: "dataEvents",
    message: "dataEvents must name tables once, got two entries; put all ARNs into one of them",
    make: () =>
      create({
        dataEvents: [
          { of: "tables", arns: "all" },
          { of: "tables", arns: ["arn"] },
        ],
      }),
  },
  {
    argument: "insights",
    message:
      "insights must name each kind once, got apiCallRate, apiCallRate; leave the repetition out",
    make: () => create({ insights: ["apiCallRate", "apiCallRate"] }),
  },
]);
