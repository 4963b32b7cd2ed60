/** Installs the emulator into a virtual environment of the user's cache directory. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { CloudError } from "../types";
import { findPython } from "./python";

const run = promisify(execFile);

const REQUIREMENTS = path.join(__dirname, "requirements.txt");
const INSTALL_TIMEOUT_MS = 10 * 60_000;
const LOCK_POLL_MS = 500;

/** Failure of a command with what it printed. */
function outputOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stdout, stderr } = error as { stdout?: unknown; stderr?: unknown };
  const text = [stderr, stdout].filter((part) => typeof part === "string").join("\n");
  return text.trim() === "" ? error.message : text.trim();
}

function lastLines(text: string, count: number): string {
  return text.split("\n").slice(-count).join(" ").slice(0, 600);
}

async function createEnvironment(
  python: string,
  directory: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await run(python, ["-m", "venv", directory], { timeout: INSTALL_TIMEOUT_MS, signal });
  } catch (error) {
    const output = outputOf(error);
    if (/ensurepip|No module named venv/.test(output)) {
      throw new CloudError(
        `${python} cannot make virtual environments, which the sandbox's AWS emulator is installed in. ` +
          "Install the module: apt install python3-venv (Debian, Ubuntu).",
      );
    }
    throw new CloudError(
      `A virtual environment for the AWS emulator could not be made in ${directory}: ` +
        `${lastLines(output, 3)}. Check that the directory can be written.`,
    );
  }
}

async function installRequirements(directory: string, signal: AbortSignal | undefined) {
  const python = path.join(directory, "bin", "python");
  const flags = ["--require-hashes", "--disable-pip-version-check", "--no-input", "--quiet"];
  try {
    await run(python, ["-m", "pip", "install", ...flags, "-r", REQUIREMENTS], {
      timeout: INSTALL_TIMEOUT_MS,
      signal,
    });
  } catch (error) {
    throw new CloudError(
      "The AWS emulator could not be installed from the Python package index: " +
        `${lastLines(outputOf(error), 3)}. Check the network, or pip's configuration for a mirror, and ` +
        "start again; nothing half-installed is kept.",
    );
  }
}

/** Runs `work` while holding a lock folder; waits for another process, and breaks a dead one's lock. */
async function withLock(lock: string, work: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + INSTALL_TIMEOUT_MS;
  for (;;) {
    try {
      await mkdir(lock);
      break;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code !== "EEXIST") {
        throw new CloudError(
          `The cache directory ${path.dirname(lock)} cannot be written, and the AWS emulator is installed ` +
            "there. Make it writable, or point XDG_CACHE_HOME at a directory that is.",
        );
      }
    }
    const made = await stat(lock).catch(() => undefined);
    const stale = made !== undefined && Date.now() - made.mtimeMs > INSTALL_TIMEOUT_MS;
    if (stale || (await ownerIsGone(lock))) await rm(lock, { recursive: true, force: true });
    else if (Date.now() > deadline) {
      throw new CloudError(
        `Another process has been installing the AWS emulator for too long. If none is running, remove ${lock}.`,
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

interface Installation {
  readonly directory: string;
  readonly interpreter: string;
  /** Written last, so that a half-made environment does not count. */
  readonly marker: string;
}

/** A changed requirements file gets an environment of its own. */
async function installationIn(cacheDirectory: string): Promise<Installation> {
  const hash = createHash("sha256")
    .update(await readFile(REQUIREMENTS))
    .digest("hex");
  const directory = path.join(cacheDirectory, `ministack-${hash.slice(0, 12)}`);
  return {
    directory,
    interpreter: path.join(directory, "bin", "python"),
    marker: path.join(directory, "complete"),
  };
}

/** The interpreter is a link that breaks when the system's Python is upgraded or removed. */
function isComplete({ interpreter, marker }: Installation): boolean {
  return existsSync(marker) && existsSync(interpreter);
}

/** Whether {@link ensureEmulatorInstalled} has nothing to do. */
export async function emulatorIsInstalled(cacheDirectory: string): Promise<boolean> {
  return isComplete(await installationIn(cacheDirectory));
}

/**
 * Makes sure the emulator is installed and returns the Python that runs it. Takes some 20 seconds the
 * first time, and nothing after that.
 *
 * @throws CloudError that says what to install or check
 */
export async function ensureEmulatorInstalled(
  cacheDirectory: string,
  progress: (message: string) => void,
  signal?: AbortSignal,
): Promise<string> {
  const installation = await installationIn(cacheDirectory);
  const { directory, interpreter, marker } = installation;
  if (isComplete(installation)) return interpreter;

  await mkdir(cacheDirectory, { recursive: true }).catch(() => undefined);
  await withLock(`${directory}.lock`, async () => {
    if (isComplete(installation)) return;
    const python = await findPython();
    progress(`installing the AWS emulator with Python ${python.version}`);
    await rm(directory, { recursive: true, force: true });
    await createEnvironment(python.command, directory, signal);
    await installRequirements(directory, signal);
    await writeFile(marker, `${python.version}\n`);
  });
  return interpreter;
}
