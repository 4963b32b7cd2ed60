/** Single records: what is in them is checked, and one that fails is logged and named. */
import type * as z from "zod";
import { errorFields, type Logger } from "./logger";
import type { Tracing } from "./tracing";

/** One message or record. */
export interface Received<Body> {
  /** Message id of SQS, sequence number of a stream. */
  readonly id: string;
  readonly body: Body;
  /** How often SQS has delivered it, 1 for the first time; always 1 for a stream. */
  readonly deliveries: number;
}

export interface ConsumerDeps<Body> {
  /** What a body must be; anything else fails without reaching `handle`. */
  readonly schema: z.ZodType<Body>;
  readonly handle: (received: Received<Body>) => Promise<void>;
  readonly logger: Logger;
  /** Spans of a queue's messages in a container. @default none; Lambda traces functions */
  readonly tracing?: Tracing;
}

/** Runs one record; false when it failed, which is logged and told. */
export async function attempt<Item>(
  id: string,
  deps: { readonly handle: (item: Item) => Promise<void>; readonly logger: Logger },
  read: () => Item,
  failed: (error: unknown) => void = () => undefined,
): Promise<boolean> {
  try {
    await deps.handle(read());
    return true;
  } catch (error) {
    deps.logger.error("record failed", { record: id, ...errorFields(error) });
    failed(error);
    return false;
  }
}

export function received<Body>(
  schema: z.ZodType<Body>,
  { id, json, deliveries }: { id: string; json: string; deliveries: number },
): Received<Body> {
  return { id, body: checked(schema, parseJson(json)), deliveries };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("the body is not JSON");
  }
}

/** What a body holds is not repeated: it may be a customer's. */
export function checked<Body>(schema: z.ZodType<Body>, value: unknown): Body {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(`the body is not as declared: ${faults.join("; ")}`);
}
