/** Where the sandbox keeps things: all of it below `.sandbox`, but for caches shared between checkouts. */
import { accessSync, constants, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { messageOf, SandboxError } from "./errors";

export interface SandboxPaths {
  /** The repository. */
  readonly root: string;
  /** Where the program and its settings are: the repository, or the folder of an example. */
  readonly program: string;
  /** `.sandbox`, ignored by git. Deleting it resets everything. */
  readonly sandbox: string;
  /** Project settings for the engine: a copy of the committed ones with the stand-ins named. */
  readonly project: string;
  /** Pulumi's file backend. */
  readonly state: string;
  /** Stands for `~/.pulumi`, which the sandbox leaves alone. */
  readonly pulumiHome: string;
  /** Executables that only the engine sees. */
  readonly bin: string;
  /** What must survive a restart, per stack. */
  data(stackName: string): string;
  /** Says which sandbox runs. */
  readonly runFile: string;
  /** The engine and the emulator, shared by all checkouts of this user. */
  readonly cache: string;
}

/** @param root the repository. @default the one that this file is in */
export function sandboxPaths(root = resolve(__dirname, "..")): SandboxPaths {
  const sandbox = join(root, ".sandbox");
  return {
    root,
    program: root,
    sandbox,
    project: join(sandbox, "project"),
    state: join(sandbox, "state"),
    pulumiHome: join(sandbox, "pulumi-home"),
    bin: join(sandbox, "bin"),
    data: (stackName) => join(sandbox, "data", stackName),
    runFile: join(sandbox, "run.json"),
    cache: join(userCache(), "aws-microservices-pulumi"),
  };
}

/** The same for an example, whose project the engine keeps apart from the repository's. */
export function examplePaths(paths: SandboxPaths, example: string): SandboxPaths {
  return {
    ...paths,
    program: join(paths.root, "examples", example),
    project: join(paths.sandbox, "examples", example),
  };
}

/** XDG's cache directory: https://specifications.freedesktop.org/basedir-spec/latest/ */
function userCache(): string {
  const configured = process.env.XDG_CACHE_HOME;
  return configured !== undefined && configured.startsWith("/")
    ? configured
    : join(homedir(), ".cache");
}

const STATE_ADVICE =
  "It keeps its state there; make the directory writable for your user, or clone the repository to a place where you may write.";
const CACHE_ADVICE =
  "The engine and the emulator are kept there; make the directory writable for your user, or set XDG_CACHE_HOME to one that is.";

/** Creates a directory that must be writable, in the user's cache. Throws a SandboxError that names it. */
export function writableCache(path: string): string {
  return writableDirectory(path, CACHE_ADVICE);
}

/** Creates a directory that must be writable. Throws a SandboxError that names it. */
export function writableDirectory(path: string, advice = STATE_ADVICE): string {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
    return path;
  } catch (error) {
    throw new SandboxError(`The sandbox cannot write to ${path} (${messageOf(error)}). ${advice}`);
  }
}
