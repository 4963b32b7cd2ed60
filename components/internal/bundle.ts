/** Bundles a service's entry point into one folder named by its content. */
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

export interface BundleArgs {
  /** Entry point, relative to the repository. */
  readonly entry: string;
  /** Name of the bundled file, such as `main.js`. */
  readonly fileName: string;
  /** Further files of the folder, by name: text. @default none */
  readonly extraFiles?: Readonly<Record<string, string>>;
}

export interface Bundle {
  /** Folder with the bundle and its source map, relative to the repository. */
  readonly directory: string;
  /** Hash of everything in the folder: the same sources give the same hash on every machine. */
  readonly hash: string;
}

const bundleRoot = join(".build", "bundles");

/**
 * Bundles with esbuild for Node 20 and newer. Unchanged sources give the same folder, so neither an
 * image nor a function is deployed again.
 */
export function bundle(args: BundleArgs): Bundle {
  const result = buildSync({
    entryPoints: [args.entry],
    outfile: join(bundleRoot, "out", args.fileName),
    // The bundler's own default is the directory that the process started in.
    absWorkingDir: process.cwd(),
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    keepNames: true,
    sourcemap: "linked",
    sourcesContent: false,
    legalComments: "none",
    logLevel: "silent",
  });
  const files = new Map<string, Uint8Array>();
  for (const output of result.outputFiles) {
    files.set(
      output.path.endsWith(".map") ? `${args.fileName}.map` : args.fileName,
      output.contents,
    );
  }
  for (const [name, text] of Object.entries(args.extraFiles ?? {})) {
    files.set(name, Buffer.from(text));
  }
  const hash = contentHash(files);
  const directory = join(bundleRoot, hash);
  mkdirSync(directory, { recursive: true });
  for (const [name, contents] of files) {
    writeFileSync(join(directory, name), contents);
    // Whatever the umask: a container's user reads the file, and every machine builds the same layer.
    chmodSync(join(directory, name), 0o644);
  }
  return { directory, hash };
}

function contentHash(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash("sha256");
  for (const [name, contents] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name}\0${contents.length}\0`).update(contents);
  }
  return hash.digest("hex").slice(0, 16);
}
