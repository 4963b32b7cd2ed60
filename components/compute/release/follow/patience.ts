/** Waiting for AWS, and telling a call that may be repeated from one that will never work. */

/** Time, so that tests need none. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** Error names and codes that pass by themselves, besides whatever the SDK marks as such. */
const passing = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "InternalFailure",
  "RequestLimitExceeded",
  "ServerException",
  "ServiceUnavailableException",
  "Throttling",
  "ThrottlingException",
  "TimeoutError",
  "TooManyRequestsException",
]);

/** Whether the same call may succeed a little later. */
export function passes(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, $retryable } = error as { readonly code?: unknown; readonly $retryable?: unknown };
  return passing.has(error.name) || passing.has(String(code)) || $retryable !== undefined;
}

/** `milliseconds`, a fifth more or less, so that many services do not ask in step. */
export function withJitter(milliseconds: number): number {
  return milliseconds * (0.8 + 0.4 * Math.random());
}
