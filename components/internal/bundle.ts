/** Bundles a service's entry point into one folder named by its content. */
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { deflateRawSync } from "node:zlib";
import { type BuildFailure, type BuildResult, buildSync, type Message } from "esbuild";
import { ArgumentError } from "./errors";
import { fromRepository } from "./repository";

export interface BundleArgs {
  /** Entry point, relative to the repository. */
  readonly entry: string;
  /** Name of the bundled file, such as `main.js`. */
  readonly fileName: string;
  /** Further entry points, by the name of their bundled file. @default none */
  readonly moreEntries?: Readonly<Record<string, string>>;
  /** Further files of the folder, by name, which may have folders in it: text. @default none */
  readonly extraFiles?: Readonly<Record<string, string>>;
  /** Most MiB that the files may have once compressed. @default no limit */
  readonly maxCompressedMiB?: number;
}

export interface Bundle {
  /** Folder with the bundle and its source map, relative to the repository. */
  readonly directory: string;
  /** Hash of everything in the folder: the same sources give the same hash on every machine. */
  readonly hash: string;
}

const bundleRoot = join(".build", "bundles");

/** More faults than these are the same one again, mostly. */
const faultsShown = 3;

/**
 * Bundles with esbuild for Node 20 and newer. Unchanged sources give the same folder, so neither an
 * image nor a function is deployed again. Everything that is imported is in the bundle and what is not
 * used is left out; the AWS SDK too, although Lambda brings one: what was tested is what runs, and a
 * bundled client starts faster.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html#nodejs-sdk-included
 *
 * @throws ArgumentError when the entry point does not exist, cannot be bundled or becomes too large
 */
export function bundle(args: BundleArgs): Bundle {
  const files = new Map<string, Uint8Array>();
  const entries = { [args.fileName]: args.entry, ...args.moreEntries };
  for (const [fileName, entry] of Object.entries(entries)) {
    for (const output of build(entry, fileName).outputFiles) {
      files.set(output.path.endsWith(".map") ? `${fileName}.map` : fileName, output.contents);
    }
  }
  for (const [name, text] of Object.entries(args.extraFiles ?? {})) {
    files.set(name, Buffer.from(text));
  }
  checkSize(args, files);
  const hash = contentHash(files);
  const directory = join(fromRepository(bundleRoot), hash);
  for (const [name, contents] of files) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), contents);
    // Whatever the umask: a container's user reads the file, and every machine builds the same layer.
    chmodSync(join(directory, name), 0o644);
  }
  return { directory, hash };
}

function build(given: string, fileName: string): BuildResult<{ write: false }> {
  const entry = fromRepository(given);
  checkEntry(given, entry);
  try {
    return buildSync({
      entryPoints: [resolve(entry)],
      outfile: join(fromRepository(bundleRoot), "out", fileName),
      // The bundler's own default is the directory that the process started in.
      absWorkingDir: process.cwd(),
      bundle: true,
      write: false,
      platform: "node",
      // Packages that come as ES modules too are taken as such: only of those is the unused part left out.
      mainFields: ["module", "main"],
      target: "node20",
      format: "cjs",
      minify: true,
      keepNames: true,
      sourcemap: "linked",
      sourcesContent: false,
      legalComments: "none",
      logLevel: "silent",
    });
  } catch (error) {
    throw isBuildFailure(error) ? buildError(given, error) : error;
  }
}

function checkEntry(entry: string, path: string): void {
  if (existsSync(path) && statSync(path).isFile()) return;
  throw new ArgumentError(
    "Bundle",
    entry,
    `entry must be a file of the repository, got no file at ${entry}; write it, or name the one that is meant`,
  );
}

/** Lambda, for one, would say so only after a long upload. */
function checkSize(
  { entry, maxCompressedMiB }: BundleArgs,
  files: ReadonlyMap<string, Uint8Array>,
): void {
  if (maxCompressedMiB === undefined) return;
  const most = maxCompressedMiB * 1024 ** 2;
  const contents = [...files.values()];
  // What fits as it is fits compressed, which nearly always spares the compression.
  if (sum(contents.map(({ length }) => length)) <= most) return;
  const compressed = sum(contents.map((content) => deflateRawSync(content).length));
  if (compressed <= most) return;
  throw new ArgumentError(
    "Bundle",
    entry,
    `the bundle must have at most ${maxCompressedMiB} MiB compressed, got ${(compressed / 1024 ** 2).toFixed(1)} MiB; import less, or run the service as a container`,
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

function buildError(entry: string, { errors }: BuildFailure): ArgumentError {
  const faults = errors.slice(0, faultsShown).map(describeFault);
  const more = errors.length - faults.length;
  const rest = more > 0 ? `; and ${more} more` : "";
  return new ArgumentError(
    "Bundle",
    entry,
    `the sources must bundle without an error, got ${faults.join("; ")}${rest}; correct them, or install what is missing with npm`,
  );
}

function describeFault({ text, location }: Message): string {
  return location === null ? text : `${location.file}:${location.line}: ${text}`;
}

function contentHash(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash("sha256");
  for (const [name, contents] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name}\0${contents.length}\0`).update(contents);
  }
  return hash.digest("hex").slice(0, 16);
}
