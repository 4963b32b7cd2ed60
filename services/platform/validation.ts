import type { Context } from "hono";
import * as z from "zod";
import { HttpError } from "./errors";

/** A whole number written in decimal digits, as query parameters carry it. */
export function wholeNumberText(min: number, max: number): z.ZodType<number, string> {
  const error = `must be a whole number from ${min} to ${max}`;
  return z
    .string({ error })
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .pipe(z.number().min(min, { error }).max(max, { error }));
}

/**
 * Checks a value that came from a caller.
 *
 * @throws HttpError 400 that names every field at fault; what was sent is not repeated
 */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  const faults = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join(".")} ${message}`,
  );
  throw new HttpError(400, [...new Set(faults)].join("; "));
}

/**
 * Reads and checks a JSON body.
 *
 * @throws HttpError 415 without a JSON content type, 400 for a body that is not JSON or not as declared
 */
export async function checkedBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const contentType = c.req.header("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    throw new HttpError(415, "the body must be JSON, with content-type application/json");
  }
  return checked(schema, parseJson(await c.req.text()));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, "the body must be JSON");
  }
}
