/**
 * Puts right what a killed engine leaves behind. Doing so without asking is safe here: a stand-in
 * resource exists in the state only, so nothing can have been half made outside.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Deployment } from "@pulumi/pulumi/automation";
import type { StackState } from "../cloud/types";
import { SandboxError } from "../errors";
import type { SandboxPaths } from "../paths";
import { isAlive } from "./processGroup";
import { compareVersions } from "./version";

/** Newest layout of the state file that the pinned engine reads. */
const NEWEST_STATE_VERSION = 4;
/** How long a start waits for another engine, such as a preview in another terminal. */
const WAIT_SECONDS = 10;
const POLL_MILLISECONDS = 250;

interface StateFile {
  readonly version?: number;
  readonly checkpoint?: {
    readonly latest?: {
      readonly manifest?: { readonly version?: string };
      readonly pending_operations?: readonly unknown[];
      readonly resources?: StackState["resources"];
    };
  };
}

/** Names the stack's file in Pulumi's file backend. */
export interface StackFile {
  readonly project: string;
  readonly stack: string;
}

/** Pulumi's file backend keeps each state file with a sidecar, which it does not write in one piece. */
function stacksDirectory({ state }: SandboxPaths, { project }: StackFile): string {
  return join(state, ".pulumi", "stacks", project);
}

/**
 * Removes what an engine leaves that was killed while it saved: its temporary files, and a sidecar (`.attrs`) that is cut
 * off, without which a state file is read all the same. Call it when no other engine works on the stack.
 */
export function removePartialFiles(paths: SandboxPaths, file: StackFile): void {
  const stacks = stacksDirectory(paths, file);
  const own = namesIn(stacks).filter((name) => name.startsWith(`${file.stack}.json`));
  const sidecars = [
    ...own.filter((name) => name.endsWith(".attrs")).map((name) => join(stacks, name)),
    join(paths.state, ".pulumi", "meta.yaml.attrs"),
  ];
  const doomed = [
    ...own.filter((name) => name.endsWith(".tmp")).map((name) => join(stacks, name)),
    ...sidecars.filter((path) => existsSync(path) && !isJson(readFileSync(path, "utf8"))),
  ];
  for (const path of doomed) {
    rmSync(path, { force: true });
  }
}

function namesIn(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory) : [];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function readState(paths: SandboxPaths, file: StackFile): StateFile {
  const path = join(stacksDirectory(paths, file), `${file.stack}.json`);
  if (!existsSync(path)) {
    return {};
  }
  try {
    const state: unknown = JSON.parse(readFileSync(path, "utf8"));
    return typeof state === "object" && state !== null ? state : {};
  } catch {
    throw new SandboxError(
      `The sandbox's state ${path} is not readable JSON, perhaps because the disk was full. Run "npm run sandbox -- destroy" to start afresh; nothing outside the sandbox is touched.`,
    );
  }
}

/** The stack as it is written so far, also while an engine works on it; secrets stay encrypted. */
export function writtenState(paths: SandboxPaths, file: StackFile): StackState {
  return { resources: readState(paths, file).checkpoint?.latest?.resources ?? [] };
}

/** Whether the stack was deployed before. */
export function hasState(paths: SandboxPaths, file: StackFile): boolean {
  return readState(paths, file).checkpoint?.latest !== undefined;
}

/** Throws a SandboxError when the state needs a newer engine than the one at hand. */
export function checkStateVersion(paths: SandboxPaths, file: StackFile, engine: string): void {
  const state = readState(paths, file);
  const writtenBy = state.checkpoint?.latest?.manifest?.version;
  const newerEngine = writtenBy !== undefined && compareVersions(writtenBy, engine) > 0;
  const newerLayout = (state.version ?? 0) > NEWEST_STATE_VERSION;
  if (!newerEngine && !newerLayout) {
    return;
  }
  const reason = newerEngine
    ? `was written by the Pulumi engine ${writtenBy}, and the engine here is v${engine}`
    : `has layout version ${String(state.version)}, and the engine here reads up to ${NEWEST_STATE_VERSION}`;
  throw new SandboxError(
    `The sandbox's state of stack "${file.stack}" ${reason}. Nothing was changed. Install a Pulumi CLI as new as that one, or run "npm run sandbox -- destroy" to start afresh.`,
  );
}

/**
 * Removes the locks of engines that no longer run, and waits a moment for one that does.
 *
 * @returns how many were removed
 * @throws SandboxError naming an engine that still works on the stack
 */
export async function clearLocks(paths: SandboxPaths, file: StackFile): Promise<number> {
  let removed = 0;
  const end = Date.now() + WAIT_SECONDS * 1000;
  for (;;) {
    const { stale, held } = locksOf(paths, file);
    for (const path of stale) {
      rmSync(path, { force: true });
      rmSync(`${path}.attrs`, { force: true });
    }
    removed += stale.length;
    const [owner] = held;
    if (owner === undefined) {
      return removed;
    }
    if (Date.now() > end) {
      throw new SandboxError(
        `Another engine works on stack "${file.stack}" of this sandbox: process ${owner.pid} on ${owner.host}. Wait for it to end, or end it, and try again.`,
      );
    }
    await sleep(POLL_MILLISECONDS);
  }
}

function locksOf(
  paths: SandboxPaths,
  { project, stack }: StackFile,
): { stale: string[]; held: LockOwner[] } {
  const locks = join(paths.state, ".pulumi", "locks", "organization", project, stack);
  const stale: string[] = [];
  const held: LockOwner[] = [];
  for (const path of locksIn(locks)) {
    const owner = lockOwner(path);
    if (owner !== undefined && (owner.host !== hostname() || isAlive(owner.pid))) {
      held.push(owner);
    } else {
      stale.push(path);
    }
  }
  return { stale, held };
}

function locksIn(directory: string): string[] {
  return namesIn(directory)
    .filter((name) => name.endsWith(".json"))
    .map((name) => join(directory, name));
}

interface LockOwner {
  readonly pid: number;
  readonly host: string;
}

function lockOwner(path: string): LockOwner | undefined {
  try {
    const { pid, hostname: host } = JSON.parse(readFileSync(path, "utf8")) as {
      pid: number;
      hostname: string;
    };
    return { pid, host };
  } catch {
    // The engine was killed while it wrote the lock.
    return undefined;
  }
}

/** Removes everything that the backend keeps of one stack; other stacks stay. */
export function removeState(paths: SandboxPaths, { project, stack }: StackFile): void {
  const backend = join(paths.state, ".pulumi");
  const files = ["", ".attrs", ".bak", ".bak.attrs"].map((end) => `${stack}.json${end}`);
  const doomed = [
    ...files.map((name) => join(backend, "stacks", project, name)),
    ...["history", "backups"].map((kind) => join(backend, kind, project, stack)),
    join(backend, "locks", "organization", project, stack),
    join(paths.project, `Pulumi.${stack}.yaml`),
  ];
  for (const path of doomed) {
    rmSync(path, { recursive: true, force: true });
  }
}

/** Whether operations were under way when the engine was killed. */
export function hasPendingOperations(paths: SandboxPaths, file: StackFile): boolean {
  return (readState(paths, file).checkpoint?.latest?.pending_operations ?? []).length > 0;
}

/** The deployment as if the operations under way had never begun. */
export function withoutPendingOperations(deployment: Deployment): Deployment {
  const content: unknown = deployment.deployment;
  const resources = typeof content === "object" && content !== null ? content : {};
  return { ...deployment, deployment: { ...resources, pending_operations: [] } };
}

/** The deployment with nothing protected: what guards a database on AWS guards nothing in a sandbox that is thrown away. */
export function withoutProtection(deployment: Deployment): Deployment {
  const content: unknown = deployment.deployment;
  if (typeof content !== "object" || content === null || !("resources" in content)) {
    return deployment;
  }
  const resources: unknown = content.resources;
  const unprotected = (Array.isArray(resources) ? resources : []).map(
    (resource: Record<string, unknown>) => ({ ...resource, protect: false }),
  );
  return { ...deployment, deployment: { ...content, resources: unprotected } };
}
