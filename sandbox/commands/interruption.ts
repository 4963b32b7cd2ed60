/** Ctrl-C, and the signal that `down` sends. */
export interface Interruption {
  /** Resolves at the first request to stop. */
  readonly requested: Promise<void>;
  /** Aborts what still runs a moment after that. */
  readonly signal: AbortSignal;
}

/**
 * A terminal sends Ctrl-C to the engine too, which then finishes what it does; a second one would cut it off. So it is only
 * told again when it has not ended by itself.
 */
const GRACE_MILLISECONDS = 1_500;

/** Listens for requests to stop. A second one ends the process at once. */
export function interruption(): Interruption {
  const controller = new AbortController();
  const requested = new Promise<void>((resolve) => {
    let count = 0;
    const stop = (): void => {
      count++;
      if (count > 1) {
        process.exit(130);
      }
      resolve();
      setTimeout(() => {
        controller.abort();
      }, GRACE_MILLISECONDS).unref();
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });
  return { requested, signal: controller.signal };
}
