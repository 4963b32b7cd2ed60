/** Wall time and memory of a command together with everything it starts. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";

export interface Measurement {
  readonly seconds: number;
  /** Largest sum of resident memory over the command and its descendants, sampled five times a second. */
  readonly peakMB: number;
}

/** Resident memory of a process and all its descendants, in megabytes. */
function treeMemoryMB(root: number): number {
  const rows = execFileSync("ps", ["-axo", "pid=,ppid=,rss="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const members = new Set([root]);
  // A child can be listed before its parent, so repeat until nothing new is found.
  for (let before = 0; before !== members.size;) {
    before = members.size;
    for (const [pid, parent] of rows) {
      if (pid !== undefined && parent !== undefined && members.has(parent)) members.add(pid);
    }
  }
  const kilobytes = rows
    .filter(([pid]) => pid !== undefined && members.has(pid))
    .reduce((sum, [, , rss]) => sum + (rss ?? 0), 0);
  return kilobytes / 1000;
}

/** What a command took, and the end of what it printed. */
export interface MeasuredRun extends Measurement {
  readonly output: string;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
}

/**
 * Runs a command until `finished` says so, or until it exits. A command that is still running then is
 * interrupted and waited for; its shutdown is not part of the time.
 *
 * @throws when the command exits with a code other than 0, with the end of its output
 */
export async function measure(
  command: readonly [string, ...string[]],
  finished?: () => Promise<boolean>,
): Promise<MeasuredRun> {
  const [program, ...args] = command;
  const started = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const exit = exitOf(child);
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;

  let peakMB = 0;
  const pid = child.pid;
  const sampler = setInterval(() => {
    if (pid !== undefined && !hasExited()) peakMB = Math.max(peakMB, treeMemoryMB(pid));
  }, 200);
  try {
    if (finished) {
      while (!(await finished())) {
        if (hasExited()) throw new Error(`${command.join(" ")} ended early:\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    } else {
      await exit;
    }
    const seconds = (performance.now() - started) / 1000;
    if (finished) child.kill("SIGINT");
    const code = await exit;
    if (code !== 0) throw new Error(`${command.join(" ")} exited with ${String(code)}:\n${output}`);
    return { seconds, peakMB, output };
  } finally {
    clearInterval(sampler);
  }
}
