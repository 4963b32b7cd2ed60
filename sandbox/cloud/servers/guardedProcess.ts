/** A server's process that ends together with the sandbox. */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ServiceLog } from "../log";

export interface GuardedProcessOptions {
  readonly command: string;
  readonly arguments: readonly string[];
  /** Signal that has the server save and end. */
  readonly stopSignal: "INT" | "TERM";
  readonly workingDirectory: string;
  readonly log: ServiceLog;
  /** Prefix of its lines in the log. */
  readonly label: string;
  readonly onPid: (pid: number) => void;
  /** Called when it ends without having been asked to. */
  readonly onUnexpectedEnd: (reason: string) => void;
}

const GUARD = path.join(__dirname, "guard.sh");
const READY_POLL_MS = 20;

export class GuardedProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  #stopping = false;
  #ended: string | undefined;

  constructor(options: GuardedProcessOptions) {
    const { command, stopSignal, log, label } = options;
    const child = spawn("/bin/sh", [GUARD, stopSignal, command, ...options.arguments], {
      cwd: options.workingDirectory,
      env: { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C" },
      // Standard input stays open while the sandbox lives.
      stdio: ["pipe", "pipe", "pipe"],
      // Its own process group: Ctrl-C in a terminal is for the sandbox, which stops servers in order.
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        log.write(label, chunk);
      });
    }
    child.stdin.on("error", () => undefined);
    this.#child = child;
    this.#exited = new Promise((resolve) => {
      const end = (reason: string) => {
        if (this.#ended !== undefined) return;
        this.#ended = reason;
        child.stdin.destroy();
        if (!this.#stopping) options.onUnexpectedEnd(reason);
        resolve();
      };
      child.once("error", (error) => {
        end(`could not be started: ${error.message}`);
      });
      child.once("exit", (code, signal) => {
        end(signal === null ? `exited with code ${code ?? "unknown"}` : `was ended by ${signal}`);
      });
    });
    if (child.pid !== undefined) options.onPid(child.pid);
  }

  /** Why it ended; undefined while it runs. */
  get ended(): string | undefined {
    return this.#ended;
  }

  /** Waits until `isReady`; false when the process ends or `timeoutMs` passes before. */
  async untilReady(isReady: () => Promise<boolean>, timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    while (this.#ended === undefined && performance.now() < deadline) {
      if (await isReady()) return true;
      await sleep(READY_POLL_MS);
    }
    return false;
  }

  /** Asks the server to save and end; the whole group is killed when it does not within `timeoutMs`. */
  async stop(timeoutMs: number): Promise<void> {
    this.#stopping = true;
    this.#child.kill("SIGTERM");
    const timer = setTimeout(() => {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, "SIGKILL");
    }, timeoutMs);
    await this.#exited;
    clearTimeout(timer);
  }
}
