/** Programs that start programs: run them in a group of their own, so that all of them can be ended. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

export interface GroupOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the group after this time. @default never */
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
  /** Each line of output. */
  readonly onLine?: (line: string) => void;
}

export interface GroupResult {
  /** Exit code, or null when a signal ended it. */
  readonly code: number | null;
  readonly timedOut: boolean;
  readonly output: string;
}

/** Runs a program to its end. Rejects only when it cannot be started. */
export function runGroup(
  command: string,
  args: readonly string[],
  options: GroupOptions = {},
): Promise<GroupResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let timedOut = false;
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      for (const line of chunk.toString().split("\n").filter(Boolean)) {
        options.onLine?.(line);
      }
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    const end = (): void => {
      endGroup(child.pid);
    };
    const timer =
      options.timeoutSeconds === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            end();
          }, options.timeoutSeconds * 1000);
    options.signal?.addEventListener("abort", end);
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", end);
      resolve({ code, timedOut, output });
    });
  });
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) {
      process.kill(-pid, "SIGKILL");
    }
  } catch {
    // The group has ended by itself.
  }
}

/** A killed process keeps its id until its parent takes notice, which may be never. */
function isZombie(pid: number): boolean {
  const path = `/proc/${pid}/stat`;
  return existsSync(path) && /\) [ZX] /.test(readFileSync(path, "utf8"));
}

/** Whether a process exists; one of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
