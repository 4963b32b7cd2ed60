/** Tells the caller what happens, and keeps it in the sandbox's own log. */
import type { ServiceLog } from "./log";
import type { CloudEvent, CloudPhase } from "./types";

/** The same warning is passed on once in this time; the log has all of them. */
const REPEAT_AFTER_MS = 60_000;

export class Reporter {
  readonly #log: ServiceLog;
  readonly #onEvent: (event: CloudEvent) => void;
  readonly #lastTold = new Map<string, number>();

  constructor(log: ServiceLog, onEvent: (event: CloudEvent) => void) {
    this.#log = log;
    this.#onEvent = onEvent;
  }

  event(event: CloudEvent): void {
    this.#onEvent(event);
  }

  progress(message: string): void {
    this.#onEvent({ kind: "progress", message });
  }

  warn(source: string, message: string): void {
    this.#log.write(source, `${message}\n`);
    const key = `${source} ${message}`;
    const last = this.#lastTold.get(key);
    if (last !== undefined && performance.now() - last < REPEAT_AFTER_MS) return;
    this.#lastTold.set(key, performance.now());
    this.#onEvent({ kind: "warning", source, message });
  }

  /** Runs a phase between its two events. */
  async phase<Result>(phase: CloudPhase, work: () => Promise<Result>): Promise<Result> {
    this.#onEvent({ kind: "phase", phase, state: "started" });
    const startedAt = performance.now();
    const result = await work();
    const milliseconds = performance.now() - startedAt;
    this.#onEvent({ kind: "phase", phase, state: "finished", milliseconds });
    return result;
  }
}
