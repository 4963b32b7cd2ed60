import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";

const repository = join(__dirname, "../..");
/** Long enough to build the engine, which happens once per machine. */
const startLimitMs = 20 * 60 * 1000;
const stopLimitMs = 60 * 1000;

/** A sandbox that was started for the test. */
export interface Sandbox {
  readonly baseUrl: string;
  /** Asks it to stop, as Ctrl-C would, and waits until it has. */
  stop(): Promise<void>;
}

/** Starts the sandbox on a free port and waits until it says that it answers there. */
export async function startSandbox(say: (line: string) => void): Promise<Sandbox> {
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["sandbox/cli.cjs", "start", "--port", String(port)], {
    cwd: repository,
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that Ctrl-C reaches it once: through the handlers below.
    detached: true,
  });
  const interrupt = () => child.kill("SIGINT");
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  child.once("exit", () => process.off("SIGINT", interrupt).off("SIGTERM", interrupt));
  try {
    await ready(child, baseUrl, say);
  } catch (error) {
    await stop(child);
    throw error;
  }
  return { baseUrl, stop: () => stop(child) };
}

async function ready(
  child: ChildProcess,
  baseUrl: string,
  say: (line: string) => void,
): Promise<void> {
  const announced = new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => {
        say(`  | ${line}`);
        if (line.includes(baseUrl)) resolve();
      });
    }
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      reject(new Error(`the sandbox ended before it was ready (${signal ?? `exit code ${code}`})`));
    });
  });
  const limit = AbortSignal.timeout(startLimitMs);
  const late = once(limit, "abort").then(() => {
    throw new Error(`the sandbox was not ready after ${startLimitMs / 60_000} minutes`);
  });
  await Promise.race([announced, late]);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once("exit", (_code, signal) => {
      resolve(signal);
    });
  });
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGKILL"), stopLimitMs);
  const signal = await exited;
  clearTimeout(timer);
  if (signal === "SIGKILL") {
    throw new Error(`the sandbox did not stop within ${stopLimitMs / 1000} s and was killed`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no free port was found");
  return address.port;
}
