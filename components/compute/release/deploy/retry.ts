import { type Clock, passes, withJitter } from "../follow/patience";

export interface Patience {
  readonly clock: Clock;
  /** Epoch milliseconds beyond which a failing call is not repeated. */
  readonly deadline: number;
}

const firstPauseSeconds = 2;
const longestPauseSeconds = 60;

/**
 * Repeats a call while AWS does not answer for a reason that passes.
 *
 * @throws the call's own error when it will not pass, or time has run out
 */
export async function untilAnswered<Answer>(
  { clock, deadline }: Patience,
  call: () => Promise<Answer>,
): Promise<Answer> {
  let pauseSeconds = firstPauseSeconds;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!passes(error) || clock.now() >= deadline) throw error;
    }
    await clock.sleep(withJitter(pauseSeconds * 1000));
    pauseSeconds = Math.min(pauseSeconds * 2, longestPauseSeconds);
  }
}
