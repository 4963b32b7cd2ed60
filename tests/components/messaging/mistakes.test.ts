import { Bucket } from "../../../components/data/bucket";
import { Delivery, type DeliveryArgs } from "../../../components/messaging/delivery";
import { EventBus } from "../../../components/messaging/eventBus";
import { Queue, type QueueArgs } from "../../../components/messaging/queue";
import { Schedule, type ScheduleArgs } from "../../../components/messaging/schedule";
import { Stream, type StreamArgs } from "../../../components/messaging/stream";
import { Topic, type TopicArgs } from "../../../components/messaging/topic";
import { Workflow } from "../../../components/messaging/workflow";
import { logSettings } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";
import { accountId } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";
import { messaging } from "./messagingFixture";

function createQueue(more: Partial<QueueArgs>): Queue {
  return new Queue("orders", { ...messaging(), ...more });
}

describeMistakes("Queue", "queue.md", [
  {
    argument: "deadLetterRetentionDays",
    message:
      "deadLetterRetentionDays must be at least retentionDays 10, got 7; a message keeps its age when it is moved, so raise deadLetterRetentionDays",
    make: () => createQueue({ retentionDays: 10, deadLetterRetentionDays: 7 }),
  },
  {
    argument: "visibilityTimeoutSeconds",
    message: "visibilityTimeoutSeconds must be a whole number from 1 to 43200, got 0",
    make: () => createQueue({ visibilityTimeoutSeconds: 0 }),
  },
  {
    argument: "senders",
    message:
      'sender "store": kind must be topic for a FIFO queue, got events; EventBridge keeps failures in standard queues only, so leave fifo out',
    make: () => {
      const bus = new EventBus("store");
      const pattern = { source: ["shop.orders"] };
      createQueue({ fifo: {}, senders: [{ kind: "events", name: "store", bus, pattern }] });
    },
  },
  {
    argument: "senders",
    message:
      'sender "paid": topic must be FIFO for a FIFO queue, got a standard topic; set fifo on both or on neither',
    make: () => {
      const topic = new Topic("payments", messaging());
      createQueue({ fifo: {}, senders: [{ kind: "topic", name: "paid", topic }] });
    },
  },
  {
    argument: "senders",
    message:
      'sender "paid": topic must be a standard topic for a standard queue, got a FIFO topic; set fifo on both or on neither',
    make: () => {
      const topic = new Topic("payments", { ...messaging(), fifo: {} });
      createQueue({ senders: [{ kind: "topic", name: "paid", topic }] });
    },
  },
  {
    argument: "senders",
    message:
      'sender "store": pattern must name at least one field, got none; add source or detail-type',
    make: () => {
      const bus = new EventBus("store");
      createQueue({ senders: [{ kind: "events", name: "store", bus, pattern: {} }] });
    },
  },
  {
    argument: "senders",
    message: 'senders must have different names, got "uploads" twice; rename one',
    make: () => {
      const sender = { kind: "bucket", name: "uploads", bucket: new Bucket("a", {}) } as const;
      createQueue({ senders: [sender, sender] });
    },
  },
  {
    argument: "senders",
    message: 'sender "paid": filterOn needs a filter, got none; add filter or leave filterOn out',
    make: () => {
      const topic = new Topic("payments", messaging());
      createQueue({ senders: [{ kind: "topic", name: "paid", topic, filterOn: "body" }] });
    },
  },
  {
    argument: "name",
    message:
      'name must be at most 61 letters, digits, hyphens and underscores, got "orders.fifo"; the queues are named after it',
    make: () => new Queue("orders.fifo", messaging()),
  },
]);

function createTopic(more: Partial<TopicArgs>): Topic {
  return new Topic("orders", { ...messaging(), ...more });
}

describeMistakes("Topic", "topic.md", [
  {
    argument: "subscribers",
    message:
      'subscriber "carrier": url must begin with https://, got "http://carrier.example.com"; plain HTTP shows messages to everybody on the way',
    make: () =>
      createTopic({ subscribers: [{ name: "carrier", url: "http://carrier.example.com" }] }),
  },
  {
    argument: "subscribers",
    message:
      "subscribers must be none for a FIFO topic, which delivers to queues only, got 1; leave fifo out or subscribe a Queue",
    make: () =>
      createTopic({
        fifo: {},
        subscribers: [{ name: "carrier", url: "https://carrier.example.com" }],
      }),
  },
  {
    argument: "publishers",
    message:
      "publishers must be none for a FIFO topic, which wants a message group, got rule; leave fifo out",
    make: () =>
      createTopic({ fifo: {}, publishers: [{ kind: "rule", name: "nightly", ruleArn: "arn" }] }),
  },
  {
    argument: "subscribers",
    message: 'subscribers must have different names, got "carrier" twice; rename one',
    make: () => {
      const carrier = { name: "carrier", url: "https://carrier.example.com" };
      createTopic({ subscribers: [carrier, carrier] });
    },
  },
  {
    argument: "name",
    message:
      'name must be at most 61 letters, digits, hyphens and underscores, got "shop/orders"; the topic is named after it',
    make: () => new Topic("shop/orders", messaging()),
  },
]);

describeMistakes("EventBus", "event-bus.md", [
  {
    argument: "discoversSchemas",
    message:
      "discoversSchemas must be false with a key, got true; EventBridge reads no events under a customer managed key, so leave key out or describe the events in schemas",
    make: () => new EventBus("store", { key: messaging().key, discoversSchemas: true }),
  },
  {
    argument: "archive",
    message: "archive.retentionDays must be a whole number from 1 to 36500, got 0",
    make: () => new EventBus("store", { archive: { retentionDays: 0 } }),
  },
  {
    argument: "publishers",
    message: 'accountId of publishers must be twelve digits, got "partner"',
    make: () => new EventBus("store", { publishers: [{ kind: "account", accountId: "partner" }] }),
  },
  {
    argument: "publishers",
    message: 'organizationId of publishers must be like o-a1b2c3d4e5, got "*"',
    make: () =>
      new EventBus("store", { publishers: [{ kind: "organization", organizationId: "*" }] }),
  },
  {
    argument: "schemas",
    message:
      'schema "shop.orders@OrderPlaced" must have $schema "http://json-schema.org/draft-04/schema#", got none; EventBridge takes no later draft',
    make: () => new EventBus("store", { schemas: { "shop.orders@OrderPlaced": {} } }),
  },
  {
    argument: "schemas",
    message:
      'schemas must be named by letters, digits and ._@- only, got "order placed"; for example shop.orders@OrderPlaced',
    make: () =>
      new EventBus("store", {
        schemas: { "order placed": { $schema: "http://json-schema.org/draft-04/schema#" } },
      }),
  },
  {
    argument: "name",
    message:
      'name must be at most 32 letters, digits and ._- only, got "store events"; the archive is named after it',
    make: () => new EventBus("store events"),
  },
]);

function createStream(more: Partial<StreamArgs>): Stream {
  return new Stream("clicks", { ...messaging(), ...more });
}

describeMistakes("Stream", "stream.md", [
  {
    argument: "retentionHours",
    message: "retentionHours must be a whole number from 24 to 8760, got 7",
    make: () => createStream({ retentionHours: 7 }),
  },
  {
    argument: "capacity",
    message: "capacity.shards must be a whole number from 1 to 10000, got 0",
    make: () => createStream({ capacity: { mode: "provisioned", shards: 0 } }),
  },
  {
    argument: "consumers",
    message:
      'consumers must hold every consumer that is granted, got "fraud" among search; add it to consumers',
    make: () => createStream({ consumers: ["search"] }).grantConsumer("fraud"),
  },
  {
    argument: "consumers",
    message: 'consumers must have different names, got "fraud" twice; rename one',
    make: () => createStream({ consumers: ["fraud", "fraud"] }),
  },
  {
    argument: "consumers",
    message: "consumers must be at most 20, got 21; let some readers share",
    make: () => createStream({ consumers: Array.from({ length: 21 }, (_, at) => `reader-${at}`) }),
  },
  {
    argument: "name",
    message:
      'name must be at most 113 letters, digits and ._- only, got "web/clicks"; the stream is named after it',
    make: () => new Stream("web/clicks", messaging()),
  },
]);

function createDelivery(more: Partial<DeliveryArgs>, name = "visits"): Delivery {
  const bucket = new Bucket("lake", {});
  return new Delivery(name, { ...messaging(), logs: logSettings(), bucket, ...more });
}

const parquet = { kind: "parquet", databaseName: "analytics", tableName: "visits" } as const;

describeMistakes("Delivery", "delivery.md", [
  {
    argument: "buffer",
    message:
      "buffer.mib must be a whole number from 64 to 128, got 5; Parquet needs room for its columns",
    make: () => createDelivery({ format: parquet, buffer: { mib: 5 } }),
  },
  {
    argument: "buffer",
    message: "buffer.seconds must be a whole number from 0 to 900, got 3600",
    make: () => createDelivery({ buffer: { seconds: 3600 } }),
  },
  {
    argument: "prefix",
    message:
      'prefix must be letters, digits and =._/- with no slash at its ends, got "/visits/"; the time is added after it',
    make: () => createDelivery({ prefix: "/visits/" }),
  },
  {
    argument: "source",
    message:
      "source must be direct for services to hand records over, got stream; grant them the Stream, or leave source out",
    make: () => {
      const stream = new Stream("clicks", messaging());
      createDelivery({ source: { kind: "stream", stream } }).grant("writes");
    },
  },
  {
    argument: "name",
    message:
      'name must be at most 42 letters, digits and ._- only, got "web/visits"; the role is named after it',
    make: () => createDelivery({}, "web/visits"),
  },
]);

function createWorkflow(
  substitutions: Readonly<Record<string, string>>,
  definitionFile = "examples/workflow/price.asl.json",
  name = "price",
): Workflow {
  const prefix = "shop-test";
  const logs = logSettings();
  return new Workflow(name, { prefix, accountId, logs, definitionFile, substitutions });
}

/** A choice that may end, or lead to a state that is not there. */
const leadingNowhere = {
  StartAt: "IsPaid",
  States: {
    IsPaid: {
      Type: "Choice",
      Choices: [{ Variable: "$.paid", BooleanEquals: true, Next: "Done" }],
      Default: "Ship",
    },
    Done: { Type: "Succeed" },
  },
};

describe("Workflow", () => {
  useWorkspace({
    files: { "checkout.asl.json": JSON.stringify(leadingNowhere) },
    links: ["examples"],
  });

  describeMistakes("Workflow", "workflow.md", [
    {
      argument: "definitionFile",
      message:
        'definitionFile must exist, got "price.asl.json"; give its path relative to the repository',
      make: () => createWorkflow({}, "price.asl.json"),
    },
    {
      argument: "definitionFile",
      message:
        'definitionFile "checkout.asl.json" must be valid Amazon States Language, got state "IsPaid" that leads to "Ship", which does not exist',
      make: () => createWorkflow({}, "checkout.asl.json"),
    },
    {
      argument: "substitutions",
      message:
        "substitutions must have every placeholder of the definition, got none for productsTable; add it",
      make: () => createWorkflow({}),
    },
    {
      argument: "substitutions",
      message:
        "substitutions must be placeholders of the definition, got currency, which it does not name; write ${currency} there or remove it",
      make: () => createWorkflow({ productsTable: "products", currency: "EUR" }),
    },
    {
      argument: "name",
      message:
        'name must be at most 42 letters, digits, hyphens and underscores, got "price.v2"; the role is named after it',
      make: () => createWorkflow({ productsTable: "products" }, undefined, "price.v2"),
    },
  ]);
});

function createSchedule(more: Partial<ScheduleArgs>, name = "nightly"): Schedule {
  return new Schedule(name, {
    ...messaging(),
    expression: "rate(1 hour)",
    target: { kind: "function", functionArn: "arn" },
    ...more,
  });
}

describeMistakes("Schedule", "schedule.md", [
  {
    argument: "expression",
    message:
      'expression must be cron(...), rate(...) or at(...), got "0 3 * * *"; for example rate(5 minutes)',
    make: () => createSchedule({ expression: "0 3 * * *" }),
  },
  {
    argument: "windowMinutes",
    message: "windowMinutes must be a whole number from 1 to 1440, got 0",
    make: () => createSchedule({ windowMinutes: 0 }),
  },
  {
    argument: "maxAgeSeconds",
    message: "maxAgeSeconds must be a whole number from 60 to 86400, got 30",
    make: () => createSchedule({ maxAgeSeconds: 30 }),
  },
  {
    argument: "name",
    message:
      'name must be at most 42 letters, digits, hyphens and underscores, got "every night"; the role is named after it',
    make: () => createSchedule({}, "every night"),
  },
]);
