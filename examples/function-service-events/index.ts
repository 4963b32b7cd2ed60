import * as kinesis from "@pulumi/aws/kinesis";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { FunctionService } from "../../components/compute/functionService";
import { createDeadLetterAlarm } from "../../components/messaging/queues/deadLetterAlarm";
import { createPlatform } from "../foundation";

const entries = "examples/function-service-events";

function main() {
  const platform = createPlatform();
  const { key } = platform;
  const queue = createQueue(platform.alarms.arn);
  const orders = new FunctionService("orders", {
    ...platform,
    runtime: { kind: "lambda", memoryMiB: 256, timeoutSeconds: 30 },
    entry: `${entries}/orders.ts`,
    routes: [],
    grants: [],
    eventSources: [{ kind: "queue", name: "placed", queueArn: queue.arn }],
  });

  const stream = new kinesis.Stream("clicks-stream", {
    streamModeDetails: { streamMode: "ON_DEMAND" },
    encryptionType: "KMS",
    kmsKeyId: key.arn,
    retentionPeriod: 168,
  });
  const streamArn = stream.arn;
  const clicks = new FunctionService("clicks", {
    ...platform,
    runtime: { kind: "lambda", memoryMiB: 256 },
    entry: `${entries}/clicks.ts`,
    routes: [],
    grants: [],
    eventSources: [
      { kind: "stream", name: "web", streamArn, keyArn: key.arn, retries: 3, parallelization: 2 },
    ],
  });

  const audit = new FunctionService("audit", {
    ...platform,
    runtime: { kind: "lambda", memoryMiB: 256 },
    entry: `${entries}/audit.ts`,
    routes: [],
    grants: [],
    eventSources: [
      { kind: "eventBridge", name: "orders", pattern: { source: ["shop.orders"] } },
      {
        kind: "schedule",
        name: "nightly",
        expression: "cron(0 3 * * ? *)",
        timezone: "Europe/Berlin",
        input: { id: "nightly", source: "schedule", "detail-type": "Nightly", detail: {} },
      },
    ],
    asyncMaxAgeSeconds: 3600,
  });
  return {
    orders: orders.aliasArn,
    clicksFailures: clicks.failureQueueUrl,
    auditFailures: audit.failureQueueUrl,
  };
}

/** A queue whose visibility time-out is six times the function's own, with a dead-letter queue and its alarm. */
function createQueue(topicArn: pulumi.Output<string>): sqs.Queue {
  const dead = new sqs.Queue("orders-dead", { messageRetentionSeconds: 1_209_600 });
  const description = "Orders that nobody could work on";
  createDeadLetterAlarm("orders-dead-alarm", { queue: dead, topicArn, description }, {});
  return new sqs.Queue("orders-placed", {
    visibilityTimeoutSeconds: 180,
    redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 5 }),
  });
}

export = main;
