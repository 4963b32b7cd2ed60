import { Key } from "../../components/data/key";
import { EventBus } from "../../components/messaging/eventBus";
import { messagingKeyStatements } from "../../components/messaging/keyUse";
import { Queue } from "../../components/messaging/queue";
import { AlarmTopic } from "../../components/observability/alarmTopic";
import { createFoundation } from "../foundation";

function main() {
  const foundation = createFoundation();
  const { region, accountId } = foundation;
  const alarmTopicArn = new AlarmTopic("alarms", foundation).arn;
  const key = new Key("message-key", {
    description: "Encrypts messages and events",
    accountId,
    statements: messagingKeyStatements({ region, accountId, encryptsBuses: true }),
  });
  const bus = new EventBus("store");
  const placed = new Queue("placed-orders", {
    ...{ key, region, accountId, alarmTopicArn },
    senders: [
      {
        kind: "events",
        name: "store",
        bus,
        pattern: { source: ["shop.orders"], "detail-type": ["OrderPlaced"] },
        maxAgeSeconds: 3600,
      },
    ],
  });

  // Events under a key of one's own, described, kept for a year, and some of them from a partner.
  const billing = new EventBus("billing", {
    ...{ key, alarmTopicArn },
    archive: { retentionDays: 365 },
    schemas: { "shop.billing@InvoicePaid": invoicePaid },
    publishers: [{ kind: "account", accountId: "111122223333", sources: ["partner.payments"] }],
  });
  return {
    busName: bus.busName,
    archiveArn: bus.archiveArn,
    placedUrl: placed.url,
    billingRegistry: billing.registryName,
  };
}

const invoicePaid = {
  $schema: "http://json-schema.org/draft-04/schema#",
  title: "InvoicePaid",
  type: "object",
  required: ["invoiceId", "cents"],
  properties: { invoiceId: { type: "string" }, cents: { type: "integer" } },
};

export = main;
