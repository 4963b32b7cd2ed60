import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { HttpError } from "../platform/errors";

/** Attempts at a write that others keep getting in the way of. */
const maxAttempts = 6;
const longestPauseMs = 200;

/** Waits; passed in, so that tests need not. */
export type Pause = (ms: number) => Promise<unknown>;

/** Somebody else changed what a write was based on: read again and repeat. */
export class ConflictError extends Error {
  override readonly name = "ConflictError";
}

/** Reasons of a cancelled transaction that a new attempt can overcome. */
const passingReasons = new Set([
  "None",
  "ConditionalCheckFailed",
  "TransactionConflict",
  "ThrottlingError",
  "ProvisionedThroughputExceeded",
]);

/**
 * Repeats an operation that met a concurrent write, with a random pause that grows.
 *
 * @throws HttpError 503 when every attempt met one; whatever else the operation throws, at once
 */
export async function repeatOnConflict<Result>(
  operation: () => Promise<Result>,
  pause: Pause,
): Promise<Result> {
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    try {
      return await operation();
    } catch (error) {
      if (!isConflict(error)) {
        throw error;
      }
    }
    await pause(Math.random() * Math.min(longestPauseMs, 10 * 2 ** attempt));
  }
  throw new HttpError(503, "the cart is being changed by other requests; try again shortly");
}

function isConflict(error: unknown): boolean {
  if (error instanceof TransactionCanceledException) {
    const reasons = error.CancellationReasons ?? [];
    return reasons.length > 0 && reasons.every(({ Code = "None" }) => passingReasons.has(Code));
  }
  return (
    error instanceof ConflictError ||
    // The SDK does not repeat a single write that a transaction got in the way of.
    (error instanceof Error && error.name === "TransactionConflictException")
  );
}
