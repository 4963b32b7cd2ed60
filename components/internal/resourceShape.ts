/**
 * What a resource's definition may hold, for definitions that the type checker did not see. Bounds of numbers
 * are checked by the components. Pure.
 */
import { z } from "zod";
import type {
  BucketDefinition,
  CacheDefinition,
  CapacityRange,
  DatabaseDefinition,
  EventBusDefinition,
  Fifo,
  KeySchema,
  QueueDefinition,
  ResourceDefinitions,
  ResourceKind,
  SecretDefinition,
  StreamDefinition,
  TableCapacity,
  TableDefinition,
  TopicDefinition,
} from "../../services/contract";
import { alternatives, asWritten, faultsBelow, mapping, type ShapeOf } from "./settingFaults";

const text = z.string();
const count = z.int();
const keys = { partitionKey: text, sortKey: text.optional() } satisfies ShapeOf<KeySchema>;
const range = mapping({ min: count, max: count } satisfies ShapeOf<CapacityRange>);
const fifo = mapping({
  deduplication: z.enum(["id", "content"]).optional(),
} satisfies ShapeOf<Fifo>).optional();

type CapacityBy<Mode> = Extract<TableCapacity, { mode: Mode }>;
const capacity = alternatives<TableCapacity["mode"]>("mode", {
  onDemand: mapping({ mode: z.literal("onDemand") } satisfies ShapeOf<CapacityBy<"onDemand">>),
  provisioned: mapping({
    mode: z.literal("provisioned"),
    read: range,
    write: range,
    targetPercent: count.optional(),
  } satisfies ShapeOf<CapacityBy<"provisioned">>),
});

const table = mapping({
  kind: z.literal("table"),
  attributes: z.record(text, z.enum(["string", "number", "binary"])),
  ...keys,
  indexes: z.record(text, mapping(keys)).optional(),
  capacity: capacity.optional(),
  ttlAttribute: text.optional(),
  seedFile: text.optional(),
} satisfies ShapeOf<TableDefinition>);

const database = mapping({
  kind: z.literal("database"),
  engine: z.enum(["aurora-postgresql", "aurora-mysql", "postgres", "mysql", "mariadb"]),
  version: text.optional(),
  databaseName: text.optional(),
  parameters: z.record(text, text).optional(),
} satisfies ShapeOf<DatabaseDefinition>);

const cache = mapping({
  kind: z.literal("cache"),
  engine: z.enum(["valkey", "redis"]).optional(),
  version: text.optional(),
  evictionPolicy: z
    .enum([
      "allkeys-lfu",
      "allkeys-lru",
      "allkeys-random",
      "noeviction",
      "volatile-lfu",
      "volatile-lru",
      "volatile-random",
      "volatile-ttl",
    ])
    .optional(),
} satisfies ShapeOf<CacheDefinition>);

const bucket = mapping({
  kind: z.literal("bucket"),
  expireAfterDays: count.optional(),
  noncurrentRetentionDays: count.optional(),
} satisfies ShapeOf<BucketDefinition>);

const queue = mapping({
  kind: z.literal("queue"),
  fifo,
  visibilityTimeoutSeconds: count.optional(),
  maxReceives: count.optional(),
  retentionDays: count.optional(),
  delaySeconds: count.optional(),
  topics: z.array(text).optional(),
} satisfies ShapeOf<QueueDefinition>);

const topic = mapping({ kind: z.literal("topic"), fifo } satisfies ShapeOf<TopicDefinition>);

const eventBus = mapping({
  kind: z.literal("eventBus"),
  archiveDays: count.optional(),
} satisfies ShapeOf<EventBusDefinition>);

const stream = mapping({
  kind: z.literal("stream"),
  retentionHours: count.optional(),
} satisfies ShapeOf<StreamDefinition>);

const secret = mapping({
  kind: z.literal("secret"),
  description: text,
  value: z.enum(["generated", "byHand"]).optional(),
} satisfies ShapeOf<SecretDefinition>);

const definition = alternatives<ResourceKind>("kind", {
  ...{ table, database, cache, bucket, queue, topic, eventBus, stream, secret },
});

/** One sentence for each thing in a definition that is not of the contract; none when all is well. */
export function resourceShapeFaults(resources: ResourceDefinitions): string[] {
  return Object.entries(resources).flatMap(([name, resource]) => {
    const issues = definition.safeParse(resource, { reportInput: true }).error?.issues ?? [];
    return issues
      .flatMap((issue) =>
        issue.path.length === 0 && issue.code === "invalid_type"
          ? [`resource "${name}": got ${asWritten(resource)}, expected a mapping with a kind`]
          : faultsBelow(`resource "${name}": `, issue),
      )
      .map((fault) => `${fault}; correct it in services/resources.ts`);
  });
}
