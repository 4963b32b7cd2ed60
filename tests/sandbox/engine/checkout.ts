/** A checkout of its own for the engine tests: the repository's sources, and settings that a test may change. */
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { findEngine } from "../../../sandbox/engine/find";
import { examplePaths, sandboxPaths } from "../../../sandbox/paths";
import type { SandboxPaths } from "../../../sandbox/paths";
import { openStack } from "../../../sandbox/stack";
import type { OpenStackOptions, SandboxStack } from "../../../sandbox/stack";

const repository = resolve(__dirname, "../../..");

export interface Checkout {
  readonly paths: SandboxPaths;
  open(options?: Partial<OpenStackOptions>): Promise<SandboxStack>;
  /** Opens the stack of a program under `examples/`. */
  openExample(name: string, options?: Partial<OpenStackOptions>): Promise<SandboxStack>;
  /** Changes the checkout's copy of the settings of stack dev. */
  change(change: (config: Record<string, unknown>) => void): void;
  remove(): void;
}

/** Links everything but the settings, which are copied. */
export function createCheckout(): Checkout {
  const root = mkdtempSync(join(tmpdir(), "sandbox-test-"));
  for (const name of readdirSync(repository)) {
    if (/^Pulumi\..*yaml$/.test(name)) {
      cpSync(join(repository, name), join(root, name));
    } else if (name !== ".sandbox" && name !== ".git") {
      symlinkSync(join(repository, name), join(root, name));
    }
  }
  const paths = sandboxPaths(root);
  const open = async (options: Partial<OpenStackOptions> = {}): Promise<SandboxStack> => {
    const engine = await findEngine({ cache: paths.cache, onProgress: () => undefined });
    return openStack({ paths, engine, stackName: "dev", ...options });
  };
  return {
    paths,
    open,
    openExample: (name, options) => open({ paths: examplePaths(paths, name), ...options }),
    change: (change) => {
      const path = join(root, "Pulumi.dev.yaml");
      const settings = parse(readFileSync(path, "utf8")) as { config: Record<string, unknown> };
      change(settings.config);
      writeFileSync(path, stringify(settings));
    },
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}
