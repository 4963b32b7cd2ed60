/** What the sandbox asks of the emulator for queues, topics, buses, streams and sources of functions. */
import assert from "node:assert/strict";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { PutRecordCommand } from "@aws-sdk/client-kinesis";
import { paginateListEventSourceMappings } from "@aws-sdk/client-lambda";
import { GetSecretValueCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { PublishCommand } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { materialise } from "../../../../sandbox/cloud/materialise";
import { readCloudModel } from "../../../../sandbox/cloud/model";
import { AssetReader } from "../../../../sandbox/cloud/state/assets";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import type { StateResource } from "../../../../sandbox/cloud/types";
import { useEmulator } from "../fixtures/emulator";
import {
  messageArns,
  messagesState,
  queueArn,
  queueUrl,
  ruleArn,
} from "../fixtures/messages/state";
import { fixturesDirectory, resource } from "../fixtures/state";

/** A function that hands on what it gets to the queue "seen". */
const relay = `
const { SQSClient, SendMessageCommand } = require(${JSON.stringify(require.resolve("@aws-sdk/client-sqs"))});
exports.handler = async ({ Records, ...event }) => {
  const queue = process.env.AWS_ENDPOINT_URL + "/123456789012/seen";
  const rows = Records ?? [{ eventSource: event.source, body: event["detail-type"] }];
  for (const { eventSource = "aws:sns", kinesis, dynamodb, Sns, body = Sns?.Message } of rows) {
    const what = kinesis ? Buffer.from(kinesis.data, "base64").toString() : dynamodb ? dynamodb.Keys.id.S : body;
    await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: queue, MessageBody: eventSource + " " + what }));
  }
};
`;

const streamArn =
  "arn:aws:dynamodb:eu-west-1:123456789012:table/products/stream/2026-01-01T00:00:00.000";

const seen = resource("aws:sqs/queue:Queue", "seen", {
  name: "seen",
  url: queueUrl("seen"),
  arn: queueArn("seen"),
});

function mapping(name: string, eventSourceArn: string, extra: Record<string, unknown> = {}) {
  return resource("aws:lambda/eventSourceMapping:EventSourceMapping", name, {
    eventSourceArn,
    functionName: "arn:aws:lambda:eu-west-1:123456789012:function:auditor-3c4d:live",
    ...extra,
  });
}

function rolePolicy(actions: string[], Resource: string) {
  const Statement = [{ Effect: "Allow", Action: actions, Resource }];
  const name = `auditor-${actions[0] ?? ""}`;
  const policy = JSON.stringify({ Version: "2012-10-17", Statement });
  return resource("aws:iam/rolePolicy:RolePolicy", name, {
    name,
    role: "auditor-function",
    policy,
  });
}

describe("messaging in the emulator", function () {
  this.timeout(180_000);
  const emulator = useEmulator();

  /** Brings the emulator to the stack of messages, with resources more and some taken out or changed. */
  async function apply(
    more: readonly StateResource[] = [],
    change: (resource: StateResource) => StateResource | undefined = (one) => one,
  ): Promise<void> {
    emulator.warnings = [];
    const { resources = [] } = messagesState({ publisher: relay, auditor: relay });
    const state = { resources: [...resources, ...more].flatMap((one) => change(one) ?? []) };
    const assets = new AssetReader(fixturesDirectory, () => undefined);
    await materialise(emulator.clients, readCloudModel(new DeployedStack(state)), assets, {
      progress: () => undefined,
      warn: (_source, message) => emulator.warnings.push(message),
    });
  }

  const nameOf = ({ urn }: StateResource) => urn.split("::").at(-1) ?? "";
  const without = (name: string) => (one: StateResource) =>
    nameOf(one).startsWith(name) ? undefined : one;

  async function receive(QueueUrl: string): Promise<string[]> {
    const { Messages = [] } = await emulator.clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 }),
    );
    return Messages.map(({ Body = "" }) => Body);
  }

  /** What the function handed on, as soon as it is as wanted. */
  async function seenUntil(isWanted: (all: ReadonlySet<string>) => boolean): Promise<Set<string>> {
    const bodies = new Set<string>();
    const deadline = performance.now() + 15_000;
    while (!isWanted(bodies) && performance.now() < deadline) {
      for (const body of await receive("seen")) bodies.add(body);
    }
    return bodies;
  }

  async function mappings(): Promise<string[]> {
    const found: string[] = [];
    for await (const page of paginateListEventSourceMappings(
      { client: emulator.clients.lambda },
      {},
    )) {
      found.push(...(page.EventSourceMappings ?? []).map(({ UUID = "" }) => UUID));
    }
    return found;
  }

  it("stays as it is when the stack did, with its messages and mappings", async () => {
    await apply();
    const QueueUrl = queueUrl("jobs");
    await emulator.clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "waits" }));
    const before = await mappings();
    assert.equal(before.length, 1);
    await apply();
    assert.deepEqual(await mappings(), before);
    assert.deepEqual(await receive(QueueUrl), ["waits"]);
  });

  it("loses what left the stack, and says which messages are lost", async () => {
    await apply([seen]);
    await emulator.clients.sqs.send(
      new SendMessageCommand({ QueueUrl: "seen", MessageBody: "lost" }),
    );
    await apply([], without("clicks"));
    assert.match(
      emulator.warnings.join("\n"),
      /queue seen is no longer in the stack .* its 1 messages/,
    );
    assert.match(emulator.warnings.join("\n"), /stream clicks is no longer in the stack/);
    await assert.rejects(receive("seen"), { name: "QueueDoesNotExist" });
  });

  it("hands the messages of a topic on that its filter lets through", async () => {
    const filterPolicy = JSON.stringify({ kind: ["sale"] });
    await apply([seen], (one) =>
      nameOf(one) === "jobs-news" ? { ...one, outputs: { ...one.outputs, filterPolicy } } : one,
    );
    for (const kind of ["weather", "sale"]) {
      await emulator.clients.sns.send(
        new PublishCommand({
          TopicArn: messageArns.topic,
          Message: kind,
          MessageAttributes: { kind: { DataType: "String", StringValue: kind } },
        }),
      );
    }
    assert.deepEqual(
      (await receive(queueUrl("jobs"))).filter((body) => body !== "waits"),
      ["sale"],
    );
  });

  it("gives nothing to a queue whose policy does not name the rule, and says so", async () => {
    await apply([], without("worker-events-policy"));
    assert.deepEqual(
      emulator.warnings.filter((message) => message.includes("worker")),
      [
        `target ${queueArn("worker-events")} of rule worker-rule gets nothing: no resource policy allows events.amazonaws.com sqs:SendMessage on ${queueArn("worker-events")} for ${ruleArn("worker-rule")}.`,
      ],
    );
    const event = { Source: "test", DetailType: "OrderPaid", Detail: "{}" };
    await emulator.clients.events.send(
      new PutEventsCommand({ Entries: [{ ...event, EventBusName: "store-events" }] }),
    );
    assert.deepEqual(await receive(queueUrl("worker-events")), []);
  });

  it("calls no function whose role may not read the queue, and says which permission is missing", async () => {
    await apply([], without("auditor-policy"));
    assert.match(
      emulator.warnings.join("\n"),
      /auditor-subscribed does not run: the function's role \S+ does not allow sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes on \S+:auditor-events\./,
    );
    assert.deepEqual(await mappings(), []);
  });

  it("calls functions with records of streams and changes of tables", async () => {
    const streams = [
      seen,
      rolePolicy(["sqs:SendMessage"], queueArn("seen")),
      rolePolicy(["kinesis:*"], messageArns.stream),
      rolePolicy(["dynamodb:*"], streamArn),
      mapping("clicks-source", messageArns.stream, {
        startingPosition: "TRIM_HORIZON",
        functionResponseTypes: ["ReportBatchItemFailures"],
      }),
      mapping("table-source", streamArn, { startingPosition: "TRIM_HORIZON" }),
    ];
    await apply(streams, (one) =>
      nameOf(one) === "products-table"
        ? { ...one, outputs: { ...one.outputs, streamEnabled: true } }
        : one,
    );
    assert.match(emulator.warnings.join("\n"), /clicks-source: records .* count as done here/);
    await emulator.clients.kinesis.send(
      new PutRecordCommand({ StreamName: "clicks", PartitionKey: "a", Data: Buffer.from("click") }),
    );
    await emulator.clients.dynamodb.send(
      new PutItemCommand({ TableName: "products", Item: { id: { S: "mug" } } }),
    );
    const bodies = await seenUntil((all) => all.size === 2);
    assert.deepEqual([...bodies].sort(), ["aws:dynamodb mug", "aws:kinesis click"]);
  });

  it("calls functions with messages of a topic and events of a rule that they admit", async () => {
    const endpoint = "arn:aws:lambda:eu-west-1:123456789012:function:auditor-3c4d:live";
    const admit = (name: string, principal: string, sourceArn: string) =>
      resource("aws:lambda/permission:Permission", name, {
        ...{ function: "auditor-3c4d", qualifier: "live", action: "lambda:InvokeFunction" },
        ...{ principal, sourceArn },
      });
    await apply([
      seen,
      rolePolicy(["sqs:SendMessage"], queueArn("seen")),
      admit("auditor-from-news", "sns.amazonaws.com", messageArns.topic),
      resource("aws:sns/topicSubscription:TopicSubscription", "auditor-news", {
        ...{ topic: messageArns.topic, protocol: "lambda", endpoint },
      }),
      admit("auditor-from-rule", "events.amazonaws.com", ruleArn("worker-rule")),
      resource("aws:cloudwatch/eventTarget:EventTarget", "auditor-called", {
        ...{ rule: "worker-rule", eventBusName: "store-events", targetId: "called", arn: endpoint },
      }),
    ]);
    await emulator.clients.sns.send(
      new PublishCommand({ TopicArn: messageArns.topic, Message: "news" }),
    );
    const event = { Source: "shop", DetailType: "OrderPaid", Detail: "{}" };
    await emulator.clients.events.send(
      new PutEventsCommand({ Entries: [{ ...event, EventBusName: "store-events" }] }),
    );
    // The event comes by the service's own queue as well, as a message.
    const bodies = await seenUntil((all) => all.has("aws:sns news") && all.has("shop OrderPaid"));
    assert.ok(bodies.has("aws:sns news"));
    assert.ok(bodies.has("shop OrderPaid"));
  });

  it("keeps the order of a FIFO queue's group, and takes the same message once", async () => {
    const name = "orders.fifo";
    await apply([
      resource("aws:sqs/queue:Queue", "orders", {
        ...{ name, url: queueUrl(name), arn: queueArn(name) },
        ...{ fifoQueue: true, contentBasedDeduplication: true },
      }),
    ]);
    for (const MessageBody of ["1", "2", "2", "3"]) {
      const message = { QueueUrl: queueUrl(name), MessageBody, MessageGroupId: "ann" };
      await emulator.clients.sqs.send(new SendMessageCommand(message));
    }
    assert.deepEqual(await receive(queueUrl(name)), ["1", "2", "3"]);
  });

  it("keeps a secret that somebody put there by hand", async () => {
    await apply();
    const SecretId = messageArns.emptySecret;
    const read = () => emulator.clients.secrets.send(new GetSecretValueCommand({ SecretId }));
    await assert.rejects(read(), { name: "ResourceNotFoundException" });
    await emulator.clients.secrets.send(
      new PutSecretValueCommand({ SecretId, SecretString: "by hand" }),
    );
    await apply();
    const { ARN, SecretString } = await read();
    assert.deepEqual([ARN, SecretString], [SecretId, "by hand"]);
  });
});
