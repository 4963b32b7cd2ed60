/** How long to wait before a failed task is started again. */

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;
/** A task that lived this long was fine; its next failure counts as the first. */
const STABLE_AFTER_MS = 60_000;
const CRASH_LOOP_FAILURES = 3;

/** Exponential back-off over consecutive failures: 1, 2, 4 … 60 seconds. */
export class Backoff {
  #failures = 0;

  /** Takes note of a failure after `livedMs` and returns the delay in milliseconds. */
  failed(livedMs: number): number {
    if (livedMs >= STABLE_AFTER_MS) this.#failures = 0;
    this.#failures += 1;
    return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (this.#failures - 1));
  }

  /** Whether it failed three times in a row without a stable stretch. */
  get crashLooping(): boolean {
    return this.#failures >= CRASH_LOOP_FAILURES;
  }

  /** Forgets earlier failures of a task that proved stable. */
  lived(livedMs: number): void {
    if (livedMs >= STABLE_AFTER_MS) this.#failures = 0;
  }
}
