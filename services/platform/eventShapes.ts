/**
 * The events of Lambda's sources, as far as handlers look at them.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 * https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
 */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";

export const sqsEvent = z.object({
  Records: z.array(
    z.object({
      eventSource: z.literal("aws:sqs"),
      /** ARN of the queue. */
      eventSourceARN: z.string().optional(),
      messageId: z.string(),
      body: z.string(),
      attributes: z.object({
        ApproximateReceiveCount: z.string().regex(/^\d+$/),
        MessageGroupId: z.string().optional(),
      }),
    }),
  ),
});

export const kinesisEvent = z.object({
  Records: z.array(
    z.object({
      eventSource: z.literal("aws:kinesis"),
      kinesis: z.object({ sequenceNumber: z.string(), data: z.string() }),
    }),
  ),
});

export const eventBridgeEvent = z.object({
  id: z.string(),
  source: z.string(),
  "detail-type": z.string(),
  detail: z.unknown(),
});

/** An item of a table. */
export type Item = Readonly<Record<string, unknown>>;

/** One change of an item. */
export interface TableChange {
  /** Sequence number in the stream. */
  readonly id: string;
  readonly kind: "insert" | "modify" | "remove";
  readonly keys: Item;
  /** The item before; undefined for a new one, or when the stream does not carry it. */
  readonly before: Item | undefined;
  /** The item after; undefined for a removed one, or when the stream does not carry it. */
  readonly after: Item | undefined;
}

const kinds = { INSERT: "insert", MODIFY: "modify", REMOVE: "remove" } as const;

const attributeMap = z.record(z.string(), z.custom<AttributeValue>(isAttributeValue));

/** DynamoDB writes a value as an object with its type as the only key, such as `{"S": "text"}`. */
function isAttributeValue(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 1;
}

const tableRecord = z.object({
  eventSource: z.literal("aws:dynamodb"),
  eventName: z.enum(["INSERT", "MODIFY", "REMOVE"]),
  dynamodb: z.object({
    SequenceNumber: z.string(),
    Keys: attributeMap,
    OldImage: attributeMap.optional(),
    NewImage: attributeMap.optional(),
  }),
});

export const tableStreamEvent = z.object({ Records: z.array(tableRecord) });

/**
 * A record of a table's stream with plain items.
 *
 * @throws Error for a number that JavaScript cannot hold exactly
 */
export function tableChange({ eventName, dynamodb }: z.infer<typeof tableRecord>): TableChange {
  const { SequenceNumber, Keys, OldImage, NewImage } = dynamodb;
  return {
    id: SequenceNumber,
    kind: kinds[eventName],
    keys: unmarshall(Keys),
    before: OldImage && unmarshall(OldImage),
    after: NewImage && unmarshall(NewImage),
  };
}
