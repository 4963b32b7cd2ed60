import assert from "node:assert/strict";
import { FunctionService } from "../../../../components/compute/functionService";
import { platform } from "../../../helpers/components";
import { find, namesOf, record, valueOf } from "../../../helpers/recordingMocks";
import { useWorkspace } from "../../../helpers/workspace";
import { recordConsumer, recordFunction, sources, statements } from "./functionFixture";

const queueArn = "arn:aws:sqs:us-east-1:123456789012:orders";
const streamArn = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks";
const tableStreamArn = "arn:aws:dynamodb:us-east-1:123456789012:table/carts/stream/1";
const keyArn = "arn:aws:kms:us-east-1:123456789012:key/1";
const aliasArn = "arn:mock:carts-live";
const failureArn = "arn:mock:carts-failures-queue";
const mapping = (name: string) => `aws:lambda:EventSourceMapping ${name}`;

const queue = { kind: "queue", name: "orders", queueArn } as const;
const stream = { kind: "stream", name: "clicks", streamArn } as const;
const bus = { kind: "eventBridge", name: "placed", pattern: { source: ["shop.orders"] } } as const;
const schedule = { kind: "schedule", name: "nightly", expression: "rate(1 day)" } as const;

const keepFailures = [
  {
    Sid: "KeepFailures",
    Effect: "Allow",
    Action: ["sqs:SendMessage"],
    Resource: [failureArn],
  },
  {
    Sid: "KeepFailuresKey",
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: ["arn:mock:carts-failures-key"],
    Condition: { StringEquals: { "kms:ViaService": "sqs.us-east-1.amazonaws.com" } },
  },
];

describe("FunctionService without routes", () => {
  useWorkspace(sources);

  it("is not connected to the ingress", async () => {
    const { children } = await recordConsumer(queue);
    assert.deepEqual(Object.keys(children).sort(), [
      "aws:cloudwatch:LogGroup carts-logs",
      "aws:iam:Role carts-function-role",
      "aws:iam:RolePolicy carts-function-role-policy",
      "aws:lambda:Alias carts-live",
      "aws:lambda:EventSourceMapping carts-orders",
      "aws:lambda:Function carts-function",
    ]);
  });
});

describe("FunctionService with a queue", () => {
  useWorkspace(sources);

  it("reads it by the alias, ten at a time in ten calls, and takes back what failed alone", async () => {
    const { children } = await recordConsumer(queue);
    assert.deepEqual(children[mapping("carts-orders")], {
      eventSourceArn: queueArn,
      functionName: aliasArn,
      batchSize: 10,
      maximumBatchingWindowInSeconds: 0,
      scalingConfig: { maximumConcurrency: 10 },
      functionResponseTypes: ["ReportBatchItemFailures"],
    });
  });

  it("takes size, window, limit and filters from the source", async () => {
    const { children } = await recordConsumer({
      ...queue,
      batchSize: 100,
      maxConcurrency: 50,
      filters: [{ body: { kind: ["placed"] } }],
    });
    const inputs = children[mapping("carts-orders")];
    assert.deepEqual(
      [inputs?.["batchSize"], inputs?.["scalingConfig"], inputs?.["filterCriteria"]],
      [100, { maximumConcurrency: 50 }, { filters: [{ pattern: '{"body":{"kind":["placed"]}}' }] }],
    );
    // SQS takes batches of more than ten only with a window.
    assert.equal(inputs?.["maximumBatchingWindowInSeconds"], 1);
  });

  it("may read that queue and decrypt with its key by way of SQS, and nothing else", async () => {
    const recorded = await recordConsumer({ ...queue, keyArn });
    assert.deepEqual(statements(recorded, "carts-function-role-policy").slice(0, -2), [
      {
        Sid: "ConsumeOrders",
        Effect: "Allow",
        Action: ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
        Resource: [queueArn],
      },
      {
        Sid: "ConsumeOrdersKey",
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: [keyArn],
        Condition: { StringEquals: { "kms:ViaService": "sqs.us-east-1.amazonaws.com" } },
      },
    ]);
  });

  it("has no failure queue of its own, since SQS keeps what fails", async () => {
    const { result, registrations } = await recordConsumer(queue);
    assert.equal(result.failureQueueUrl, undefined);
    assert.deepEqual(namesOf(registrations, "aws:sqs/queue:Queue"), []);
  });
});

describe("FunctionService with a stream", () => {
  useWorkspace(sources);

  it("halves failing batches, gives up after five attempts or a day, and keeps what failed", async () => {
    const { children } = await recordConsumer(stream);
    assert.deepEqual(children[mapping("carts-clicks")], {
      eventSourceArn: streamArn,
      functionName: aliasArn,
      startingPosition: "TRIM_HORIZON",
      batchSize: 100,
      maximumBatchingWindowInSeconds: 0,
      parallelizationFactor: 1,
      maximumRetryAttempts: 5,
      maximumRecordAgeInSeconds: 86400,
      bisectBatchOnFunctionError: true,
      destinationConfig: { onFailure: { destinationArn: failureArn } },
      functionResponseTypes: ["ReportBatchItemFailures"],
    });
  });

  it("takes every number from the source", async () => {
    const { children } = await recordConsumer({
      ...stream,
      ...{ batchSize: 7, windowSeconds: 3, retries: 0, maxAgeSeconds: 60, parallelization: 10 },
      ...{ startAt: "latest", bisect: false },
    });
    const inputs = children[mapping("carts-clicks")] ?? {};
    assert.deepEqual(
      [
        ...[inputs["batchSize"], inputs["maximumBatchingWindowInSeconds"]],
        ...[inputs["maximumRetryAttempts"], inputs["maximumRecordAgeInSeconds"]],
        ...[inputs["parallelizationFactor"], inputs["startingPosition"]],
        inputs["bisectBatchOnFunctionError"],
      ],
      [7, 3, 0, 60, 10, "LATEST", false],
    );
  });

  it("may read a Kinesis stream, decrypt by way of Kinesis, and send to the failure queue", async () => {
    const recorded = await recordConsumer({ ...stream, keyArn });
    assert.deepEqual(statements(recorded, "carts-function-role-policy").slice(0, -2), [
      {
        Sid: "ConsumeClicks",
        Effect: "Allow",
        Action: [
          "kinesis:DescribeStream",
          "kinesis:DescribeStreamSummary",
          "kinesis:GetRecords",
          "kinesis:GetShardIterator",
          "kinesis:ListShards",
        ],
        Resource: [streamArn],
      },
      {
        Sid: "ConsumeClicksKey",
        Effect: "Allow",
        Action: ["kms:Decrypt"],
        Resource: [keyArn],
        Condition: { StringEquals: { "kms:ViaService": "kinesis.us-east-1.amazonaws.com" } },
      },
      ...keepFailures,
    ]);
  });

  it("may read a table's stream, and list streams, for which AWS has nothing narrower", async () => {
    const recorded = await recordConsumer({
      kind: "tableStream",
      name: "changes",
      streamArn: tableStreamArn,
    });
    const allowed = statements(recorded, "carts-function-role-policy");
    assert.deepEqual(
      allowed.slice(0, 2).map(({ Action, Resource }) => [Action, Resource]),
      [
        [
          ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
          [tableStreamArn],
        ],
        [["dynamodb:ListStreams"], ["*"]],
      ],
    );
    assert.ok(mapping("carts-changes") in recorded.children);
  });

  it("keeps no retries of calls, which streams do not make", async () => {
    const { registrations } = await recordConsumer(stream);
    const type = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
    assert.deepEqual(namesOf(registrations, type), []);
  });
});

describe("FunctionService with an EventBridge bus", () => {
  useWorkspace(sources);

  it("has a rule of the bus call the alias, and keeps what did not arrive", async () => {
    const { children, registrations } = await recordConsumer({ ...bus, busName: "store" });
    assert.deepEqual(children["aws:cloudwatch:EventRule carts-placed-rule"], {
      eventBusName: "store",
      eventPattern: { source: ["shop.orders"] },
    });
    assert.deepEqual(children["aws:cloudwatch:EventTarget carts-placed-target"], {
      eventBusName: "store",
      rule: "carts-placed-rule",
      arn: aliasArn,
      deadLetterConfig: { arn: failureArn },
    });
    assert.deepEqual(children["aws:lambda:Permission carts-placed-permission"], {
      action: "lambda:InvokeFunction",
      principal: "events.amazonaws.com",
      function: "carts-function",
      qualifier: "live",
      sourceArn: "arn:aws:events:us-east-1:123456789012:rule/carts-placed-rule",
    });
    const target = find(registrations, "aws:cloudwatch/eventTarget:EventTarget");
    const permission = find(registrations, "aws:lambda/permission:Permission");
    assert.ok(target.dependencies.includes(permission.urn));
  });

  it("stays on the default bus when none is named", async () => {
    const { children } = await recordConsumer(bus);
    assert.deepEqual(Object.keys(children["aws:cloudwatch:EventRule carts-placed-rule"] ?? {}), [
      "eventPattern",
    ]);
  });

  it("has Lambda repeat a failing call twice within six hours, then keeps it", async () => {
    const { children } = await recordConsumer(bus);
    assert.deepEqual(children["aws:lambda:FunctionEventInvokeConfig carts-retries"], {
      functionName: "carts-function",
      qualifier: "live",
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 21600,
      destinationConfig: { onFailure: { destination: failureArn } },
    });
  });

  it("takes the number of retries and the age from the arguments", async () => {
    const { children } = await recordConsumer(bus, { asyncRetries: 0, asyncMaxAgeSeconds: 60 });
    const inputs = children["aws:lambda:FunctionEventInvokeConfig carts-retries"];
    assert.deepEqual(
      [inputs?.["maximumRetryAttempts"], inputs?.["maximumEventAgeInSeconds"]],
      [0, 60],
    );
  });

  it("keeps failures for two weeks, under a key that EventBridge of this account may use", async () => {
    const { result, children, registrations } = await recordConsumer(bus);
    assert.deepEqual(children["aws:sqs:Queue carts-failures-queue"], {
      kmsMasterKeyId: "arn:mock:carts-failures-key",
      messageRetentionSeconds: 1209600,
    });
    const { policy } = find(registrations, "aws:kms/key:Key", "carts-failures-key").inputs;
    assert.deepEqual((JSON.parse(String(policy)) as { Statement: unknown[] }).Statement[1], {
      Sid: "EventBridgeFailures",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: ["*"],
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    });
    assert.ok(result.failureQueueUrl);
  });

  it("tells a topic of failures where there is one, and nobody otherwise", async () => {
    const alarm = "aws:cloudwatch:MetricAlarm carts-failures-alarm";
    const { children } = await recordConsumer(bus, { alarmTopicArn: "arn:mock:alarms" });
    const { dimensions, alarmActions } = children[alarm] ?? {};
    assert.deepEqual(
      [dimensions, alarmActions],
      [{ QueueName: "carts-failures-queue" }, ["arn:mock:alarms"]],
    );
    assert.equal((await recordConsumer(bus)).children[alarm], undefined);
  });

  it("lets the rule send to the failure queue, over TLS, and no other", async () => {
    const { children } = await recordConsumer(bus);
    assert.deepEqual(children["aws:sqs:QueuePolicy carts-failures-policy"]?.["policy"], {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "EventBridgeFailures",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: ["sqs:SendMessage"],
          Resource: [failureArn],
          Condition: {
            ArnEquals: {
              "aws:SourceArn": ["arn:aws:events:us-east-1:123456789012:rule/carts-placed-rule"],
            },
          },
        },
        {
          Sid: "OnlyOverTls",
          Effect: "Deny",
          Principal: "*",
          Action: ["sqs:*"],
          Resource: [failureArn],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });
});

describe("FunctionService with a schedule", () => {
  useWorkspace(sources);

  it("is called at the time, in UTC, and what did not arrive is kept", async () => {
    const { children } = await recordConsumer(schedule);
    assert.deepEqual(children["aws:scheduler:Schedule carts-nightly-schedule"], {
      scheduleExpression: "rate(1 day)",
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: aliasArn,
        roleArn: "arn:mock:carts-nightly-schedule-role",
        deadLetterConfig: { arn: failureArn },
      },
    });
  });

  it("passes on time zone and input", async () => {
    const { children } = await recordConsumer({
      ...schedule,
      timezone: "Europe/Berlin",
      input: { job: "report" },
    });
    const inputs = children["aws:scheduler:Schedule carts-nightly-schedule"];
    assert.equal(inputs?.["scheduleExpressionTimezone"], "Europe/Berlin");
    assert.equal((inputs["target"] as { input: string }).input, '{"job":"report"}');
  });

  it("may call the alias and send to the failure queue, for schedules of this account", async () => {
    const recorded = await recordConsumer(schedule);
    assert.deepEqual(statements(recorded, "carts-nightly-schedule-role-policy"), [
      {
        Sid: "CallFunction",
        Effect: "Allow",
        Action: ["lambda:InvokeFunction"],
        Resource: [aliasArn],
      },
      ...keepFailures,
    ]);
    assert.deepEqual(
      recorded.children["aws:iam:Role carts-nightly-schedule-role"]?.["assumeRolePolicy"],
      {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "AssumedByService",
            Effect: "Allow",
            Principal: { Service: "scheduler.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
          },
        ],
      },
    );
  });
});

describe("FunctionService with the longest names", () => {
  const name = "a".repeat(20);
  useWorkspace({ files: { [`services/${name}/lambda.ts`]: "export const handler = 1;" } });

  it("leaves room for the eight characters that Pulumi appends", async () => {
    const source = "b".repeat(20);
    const { registrations } = await record(
      () =>
        new FunctionService(name, {
          ...platform(),
          runtime: { kind: "lambda", memoryMiB: 512 },
          routes: [],
          grants: [],
          eventSources: [
            { ...bus, name: source },
            { ...schedule, name: `${source.slice(1)}c` },
          ],
          release: { strategy: "canary" },
        }),
    );
    const within64 = [
      "iam/role:",
      "lambda/function:",
      "cloudwatch/eventRule",
      "scheduler/schedule",
    ];
    const named = registrations.filter(({ type }) => within64.some((one) => type.includes(one)));
    assert.ok(named.length > 5);
    assert.deepEqual(
      named.map((one) => one.name).filter((one) => one.length + 8 > 64),
      [],
    );
  });
});

describe("FunctionService with several sources", () => {
  useWorkspace(sources);

  it("shares one failure queue among them, beside its routes", async () => {
    const eventSources = [queue, stream, bus, schedule];
    const { result, registrations, children } = await recordFunction({ eventSources });
    assert.deepEqual(namesOf(registrations, "aws:sqs/queue:Queue"), ["carts-failures-queue"]);
    assert.ok("aws:lb:TargetGroup carts-targets" in children);
    assert.ok(result.failureQueueUrl);
    assert.equal(await valueOf(result.version), "1");
  });
});
