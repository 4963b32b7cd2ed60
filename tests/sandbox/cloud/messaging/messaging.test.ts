import assert from "node:assert/strict";
import {
  readFunctions,
  readPermissions,
} from "../../../../sandbox/cloud/functions/lambdaFunctions";
import { withLocalQueues } from "../../../../sandbox/cloud/messaging/addresses";
import { deliveryFault } from "../../../../sandbox/cloud/messaging/deliveries";
import { readMessaging } from "../../../../sandbox/cloud/messaging/model";
import { queueAttributes } from "../../../../sandbox/cloud/messaging/queues";
import { queueRows } from "../../../../sandbox/cloud/messaging/watch";
import { DeployedStack } from "../../../../sandbox/cloud/state/deployedStack";
import type { StateResource } from "../../../../sandbox/cloud/types";
import {
  messageArns,
  messagesState,
  queueArn,
  queueUrl,
  ruleArn,
} from "../fixtures/messages/state";
import { arns, resource } from "../fixtures/state";

function stackOf(...more: StateResource[]): DeployedStack {
  const { resources = [] } = messagesState({ publisher: "", auditor: "" });
  return new DeployedStack({ resources: [...resources, ...more] });
}

describe("queues", () => {
  it("have the attributes and policies of the state", () => {
    const { queues } = readMessaging(stackOf());
    const jobs = queues.find(({ name }) => name === "jobs");
    assert.ok(jobs);
    const { Policy = "", ...attributes } = queueAttributes(jobs);
    assert.deepEqual(attributes, {
      VisibilityTimeout: "1",
      MessageRetentionPeriod: "345600",
      DelaySeconds: "0",
      ReceiveMessageWaitTimeSeconds: "20",
      RedrivePolicy: `{"deadLetterTargetArn":"${queueArn("jobs-dead")}","maxReceiveCount":2}`,
      RedriveAllowPolicy: "",
    });
    assert.match(Policy, /sns\.amazonaws\.com/);
  });

  it("take policies that are resources of their own", () => {
    const redriveAllowPolicy = JSON.stringify({ redrivePermission: "denyAll" });
    const { queues } = readMessaging(
      stackOf(
        resource("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", "jobs-allow", {
          queueUrl: queueUrl("jobs-dead"),
          redriveAllowPolicy,
        }),
      ),
    );
    const dead = queues.find(({ name }) => name === "jobs-dead");
    assert.equal(dead?.redriveAllowPolicy, redriveAllowPolicy);
    assert.equal(queues.find(({ name }) => name === "jobs")?.redriveAllowPolicy, undefined);
  });

  it("say how order and duplicates are treated when they are FIFO", () => {
    const fifo = {
      name: "orders.fifo",
      url: queueUrl("orders.fifo"),
      arn: queueArn("orders.fifo"),
    };
    const { queues } = readMessaging(
      stackOf(
        resource("aws:sqs/queue:Queue", "orders", {
          ...fifo,
          fifoQueue: true,
          contentBasedDeduplication: true,
          deduplicationScope: "messageGroup",
          fifoThroughputLimit: "perMessageGroupId",
        }),
      ),
    );
    const orders = queues.find(({ name }) => name === "orders.fifo");
    assert.ok(orders);
    const attributes = queueAttributes(orders);
    assert.equal(attributes.ContentBasedDeduplication, "true");
    assert.equal(attributes.DeduplicationScope, "messageGroup");
    assert.equal(attributes.FifoThroughputLimit, "perMessageGroupId");
  });

  it("have a row each, with the messages of their dead-letter queues", () => {
    const { queues } = readMessaging(stackOf());
    const counts = new Map([
      [queueArn("jobs"), 3],
      [queueArn("jobs-dead"), 1],
    ]);
    assert.deepEqual(queueRows(queues, counts), [
      { name: "auditor-events", waiting: 0, dead: 0 },
      { name: "jobs", waiting: 3, dead: 1 },
      { name: "worker-events", waiting: 0, dead: 0 },
    ]);
  });

  it("are where the emulator answers, for services and functions", () => {
    const stack = stackOf();
    const local = withLocalQueues(
      {
        ...{ services: [], oneOffTasks: [], functions: readFunctions(stack) },
        messaging: readMessaging(stack),
      },
      "http://127.0.0.1:4566",
    );
    const auditor = local.functions.find(({ name }) => name === "auditor-3c4d");
    assert.deepEqual(auditor?.variables, {
      AUDITOR_EVENTS_QUEUE_URL: "http://127.0.0.1:4566/123456789012/auditor-events",
    });
  });
});

describe("deliveries", () => {
  const stack = stackOf(
    resource("aws:lambda/permission:Permission", "carts-from-news", {
      function: "carts-1a2b",
      qualifier: "live",
      action: "lambda:InvokeFunction",
      principal: "sns.amazonaws.com",
      sourceArn: messageArns.topic,
    }),
  );
  const receivers = { ...readMessaging(stack), permissions: readPermissions(stack) };
  const fromRule = { service: "events.amazonaws.com", sourceArn: ruleArn("worker-rule") };
  const fromTopic = { service: "sns.amazonaws.com", sourceArn: messageArns.topic };

  it("reach a queue whose policy names the rule", () => {
    const endpoint = queueArn("worker-events");
    assert.equal(deliveryFault(receivers, { ...fromRule, endpoint }), undefined);
  });

  it("reach a function by the permission of its alias", () => {
    const endpoint = `${arns.function}:live`;
    assert.equal(deliveryFault(receivers, { ...fromTopic, endpoint }), undefined);
    assert.match(
      deliveryFault(receivers, { ...fromRule, endpoint }) ?? "",
      /no resource policy allows events\.amazonaws\.com lambda:InvokeFunction/,
    );
  });

  it("do not reach a queue whose policy names another rule, or that has none", () => {
    const other = { ...fromRule, endpoint: queueArn("auditor-events") };
    assert.equal(
      deliveryFault(receivers, other),
      `no resource policy allows events.amazonaws.com sqs:SendMessage on ${queueArn("auditor-events")} for ${ruleArn("worker-rule")}`,
    );
    const open = { ...fromRule, endpoint: queueArn("worker-events-dead") };
    assert.match(deliveryFault(receivers, open) ?? "", /no resource policy allows/);
  });

  it("say what the sandbox does not deliver to", () => {
    const endpoint = "arn:aws:states:eu-west-1:123456789012:stateMachine:ship";
    assert.equal(
      deliveryFault(receivers, { ...fromRule, endpoint }),
      `the sandbox does not deliver to ${endpoint}`,
    );
    assert.equal(
      deliveryFault(receivers, { ...fromTopic, endpoint: "ops@example.com" }),
      "the sandbox does not deliver to ops@example.com",
    );
  });
});

describe("what carries messages and is not run", () => {
  it("is named by kind", () => {
    const more = [
      resource("aws:scheduler/schedule:Schedule", "hourly", {}),
      resource("aws:pipes/pipe:Pipe", "orders-pipe", {}),
    ];
    assert.equal(
      readMessaging(stackOf(...more)).notRun,
      "not run here: 1 pipe (orders-pipe), 2 schedules (nightly, hourly)",
    );
  });

  it("is nothing in a stack of queues, topics, buses and streams", () => {
    const { resources = [] } = messagesState({ publisher: "", auditor: "" });
    const without = resources.filter(({ type }) => !type.startsWith("aws:scheduler/"));
    assert.equal(readMessaging(new DeployedStack({ resources: without })).notRun, undefined);
  });
});
