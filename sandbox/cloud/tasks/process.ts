/** One task as a Node.js process. */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { ServiceLog } from "../log";

export interface TaskProcessOptions {
  readonly nodeArguments: readonly string[];
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: ServiceLog;
  /** Prefix of its lines in the log, such as `task 1`. */
  readonly label: string;
}

export interface TaskProcess {
  readonly pid: number | undefined;
  /** Resolves with why the process ended. */
  readonly exited: Promise<string>;
  /** Whether it ended with exit code 0. */
  readonly succeeded: Promise<boolean>;
  /** SIGTERM, then SIGKILL after `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>;
}

const PARENT_WATCH = path.join(__dirname, "parent-watch.cjs");

/** Starts a process with exactly this environment. */
export function startTaskProcess(options: TaskProcessOptions): TaskProcess {
  const { log, label } = options;
  const child = spawn(process.execPath, ["--require", PARENT_WATCH, ...options.nodeArguments], {
    cwd: options.workingDirectory,
    env: { ...options.environment },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    // Its own process group: Ctrl-C in a terminal is for the sandbox, which stops tasks in order.
    detached: true,
  });
  // The last words of a crash explain it better than its exit code.
  let lastError = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    log.write(label, chunk);
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    log.write(label, chunk);
    lastError = `${lastError}${chunk.toString("utf8")}`.slice(-4_000);
  });
  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => {
      resolve(`could not be started: ${error.message}`);
    });
    child.once("close", (code, signal) => {
      resolve(describeExit(code, signal, lastError));
    });
  });
  return {
    pid: child.pid,
    exited,
    succeeded: exited.then(() => child.exitCode === 0),
    stop: (timeoutMs) => stop(child, exited, timeoutMs),
  };
}

function describeExit(code: number | null, signal: string | null, lastError: string): string {
  const how = signal === null ? `exited with code ${code ?? "unknown"}` : `was ended by ${signal}`;
  const reason = errorLine(lastError);
  return reason === undefined ? how : `${how}: ${reason}`;
}

/** The line that names the error, rather than the stack or Node's version below it. */
function errorLine(text: string): string | undefined {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("at ") && !line.startsWith("Node.js v"));
  const named = lines.find((line) => /^(\w*Error|Uncaught)\b.*:/.test(line));
  return (named ?? lines.at(-1))?.slice(0, 400);
}

async function stop(
  child: ChildProcess,
  exited: Promise<string>,
  timeoutMs: number,
): Promise<void> {
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  await exited;
  clearTimeout(timer);
}
