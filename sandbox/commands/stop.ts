/** `status`, `down` and `destroy`: what to do with a sandbox that runs, or ran. */
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../engine/processGroup";
import { findEngine } from "../engine/find";
import { removeState } from "../engine/recovery";
import { requireStack } from "../engine/settings";
import { SandboxError } from "../errors";
import { explain } from "../explain";
import { writableDirectory } from "../paths";
import type { SandboxPaths } from "../paths";
import { Progress } from "../progress";
import { openStack, projectName } from "../stack";
import type { CommandLine } from "./arguments";
import { runningSandbox } from "./runFile";
import { queuesTable, serviceFaults, servicesTable } from "./services";

/** The cloud bounds its own stop; this bounds a process that hangs. */
const STOP_SECONDS = 60;
const POLL_MILLISECONDS = 200;

/** Prints what runs from this checkout. */
export function status(_line: CommandLine, paths: SandboxPaths): void {
  const running = runningSandbox(paths);
  if (running === undefined) {
    console.log('No sandbox runs from this checkout. Start one with "npm start".');
    return;
  }
  const { pid, stack, url, phase, startedAt, services, queues = [], tracesUrl } = running;
  console.log(`Stack "${stack}" is ${phase} at ${url} (process ${pid}, since ${startedAt}).`);
  if (services.length > 0) {
    console.log(["", servicesTable(services), ...serviceFaults(services)].join("\n"));
  }
  if (queues.length > 0) console.log(`\n${queuesTable(queues)}`);
  if (tracesUrl !== undefined) console.log("\nIts last traces: npm run sandbox -- traces");
}

/** Stops the sandbox that runs from this checkout. */
export async function down(_line: CommandLine, paths: SandboxPaths): Promise<void> {
  const running = runningSandbox(paths);
  if (running === undefined) {
    console.log("No sandbox runs from this checkout.");
    return;
  }
  await new Progress().phase("stop", () => stopProcess(running.pid));
}

async function stopProcess(pid: number): Promise<void> {
  process.kill(pid, "SIGINT");
  const end = Date.now() + STOP_SECONDS * 1000;
  while (isAlive(pid)) {
    if (Date.now() > end) {
      throw new SandboxError(
        `The sandbox (process ${pid}) did not stop within ${STOP_SECONDS} s. End it with "kill -9 ${pid}"; the next start recovers.`,
      );
    }
    await sleep(POLL_MILLISECONDS);
  }
}

/** Stops a sandbox of the stack, then removes the stack's state and data. */
export async function destroy(line: CommandLine, paths: SandboxPaths): Promise<void> {
  requireStack(paths.program, line.stack);
  writableDirectory(paths.sandbox);
  const progress = new Progress();
  const running = runningSandbox(paths);
  if (running?.stack === line.stack) {
    await progress.phase("stop", () => stopProcess(running.pid));
  }
  try {
    const engine = await progress.phase("engine", (detail) =>
      findEngine({ cache: paths.cache, onProgress: detail }),
    );
    await progress.phase("destroy", async () => {
      const stack = await openStack({ paths, engine, stackName: line.stack });
      return stack.destroy();
    });
  } catch (error) {
    // Stand-in resources exist in the state only: without it they are gone as well.
    progress.line(
      `! The engine could not remove the stack, so its state is removed instead. ${explain(error)}`,
    );
  }
  removeState(paths, { project: projectName(paths), stack: line.stack });
  rmSync(paths.data(line.stack), { recursive: true, force: true });
  progress.line(`State and data of stack "${line.stack}" are removed.`);
}
