/**
 * Finds the Pulumi engine: on PATH, in the cache, through Pulumi's installer, or built from source. Nothing is ever
 * written into `~/.pulumi`.
 */
import { copyFileSync, existsSync, linkSync, mkdirSync, realpathSync, renameSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { SandboxError } from "../errors";
import { writableCache } from "../paths";
import { buildEngine } from "./build";
import { installEngine } from "./install";
import { withLock } from "./lock";
import {
  compareVersions,
  minimumEngineVersion,
  pinnedEngineVersion,
  reportedVersion,
} from "./version";

/** An engine that is ready to use. */
export interface Engine {
  /** Directory whose `bin/pulumi` is the CLI. */
  readonly root: string;
  readonly version: string;
  /** Where it came from, for the user. */
  readonly source: string;
}

export interface FindOptions {
  /** Cache directory of the user. */
  readonly cache: string;
  readonly onProgress: (message: string) => void;
  readonly signal?: AbortSignal;
}

/** Throws one SandboxError, which says what to install, when no engine can be had. */
export async function findEngine(options: FindOptions): Promise<Engine> {
  const directory = writableCache(join(options.cache, "engine"));
  const reasons: string[] = [];
  const onPath = await engineOnPath(directory, reasons);
  if (onPath !== undefined) {
    return onPath;
  }
  const pinned = pinnedEngineVersion();
  const installed = join(directory, "installed", minimumEngineVersion());
  const built = join(directory, "built", pinned);
  const cached =
    (await engineAt(built, "built earlier")) ?? (await engineAt(installed, "installed earlier"));
  if (cached !== undefined) {
    return cached;
  }
  return withLock(
    join(directory, "lock"),
    (pid) => {
      options.onProgress(`waiting for process ${pid}, which is getting the engine`);
    },
    async () => {
      const waitedFor = await engineAt(built, "built by another start");
      if (waitedFor !== undefined) {
        return waitedFor;
      }
      reasons.push((await installEngine({ ...options, root: installed })) ?? "");
      const fromInstaller = await engineAt(installed, "installed by Pulumi's installer");
      if (fromInstaller !== undefined) {
        return alone(fromInstaller, directory);
      }
      const target = executable(built);
      reasons.push((await buildEngine({ ...options, version: pinned, target })) ?? "");
      const fromSource = await engineAt(built, "built from sandbox/engine/go.mod");
      if (fromSource !== undefined) {
        return fromSource;
      }
      throw noEngine(reasons.filter(Boolean));
    },
  );
}

function executable(root: string): string {
  return join(root, "bin", "pulumi");
}

async function engineAt(root: string, source: string): Promise<Engine | undefined> {
  const path = executable(root);
  const version = existsSync(path) ? await reportedVersion(path) : undefined;
  return version === undefined ? undefined : { root, version, source };
}

async function engineOnPath(directory: string, reasons: string[]): Promise<Engine | undefined> {
  const path = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "pulumi"))
    .find(existsSync);
  const version = path === undefined ? undefined : await reportedVersion(path);
  if (path === undefined || version === undefined) {
    reasons.push("there is no pulumi on PATH");
    return undefined;
  }
  const minimum = minimumEngineVersion();
  if (compareVersions(version, minimum) < 0) {
    reasons.push(`the pulumi on PATH is v${version}, and v${minimum} or newer is needed`);
    return undefined;
  }
  const root = dirname(dirname(path));
  return alone({ root, version, source: `${path} on PATH`, path }, directory);
}

/**
 * An official installation has Node's language plugin beside the CLI, and the engine would run the policy
 * pack through that, compiling it anew each time. A second name for the CLI alone avoids it.
 */
function alone(found: Engine & { readonly path?: string }, directory: string): Engine {
  const real = realpathSync(found.path ?? executable(found.root));
  const root = join(directory, "linked", found.version);
  const target = executable(root);
  if (!existsSync(target)) {
    mkdirSync(dirname(target), { recursive: true });
    const partial = `${target}.${process.pid}.partial`;
    try {
      linkSync(real, partial);
    } catch {
      // Another file system: a copy does as well.
      copyFileSync(real, partial);
    }
    renameSync(partial, target);
  }
  return { root, version: found.version, source: found.source };
}

function noEngine(reasons: readonly string[]): SandboxError {
  return new SandboxError(
    `The sandbox needs the Pulumi engine and found no way to get it: ${reasons.join("; ")}. Either install the Pulumi CLI v${minimumEngineVersion()} or newer (https://www.pulumi.com/docs/install/), or install Go 1.25 or newer (https://go.dev/doc/install) and start again; the engine is then built once, in a few minutes.`,
  );
}
