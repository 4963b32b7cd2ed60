/** The record of the sandbox that runs: one per checkout. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { QueueStatus, ServiceStatus } from "../cloud/types";
import { errorCode, SandboxError } from "../errors";
import { isAlive } from "../engine/processGroup";
import type { SandboxPaths } from "../paths";
import { writableDirectory } from "../paths";

export interface RunRecord {
  readonly pid: number;
  readonly stack: string;
  readonly url: string;
  readonly startedAt: string;
  /** `starting` until the front door answers. */
  readonly phase: "starting" | "running";
  readonly services: readonly ServiceStatus[];
  /** Absent until the sandbox runs. */
  readonly queues?: readonly QueueStatus[];
  /** Where the last traces are told; absent for a stack whose tasks have no collector. */
  readonly tracesUrl?: string;
}

/** The running sandbox, or undefined when none does. The record of one that was killed does not count. */
export function runningSandbox(paths: SandboxPaths): RunRecord | undefined {
  const record = readRecord(paths);
  return record !== undefined && isSandbox(record.pid) ? record : undefined;
}

function readRecord({ runFile }: SandboxPaths): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(runFile, "utf8")) as RunRecord;
  } catch {
    return undefined;
  }
}

/** Process ids are used again: where the system tells, the process must be a sandbox. */
function isSandbox(pid: number): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  if (!isAlive(pid)) {
    return false;
  }
  return !existsSync(commandLine) || readFileSync(commandLine, "utf8").includes("sandbox/cli.cjs");
}

/** Takes the checkout for this process. Throws a SandboxError that names a sandbox that has it. */
export function claim(paths: SandboxPaths, record: RunRecord): void {
  writableDirectory(paths.sandbox);
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(paths.runFile, JSON.stringify(record, null, 2), { flag: "wx" });
      return;
    } catch (error) {
      if (errorCode(error) !== "EEXIST") {
        throw error;
      }
    }
    const running = runningSandbox(paths);
    if (running !== undefined) {
      throw new SandboxError(
        `A sandbox already runs from this checkout: process ${running.pid}, stack "${running.stack}", ${running.url}. Use that one, or stop it with "npm run sandbox -- down".`,
      );
    }
    rmSync(paths.runFile, { force: true });
  }
}

/** Replaces the record of this process. */
export function updateRecord(paths: SandboxPaths, record: RunRecord): void {
  writeFileSync(paths.runFile, JSON.stringify(record, null, 2));
}

/** Gives the checkout free again. */
export function release(paths: SandboxPaths): void {
  if (readRecord(paths)?.pid === process.pid) {
    rmSync(paths.runFile, { force: true });
  }
}
