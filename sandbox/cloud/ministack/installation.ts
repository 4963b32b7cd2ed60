/** What installations into the user's cache directory share. */
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CloudError } from "../types";

/** Longest time that an installation may take. */
export const INSTALL_TIMEOUT_MS = 10 * 60_000;
const LOCK_POLL_MS = 500;

/** Failure of a command with what it printed. */
export function outputOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stdout, stderr } = error as { stdout?: unknown; stderr?: unknown };
  const text = [stderr, stdout].filter((part) => typeof part === "string").join("\n");
  return text.trim() === "" ? error.message : text.trim();
}

export function lastLines(text: string, count: number): string {
  return text.split("\n").slice(-count).join(" ").slice(0, 600);
}

/**
 * Runs `work` while holding a lock folder; waits for another process, and breaks a dead one's lock.
 *
 * @param what what is installed, such as `the AWS emulator`
 */
export async function withLock(
  lock: string,
  what: string,
  work: () => Promise<void>,
): Promise<void> {
  const deadline = Date.now() + INSTALL_TIMEOUT_MS;
  for (;;) {
    try {
      await mkdir(lock);
      break;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code !== "EEXIST") {
        throw new CloudError(
          `The cache directory ${path.dirname(lock)} cannot be written, and ${what} is installed ` +
            "there. Make it writable, or point XDG_CACHE_HOME at a directory that is.",
        );
      }
    }
    const made = await stat(lock).catch(() => undefined);
    const stale = made !== undefined && Date.now() - made.mtimeMs > INSTALL_TIMEOUT_MS;
    if (stale || (await ownerIsGone(lock))) await rm(lock, { recursive: true, force: true });
    else if (Date.now() > deadline) {
      throw new CloudError(
        `Another process has been installing ${what} for too long. If none is running, remove ${lock}.`,
      );
    } else await sleep(LOCK_POLL_MS);
  }
  try {
    await writeFile(path.join(lock, "pid"), String(process.pid));
    await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function ownerIsGone(lock: string): Promise<boolean> {
  const pid = Number(await readFile(path.join(lock, "pid"), "utf8").catch(() => "0"));
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
