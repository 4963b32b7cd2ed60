import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { errorCode } from "../errors";
import { isAlive } from "./processGroup";

const POLL_MILLISECONDS = 500;

/**
 * Runs `work` while no other process does under the same lock; waits for one that does. The lock of a
 * process that no longer runs is taken over.
 *
 * @param onWait called once, with the owner's process id, when there is something to wait for
 */
export async function withLock<T>(
  directory: string,
  onWait: (pid: number) => void,
  work: () => Promise<T>,
): Promise<T> {
  for (let waited = false; !tryLock(directory); waited = true) {
    const owner = ownerOf(directory);
    if (owner !== undefined && !isAlive(owner)) {
      rmSync(directory, { recursive: true, force: true });
      continue;
    }
    if (!waited && owner !== undefined) {
      onWait(owner);
    }
    await sleep(POLL_MILLISECONDS);
  }
  try {
    return await work();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Making a directory either succeeds or finds it there: no two processes can both succeed. */
function tryLock(directory: string): boolean {
  try {
    mkdirSync(directory);
    writeFileSync(join(directory, "pid"), String(process.pid));
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") {
      return false;
    }
    throw error;
  }
}

function ownerOf(directory: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(directory, "pid"), "utf8"));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
