/** Installs the emulator into a virtual environment of the user's cache directory. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { CloudError } from "../types";
import { INSTALL_TIMEOUT_MS, lastLines, outputOf, withLock } from "./installation";
import { findPython } from "./python";

const run = promisify(execFile);

const REQUIREMENTS = path.join(__dirname, "requirements.txt");

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
  await withLock(`${directory}.lock`, "the AWS emulator", async () => {
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
