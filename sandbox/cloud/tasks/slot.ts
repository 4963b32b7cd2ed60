/** Keeps one task of a service running: starts it, watches its health, starts it again. */
import type { ServiceHealth } from "../types";
import { Backoff } from "./backoff";
import type { HealthCheck } from "./healthCheck";
import type { TaskProcess } from "./process";

/** A started task and the port it was given. */
export interface LaunchedTask {
  readonly port: number;
  readonly process: TaskProcess;
}

/** What a slot needs from outside; tests give fakes. */
export interface SlotDependencies {
  /** Starts a task on a free port; throws when ECS could not start it either. */
  readonly launch: () => Promise<LaunchedTask>;
  /** Undefined when healthy, otherwise why not. */
  readonly check: (port: number) => Promise<string | undefined>;
  /** Waits; returns early, without an error, when `signal` is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly now: () => number;
  readonly changed: () => void;
  readonly warn: (message: string) => void;
}

export interface SlotSettings {
  readonly label: string;
  /** Absent for a task behind no load balancer, which is healthy while it runs. */
  readonly healthCheck?: HealthCheck;
  /** Failed checks do not count before this. */
  readonly gracePeriodSeconds: number;
  readonly stopTimeoutSeconds: number;
}

/** A new target needs one passed check, and nobody wants to wait an interval for it. */
const FIRST_CHECKS_EVERY_MS = 100;

export class TaskSlot {
  readonly #settings: SlotSettings;
  readonly #dependencies: SlotDependencies;
  readonly #backoff = new Backoff();
  readonly #stopping = new AbortController();
  #task: LaunchedTask | undefined;
  #health: ServiceHealth = "starting";
  #restarts = 0;
  #lastError: string | undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor(settings: SlotSettings, dependencies: SlotDependencies) {
    this.#settings = settings;
    this.#dependencies = dependencies;
  }

  get health(): ServiceHealth {
    return this.#health;
  }

  get restarts(): number {
    return this.#restarts;
  }

  get lastError(): string | undefined {
    return this.#lastError;
  }

  /** Port of the task, while it runs. */
  get port(): number | undefined {
    return this.#task?.port;
  }

  start(): void {
    this.#loop = this.#run();
  }

  /** Takes the task out of service, then SIGTERM and, after its stop timeout, SIGKILL. */
  async stop(longestMs: number): Promise<void> {
    this.#stopping.abort();
    this.#health = "starting";
    const timeoutMs = Math.min(this.#settings.stopTimeoutSeconds * 1000, longestMs);
    await this.#task?.process.stop(timeoutMs);
    await this.#loop;
  }

  async #run(): Promise<void> {
    const { now, sleep, warn } = this.#dependencies;
    const { signal } = this.#stopping;
    for (;;) {
      const startedAt = now();
      const reason = await this.#runOnce();
      if (signal.aborted) return;
      const delayMs = this.#backoff.failed(now() - startedAt);
      this.#lastError = reason;
      this.#restarts += 1;
      this.#become(this.#backoff.crashLooping ? "crash-looping" : "unhealthy");
      warn(`${this.#settings.label} ${reason}; starting again in ${delayMs / 1000} s`);
      await sleep(delayMs, signal);
      if (this.#stopping.signal.aborted) return;
    }
  }

  /** Runs one task to its end and returns why it ended. */
  async #runOnce(): Promise<string> {
    let task: LaunchedTask;
    try {
      task = await this.#dependencies.launch();
    } catch (error) {
      return `could not be started: ${error instanceof Error ? error.message : String(error)}`;
    }
    this.#task = task;
    if (this.#stopping.signal.aborted) await task.process.stop(0);
    // The watch must end with the task, or it would judge the next one.
    const ended = new AbortController();
    const signal = AbortSignal.any([ended.signal, this.#stopping.signal]);
    const exited = task.process.exited.then((reason) => ({ reason, gone: true }));
    const unhealthy = this.#watch(task.port, signal).then((reason) => ({ reason, gone: false }));
    const outcome = await Promise.race([exited, unhealthy]);
    ended.abort();
    if (!outcome.gone && !this.#stopping.signal.aborted) {
      this.#become("unhealthy");
      await task.process.stop(this.#settings.stopTimeoutSeconds * 1000);
    }
    await task.process.exited;
    this.#task = undefined;
    return outcome.reason;
  }

  /** Returns once the task failed too many checks in a row, or the signal is aborted. */
  async #watch(port: number, signal: AbortSignal): Promise<string> {
    const { healthCheck, gracePeriodSeconds } = this.#settings;
    const { check, sleep, now } = this.#dependencies;
    if (healthCheck === undefined) {
      this.#become("healthy");
      return aborted(signal);
    }
    const startedAt = now();
    const graceMs = 1000 * Math.max(gracePeriodSeconds, healthCheck.interval);
    let failures = 0;
    for (;;) {
      const fault = await check(port);
      if (signal.aborted) return "stopped";
      const waiting = this.#health !== "healthy" && now() - startedAt < graceMs;
      if (fault === undefined) {
        failures = 0;
        this.#backoff.lived(now() - startedAt);
        this.#become("healthy");
      } else {
        // While a task starts, why the one before it ended says more than a check that comes too early.
        if (!waiting || this.#lastError === undefined) this.#lastError = fault;
        if (!waiting) failures += 1;
      }
      if (failures >= healthCheck.unhealthyThreshold) return fault ?? "failed its health checks";
      await sleep(waiting ? FIRST_CHECKS_EVERY_MS : healthCheck.interval * 1000, signal);
    }
  }

  #become(health: ServiceHealth): void {
    if (this.#health === health) return;
    this.#health = health;
    this.#dependencies.changed();
  }
}

function aborted(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve("stopped");
    signal.addEventListener("abort", () => {
      resolve("stopped");
    });
  });
}
