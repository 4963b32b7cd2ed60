/** Finds a Python that can run the emulator. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { CloudError } from "../types";

const run = promisify(execFile);

/** Newest first among those that are installed beside the default. */
const CANDIDATES = [
  "python3",
  "python3.14",
  "python3.13",
  "python3.12",
  "python3.11",
  "python3.10",
];
const OLDEST_MINOR = 10;

/** `3.11.7`, or undefined when the command does not run. */
async function versionOf(command: string): Promise<string | undefined> {
  try {
    const script = "import platform; print(platform.python_version())";
    const { stdout } = await run(command, ["-c", script], { timeout: 10_000 });
    return stdout.trim();
  } catch {
    return undefined;
  }
}

/** Whether `version` is new enough for the emulator. */
export function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 3 && minor >= OLDEST_MINOR;
}

export interface Python {
  readonly command: string;
  readonly version: string;
}

/**
 * The first suitable Python on PATH.
 *
 * @throws CloudError that says what to install
 */
export async function findPython(candidates: readonly string[] = CANDIDATES): Promise<Python> {
  const found: string[] = [];
  for (const command of candidates) {
    const version = await versionOf(command);
    if (version === undefined) continue;
    if (isSupported(version)) return { command, version };
    found.push(`${command} is ${version}`);
  }
  throw new CloudError(
    `The sandbox's AWS emulator needs Python 3.${OLDEST_MINOR} or newer, and ` +
      `${found.length === 0 ? "no Python 3 was found" : found.join(", ")}. Install one: ` +
      "apt install python3 python3-venv (Debian, Ubuntu), dnf install python3 (Fedora), " +
      "brew install python (macOS).",
  );
}
