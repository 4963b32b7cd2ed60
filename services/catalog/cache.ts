import type { Clock } from "../platform/clock";

/**
 * Wraps a slow read so that it happens at most once per `ttlMs`. Callers that come while a read is
 * under way share it. A failed read is not kept: the next caller tries again.
 */
export function cached<Value>(
  read: () => Promise<Value>,
  { ttlMs, clock }: { readonly ttlMs: number; readonly clock: Clock },
): () => Promise<Value> {
  let current: { readonly value: Promise<Value>; expiresAtMs: number } | undefined;

  return () => {
    if (current !== undefined && clock() < current.expiresAtMs) {
      return current.value;
    }
    const entry = { value: read(), expiresAtMs: Number.POSITIVE_INFINITY };
    current = entry;
    entry.value.then(
      () => {
        entry.expiresAtMs = clock() + ttlMs;
      },
      () => {
        entry.expiresAtMs = Number.NEGATIVE_INFINITY;
      },
    );
    return entry.value;
  };
}
