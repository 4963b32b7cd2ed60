/** Starts the AWS emulator, notices when it dies, and stops it so that it saves its data. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { EmulatorAccess } from "../clients";
import type { ServiceLog } from "../log";
import { findFreePort } from "../ports";
import { CloudError } from "../types";

export interface EmulatorOptions {
  /** Python of the virtual environment. */
  readonly python: string;
  /** Holds the emulator's data; absolute. */
  readonly dataDirectory: string;
  /** Scratch space, emptied at every start. */
  readonly runDirectory: string;
  readonly accountId: string;
  readonly region: string;
  readonly log: ServiceLog;
  readonly onPid: (pid: number) => void;
  /** Called when it ends without having been asked to. */
  readonly onUnexpectedEnd: (message: string) => void;
}

export interface RunningEmulator {
  readonly access: EmulatorAccess;
  /** Asks it to save and stop; kills it when it does not within `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>;
}

const LAUNCHER = path.join(__dirname, "launcher.py");
const READY_TIMEOUT_MS = 30_000;
const READY_POLL_MS = 25;
const START_ATTEMPTS = 3;

/** Variables of the emulator that must not be visible to the functions it runs. */
const OWN_VARIABLES = [
  "AUTH",
  "BIND_HOST",
  "GATEWAY_PORT",
  "IOT_MTLS_ENABLED",
  "LAMBDA_WARM_TTL_SECONDS",
  "LC_CTYPE",
  "LOG_LEVEL",
  "MINISTACK_ACCOUNT_ID",
  "MINISTACK_REGION",
  "PERSIST_STATE",
  "PYTHONDONTWRITEBYTECODE",
  "S3_DATA_DIR",
  "S3_PERSIST",
  "SFTP_ENABLED",
  "STATE_DIR",
];

/** A `node` for functions: this Node.js, without the variables that are the emulator's own. */
async function writeNodeWrapper(directory: string): Promise<void> {
  const file = path.join(directory, "node");
  const quoted = `'${process.execPath.replaceAll("'", `'\\''`)}'`;
  await mkdir(directory, { recursive: true });
  await writeFile(file, `#!/bin/sh\nunset ${OWN_VARIABLES.join(" ")}\nexec ${quoted} "$@"\n`);
  await chmod(file, 0o755);
}

function environment(
  options: EmulatorOptions,
  port: number,
  credentials: EmulatorAccess["credentials"],
  binDirectory: string,
): Record<string, string> {
  return {
    PATH: `${binDirectory}:/usr/local/bin:/usr/bin:/bin`,
    HOME: options.runDirectory,
    TMPDIR: path.join(options.runDirectory, "tmp"),
    PYTHONDONTWRITEBYTECODE: "1",
    BIND_HOST: "127.0.0.1",
    GATEWAY_PORT: String(port),
    SFTP_ENABLED: "0",
    IOT_MTLS_ENABLED: "0",
    LOG_LEVEL: "WARNING",
    // A burst of calls starts some 80 MB of process each; they need not stay for five minutes.
    LAMBDA_WARM_TTL_SECONDS: "60",
    // Verifies signatures and evaluates policies: a missing permission fails as it does on AWS.
    AUTH: "true",
    PERSIST_STATE: "1",
    STATE_DIR: path.join(options.dataDirectory, "state"),
    S3_PERSIST: "1",
    S3_DATA_DIR: path.join(options.dataDirectory, "s3"),
    MINISTACK_ACCOUNT_ID: options.accountId,
    MINISTACK_REGION: options.region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/_ministack/health`, {
      signal: AbortSignal.timeout(2_000),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

async function untilReady(endpoint: string, ended: () => boolean): Promise<boolean> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline && !ended()) {
    if (await answers(endpoint)) return true;
    await sleep(READY_POLL_MS);
  }
  return false;
}

interface Attempt {
  readonly child: ChildProcess;
  readonly exited: Promise<void>;
  ended: boolean;
}

function launch(options: EmulatorOptions, variables: Record<string, string>): Attempt {
  const child = spawn(options.python, [LAUNCHER, options.dataDirectory], {
    env: variables,
    cwd: options.runDirectory,
    // Standard input stays open while the sandbox lives; when it closes, the emulator saves and stops.
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      options.log.write("emulator", chunk);
    });
  }
  child.stdin.on("error", () => undefined);
  const exited = new Promise<void>((resolve) => {
    child.once("error", () => {
      resolve();
    });
    child.once("close", () => {
      resolve();
    });
  });
  const attempt: Attempt = { child, exited, ended: false };
  void exited.then(() => {
    attempt.ended = true;
  });
  if (child.pid !== undefined) options.onPid(child.pid);
  return attempt;
}

async function stopAttempt({ child, exited }: Attempt, timeoutMs: number): Promise<void> {
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  await exited;
  clearTimeout(timer);
}

/**
 * Starts the emulator on a free port with a fresh administrator's key.
 *
 * @throws CloudError that names the log when it does not come up
 */
export async function startEmulator(options: EmulatorOptions): Promise<RunningEmulator> {
  const binDirectory = path.join(options.runDirectory, "bin");
  await rm(path.join(options.runDirectory, "tmp"), { recursive: true, force: true });
  await mkdir(path.join(options.runDirectory, "tmp"), { recursive: true });
  await mkdir(path.join(options.dataDirectory, "state"), { recursive: true });
  await writeNodeWrapper(binDirectory);
  const credentials = {
    accessKeyId: `AKIA${randomBytes(8).toString("hex").toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString("base64url"),
  };
  for (let left = START_ATTEMPTS; left > 0; left -= 1) {
    const port = await findFreePort();
    const endpoint = `http://127.0.0.1:${port}`;
    const attempt = launch(options, environment(options, port, credentials, binDirectory));
    if (await untilReady(endpoint, () => attempt.ended)) {
      return supervise(options, attempt, { endpoint, region: options.region, credentials });
    }
    await stopAttempt(attempt, 2_000);
  }
  throw new CloudError(
    `The AWS emulator did not start. Its log is ${options.log.file}. If its installation is damaged, remove ` +
      `${path.dirname(path.dirname(options.python))} and start again.`,
  );
}

function supervise(
  options: EmulatorOptions,
  attempt: Attempt,
  access: EmulatorAccess,
): RunningEmulator {
  let stopping = false;
  void attempt.exited.then(() => {
    if (stopping) return;
    options.onUnexpectedEnd(
      `the AWS emulator ended unexpectedly; start the sandbox again. Its log is ${options.log.file}.`,
    );
  });
  return {
    access,
    stop: async (timeoutMs) => {
      stopping = true;
      await stopAttempt(attempt, timeoutMs);
    },
  };
}
