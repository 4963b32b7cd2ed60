/**
 * The stack in the sandbox: the repository's own program, policies and settings, run by the real engine with stand-in
 * providers and a local backend.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { CommandError, LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { parse } from "yaml";
import type { StackState } from "./cloud/types";
import { withControlPlane } from "./engine/controlPlane";
import { engineEnvironment } from "./engine/environment";
import { EventCollector } from "./engine/events";
import type { EngineReport, ResourceStep } from "./engine/events";
import type { Engine } from "./engine/find";
import { failureOf } from "./engine/failure";
import {
  checkStateVersion,
  clearLocks,
  hasPendingOperations,
  hasState,
  removePartialFiles,
  withoutPendingOperations,
  withoutProtection,
  writtenState,
} from "./engine/recovery";
import type { StackFile } from "./engine/recovery";
import { writeSettings } from "./engine/settings";
import { writeShims } from "./engine/shims";
import type { SandboxPaths } from "./paths";
import { writableDirectory } from "./paths";

export interface OpenStackOptions {
  readonly paths: SandboxPaths;
  readonly stackName: string;
  readonly engine: Engine;
  /** Policy packs to enforce. @default the repository's `policies` */
  readonly policyPacks?: readonly string[];
  /** Configuration file of each policy pack, as `--policy-pack-config` takes them. @default none */
  readonly policyPackConfigs?: readonly string[];
  /** @default `index.ts` beside the settings */
  readonly program?: PulumiFn;
  /** Each resource that an operation changes, as it happens, with how many it is now. */
  readonly onStep?: (step: ResourceStep, count: number) => void;
  /** The engine's own output. */
  readonly onOutput?: (text: string) => void;
  /** Something that was put right, in one sentence. */
  readonly onNotice?: (message: string) => void;
  readonly signal?: AbortSignal;
}

const load = createRequire(__filename);

/** Runs the program of a folder; each call evaluates it anew. */
function programIn(folder: string): PulumiFn {
  return async () => {
    // Loaded here, so that a fault in it is reported like any fault of the program.
    const program: unknown = load(join(folder, "index.ts"));
    const resolved: unknown = await (isFunction(program) ? program() : program);
    return typeof resolved === "object" && resolved !== null ? { ...resolved } : {};
  };
}

function isFunction(value: unknown): value is () => unknown {
  return typeof value === "function";
}

/** Prepares the sandbox's project and opens the stack; recovers from an engine that was killed. */
export async function openStack(options: OpenStackOptions): Promise<SandboxStack> {
  try {
    return await prepareStack(options);
  } catch (error) {
    if (error instanceof CommandError) {
      const report = new EventCollector().report();
      const what = `opening of stack "${options.stackName}"`;
      throw failureOf(what, report, error.message, options.paths.root);
    }
    throw error;
  }
}

async function prepareStack(options: OpenStackOptions): Promise<SandboxStack> {
  const { paths, stackName, engine } = options;
  writableDirectory(paths.state);
  writableDirectory(paths.pulumiHome);
  writeShims(paths);
  const sealed = writeSettings(paths, stackName);
  const file = { project: projectName(paths), stack: stackName };
  checkStateVersion(paths, file, engine.version);
  const staleLocks = await clearLocks(paths, file);
  removePartialFiles(paths, file);
  const command = await PulumiCommand.get({ root: engine.root });
  const workspace = await LocalWorkspace.create({
    workDir: paths.project,
    pulumiHome: paths.pulumiHome,
    pulumiCommand: command,
    program: options.program ?? programIn(paths.program),
    envVars: engineEnvironment(paths),
  });
  const stack = await Stack.createOrSelect(stackName, workspace);
  if (sealed.length > 0) {
    const values = sealed.map(({ key, value }) => [key, { value, secret: true }] as const);
    await stack.setAllConfig(Object.fromEntries(values));
  }
  const pending = hasPendingOperations(paths, file);
  if (pending) {
    await stack.importStack(withoutPendingOperations(await stack.exportStack()));
  }
  if (staleLocks > 0 || pending) {
    options.onNotice?.(
      "Recovered from an engine that was killed: its lock and unfinished operations were removed; the next deployment completes them.",
    );
  }
  return new SandboxStack(stack, file, options);
}

/** Name of the program's project. */
export function projectName({ program }: SandboxPaths): string {
  const settings: unknown = parse(readFileSync(join(program, "Pulumi.yaml"), "utf8"));
  const name: unknown =
    typeof settings === "object" && settings !== null && "name" in settings ? settings.name : "";
  return String(name);
}

export class SandboxStack {
  constructor(
    private readonly stack: Stack,
    private readonly file: StackFile,
    private readonly options: OpenStackOptions,
  ) {}

  /** Whether there is a deployment to run. */
  get isDeployed(): boolean {
    return hasState(this.options.paths, this.file);
  }

  /**
   * What a deployment would change, under the policies. Throws a FailedRunError for a mandatory violation or a failing
   * program.
   *
   * @param diff has the engine print each change in full. @default false
   */
  preview(diff = false): Promise<EngineReport> {
    return this.run("preview", (common) =>
      this.stack.preview({ ...common, diff, ...this.policies() }),
    );
  }

  /** Deploys, under the policies. */
  up(): Promise<EngineReport> {
    const { paths } = this.options;
    return withControlPlane(
      () => writtenState(paths, this.file),
      () => this.run("deployment", (common) => this.stack.up({ ...common, ...this.policies() })),
    );
  }

  /** Removes every resource from the state, protected ones too. */
  async destroy(): Promise<EngineReport> {
    await this.stack.importStack(withoutProtection(await this.stack.exportStack()));
    return this.run("removal", (common) => this.stack.destroy(common));
  }

  /** The deployed state, with secrets in plaintext. */
  async exportState(): Promise<StackState> {
    const exported = await this.stack.exportStack();
    return exported.deployment as StackState;
  }

  private policies(): { policyPacks: string[]; policyPackConfigs?: string[] } {
    const own = join(this.options.paths.root, "policies");
    const { policyPacks = existsSync(own) ? [own] : [], policyPackConfigs } = this.options;
    return {
      policyPacks: [...policyPacks],
      ...(policyPackConfigs && { policyPackConfigs: [...policyPackConfigs] }),
    };
  }

  private async run(
    what: string,
    operation: (common: {
      color: "never";
      suppressProgress: true;
      onOutput: (text: string) => void;
      onEvent: EventCollector["handle"];
      signal?: AbortSignal;
    }) => Promise<unknown>,
  ): Promise<EngineReport> {
    const collector = new EventCollector(this.options.onStep);
    let output = "";
    try {
      await operation({
        color: "never",
        suppressProgress: true,
        onEvent: collector.handle,
        signal: this.options.signal,
        onOutput: (text) => {
          output += text;
          this.options.onOutput?.(text);
        },
      });
    } catch (error) {
      if (error instanceof CommandError) {
        throw failureOf(
          what,
          collector.report(),
          `${output}\n${error.message}`,
          this.options.paths.root,
        );
      }
      throw error;
    }
    return collector.report();
  }
}
