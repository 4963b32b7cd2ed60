import type { Clock } from "./clock";
import type { Logger } from "./logger";

export interface CircuitBreakerOptions {
  /** What is called, such as `cache`, for the log. */
  readonly name: string;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Failures in a row that open it. @default 5 */
  readonly failures?: number;
  /** Milliseconds that it stays open; then one call tries again. @default 5000 */
  readonly openMs?: number;
}

/** Spares callers a dependency that keeps failing. */
export interface CircuitBreaker {
  /**
   * What `call` gives, or `otherwise` when it fails or the breaker is open. Never throws for a failed call.
   */
  run<Result>(call: () => Promise<Result>, otherwise: Result): Promise<Result>;
}

/**
 * Opens after some failures in a row, so that a dependency that is down costs nobody a time-out; lets one
 * call through every `openMs`, and closes when it succeeds. Both changes are logged: an alarm watches for
 * the message `circuit breaker opened`.
 * https://learn.microsoft.com/azure/architecture/patterns/circuit-breaker
 */
export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  const { name, logger, clock, failures: limit = 5, openMs = 5_000 } = options;
  let failures = 0;
  let triesAgainAtMs: number | undefined;

  const succeeded = (): void => {
    if (triesAgainAtMs !== undefined) logger.info("circuit breaker closed", { breaker: name });
    triesAgainAtMs = undefined;
    failures = 0;
  };
  const failed = (error: unknown): void => {
    failures += 1;
    if (failures < limit) return;
    if (triesAgainAtMs === undefined) {
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn("circuit breaker opened", { breaker: name, failures, reason });
    }
    triesAgainAtMs = clock() + openMs;
  };

  return {
    async run(call, otherwise) {
      if (triesAgainAtMs !== undefined) {
        if (clock() < triesAgainAtMs) return otherwise;
        // The others wait for what this one call finds.
        triesAgainAtMs = clock() + openMs;
      }
      try {
        const result = await call();
        succeeded();
        return result;
      } catch (error) {
        failed(error);
        return otherwise;
      }
    },
  };
}
