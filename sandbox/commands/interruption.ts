/** Ctrl-C, and the signal that `down` sends. */
import { StoppedError } from "../errors";

export interface Interruption {
  /** Resolves at the first request to stop. */
  readonly requested: Promise<void>;
  /** Aborts what still runs a moment after that. */
  readonly signal: AbortSignal;
  /** Does the work unless a stop was requested. What fails because of such a request is a StoppedError. */
  readonly guard: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * A terminal sends Ctrl-C to the engine too, which then finishes what it does; a second one would cut it off. So it is only
 * told again when it has not ended by itself.
 */
const GRACE_MILLISECONDS = 1_500;

/**
 * Listens for requests to stop. A second one ends the process at once.
 *
 * @param onRequest called at the first request
 */
export function interruption(onRequest: () => void): Interruption {
  const controller = new AbortController();
  let count = 0;
  const requested = new Promise<void>((resolve) => {
    const stop = (): void => {
      count++;
      if (count > 1) {
        process.stdout.write("\n");
        process.exit(StoppedError.exitCode);
      }
      onRequest();
      resolve();
      setTimeout(() => {
        controller.abort();
      }, GRACE_MILLISECONDS).unref();
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });
  return { requested, signal: controller.signal, guard: (work) => guard(work, () => count > 0) };
}

async function guard<T>(work: () => Promise<T>, isRequested: () => boolean): Promise<T> {
  if (isRequested()) {
    throw new StoppedError();
  }
  try {
    return await work();
  } catch (error) {
    throw isRequested() ? new StoppedError() : error;
  }
}
