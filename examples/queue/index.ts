import * as s3 from "@pulumi/aws/s3";
import { Bucket } from "../../components/data/bucket";
import { Key } from "../../components/data/key";
import { LogBucket } from "../../components/data/logBucket";
import { EventBus } from "../../components/messaging/eventBus";
import { messagingKeyStatements } from "../../components/messaging/keyUse";
import { Queue } from "../../components/messaging/queue";
import { Topic } from "../../components/messaging/topic";
import { AlarmTopic } from "../../components/observability/alarmTopic";
import { createFoundation } from "../foundation";

function main() {
  const foundation = createFoundation();
  const { region, accountId } = foundation;
  const key = new Key("message-key", {
    description: "Encrypts messages",
    accountId,
    statements: messagingKeyStatements({
      ...{ region, accountId },
      toQueues: ["topics", "events", "buckets"],
    }),
  });
  const alarmTopicArn = new AlarmTopic("alarms", foundation).arn;
  const messaging = { key, region, accountId, alarmTopicArn };
  const mails = new Queue("mails", messaging);

  // Three sources, each let in by its own ARN; what a function takes 30 seconds for.
  const bus = new EventBus("store");
  const topic = new Topic("orders", messaging);
  const bucket = new Bucket("uploads", { accessLogs: new LogBucket("access-logs", foundation) });
  const audit = new Queue("audit", {
    ...messaging,
    visibilityTimeoutSeconds: 180,
    senders: [
      { kind: "events", name: "placed", bus, pattern: { source: ["shop.orders"] } },
      { kind: "topic", name: "large", topic, filter: { total: [{ numeric: [">=", 1000] }] } },
      { kind: "bucket", name: "uploads", bucket },
    ],
  });
  new s3.BucketNotification(
    "uploads-notification",
    {
      bucket: bucket.bucketName,
      queues: [{ queueArn: audit.arn, events: ["s3:ObjectCreated:*"] }],
    },
    { dependsOn: audit.ready },
  );

  // Payments of one order in their order, each exactly once.
  const payments = new Queue("payments", { ...messaging, fifo: { deduplication: "content" } });
  return {
    mailsUrl: mails.url,
    auditUrl: audit.url,
    paymentsUrl: payments.url,
    failures: mails.deadLetterUrl,
  };
}

export = main;
