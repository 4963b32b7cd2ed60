/** Remembers started processes on disk, so that a later start can end what a killed sandbox left. */
import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { z } from "zod";
import { CloudError } from "./types";

const run = promisify(execFile);

const recordSchema = z.object({
  /** The sandbox itself. */
  sandboxPid: z.number(),
  /** Part of every process's command line that no other program has. */
  marker: z.string(),
  emulatorPid: z.number().optional(),
  /** Databases and caches. */
  serverPids: z.array(z.number()).default([]),
});
export type ProcessRecord = z.infer<typeof recordSchema>;

const STOP_TIMEOUT_MS = 15_000;
const POLL_MS = 50;

function read(file: string): ProcessRecord | undefined {
  try {
    const json: unknown = JSON.parse(readFileSync(file, "utf8"));
    return recordSchema.safeParse(json).data;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Command line of a process; empty when there is none. `ps` works the same on Linux and macOS. */
async function commandLine(pid: number): Promise<string> {
  try {
    const { stdout } = await run("ps", ["-ww", "-o", "command=", "-p", String(pid)]);
    return stdout.trim();
  } catch {
    return "";
  }
}

/** An ended process whose parent has not asked for its exit code yet is gone too: its command line is. */
async function waitForEnd(pid: number, marker: string, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (await isOurs(pid, marker)) {
    if (Date.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/** The record of one data directory. */
export class ProcessRegistry {
  readonly #file: string;
  #record: ProcessRecord;

  constructor(file: string, marker: string) {
    this.#file = file;
    this.#record = { sandboxPid: process.pid, marker, serverPids: [] };
  }

  /**
   * Takes the data directory for this process. An emulator, databases and caches that a killed sandbox
   * left behind are asked to stop, which makes them save their data, and waited for.
   *
   * @throws CloudError when another sandbox runs on this data
   */
  async claim(): Promise<void> {
    const previous = read(this.#file);
    if (previous !== undefined) {
      await refuseSecondSandbox(previous);
      const { emulatorPid, serverPids, marker } = previous;
      const orphans = emulatorPid === undefined ? serverPids : [emulatorPid, ...serverPids];
      await Promise.all(orphans.map((pid) => endOrphan(pid, marker)));
    }
    this.#write();
  }

  emulatorStarted(pid: number): void {
    this.#record = { ...this.#record, emulatorPid: pid };
    this.#write();
  }

  serverStarted(pid: number): void {
    this.#record = { ...this.#record, serverPids: [...this.#record.serverPids, pid] };
    this.#write();
  }

  release(): void {
    rmSync(this.#file, { force: true });
  }

  #write(): void {
    writeFileSync(this.#file, JSON.stringify(this.#record));
  }
}

async function refuseSecondSandbox(record: ProcessRecord): Promise<void> {
  const { sandboxPid, emulatorPid, marker } = record;
  if (sandboxPid === process.pid || !isAlive(sandboxPid)) return;
  // A pid is reused sooner or later: a sandbox is a Node.js process, and its emulator runs beside it.
  if (!(await commandLine(sandboxPid)).includes("node")) return;
  if (emulatorPid !== undefined && !(await isOurs(emulatorPid, marker))) return;
  throw new CloudError(
    `This stack already runs in another sandbox, process ${sandboxPid}. Use that one, or stop it with ` +
      "Ctrl-C in its terminal or npm run sandbox -- down.",
  );
}

async function isOurs(pid: number, marker: string): Promise<boolean> {
  return isAlive(pid) && (await commandLine(pid)).includes(marker);
}

async function endOrphan(pid: number, marker: string): Promise<void> {
  if (!(await isOurs(pid, marker))) return;
  process.kill(pid, "SIGTERM");
  if (await waitForEnd(pid, marker, STOP_TIMEOUT_MS)) return;
  process.kill(pid, "SIGKILL");
  await waitForEnd(pid, marker, STOP_TIMEOUT_MS);
}
