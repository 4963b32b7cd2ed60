/**
 * The engine's project directory below `.sandbox`: the committed settings, with the stand-ins named.
 * The committed files are only read.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse, stringify } from "yaml";
import { messageOf, SandboxError } from "../errors";
import { writableDirectory } from "../paths";
import type { SandboxPaths } from "../paths";
import { standIns } from "../providers/registry";

type Settings = Record<string, unknown>;

/** Names of the stacks that have committed settings. */
export function stackNames(root: string): string[] {
  return readdirSync(root)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort();
}

/** Throws a SandboxError that lists the stacks when there is none of this name. */
export function requireStack(program: string, stackName: string): void {
  const names = stackNames(program);
  if (!names.includes(stackName)) {
    throw new SandboxError(
      `There is no stack "${stackName}": no file Pulumi.${stackName}.yaml in ${program}. Choose one of ${names.join(", ")} with --stack, or add that file.`,
    );
  }
}

/** A secret of the committed configuration, which only its own secrets provider can open. */
export interface SealedSetting {
  readonly key: string;
  /** What the sandbox uses instead. */
  readonly value: string;
}

/** Writes the project and stack settings for the engine. Returns the secrets that still need a value. */
export function writeSettings(paths: SandboxPaths, stackName: string): SealedSetting[] {
  requireStack(paths.program, stackName);
  writableDirectory(paths.project);
  const project = readSettings(join(paths.program, "Pulumi.yaml"));
  const bin = relative(paths.project, paths.bin);
  writeSetting(join(paths.project, "Pulumi.yaml"), {
    ...project,
    runtime: "nodejs",
    // The engine runs the program, and resolves relative paths, in the repository.
    main: relative(paths.project, paths.root),
    plugins: {
      providers: standIns.map(({ name }) => ({ name, path: bin })),
      analyzers: [{ name: "policy-nodejs", path: bin }],
    },
  });
  const committed = readSettings(join(paths.program, `Pulumi.${stackName}.yaml`));
  const target = join(paths.project, `Pulumi.${stackName}.yaml`);
  const earlier = existsSync(target) ? readSettings(target) : {};
  const config = isSettings(committed.config) ? committed.config : {};
  const sealed = Object.entries(config).flatMap(([key, value]) =>
    isSealed(value) ? [{ key, value: standInFor(key) }] : [],
  );
  const known = isSettings(earlier.config) ? earlier.config : {};
  writeSetting(target, {
    ...(earlier.encryptionsalt === undefined ? {} : { encryptionsalt: earlier.encryptionsalt }),
    config: Object.fromEntries(
      Object.entries(config).flatMap(([key, value]) =>
        isSealed(value) ? (known[key] === undefined ? [] : [[key, known[key]]]) : [[key, value]],
      ),
    ),
  });
  return sealed.filter(({ key }) => known[key] === undefined);
}

function isSettings(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSealed(value: unknown): boolean {
  return isSettings(value) && "secure" in value;
}

/** Real secrets stay with their stack; the same key gets the same stand-in. */
function standInFor(key: string): string {
  return `sandbox-${createHash("sha256").update(key).digest("hex").slice(0, 24)}`;
}

function readSettings(path: string): Settings {
  try {
    const settings: unknown = parse(readFileSync(path, "utf8")) ?? {};
    if (isSettings(settings)) {
      return settings;
    }
    throw new Error("it holds no mapping");
  } catch (error) {
    throw new SandboxError(
      `Cannot read ${path}: ${firstLine(messageOf(error))}. Correct the file and try again.`,
    );
  }
}

/** The parser's message without the excerpt of the file that follows it. */
function firstLine(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/:$/, "");
}

function writeSetting(path: string, settings: Settings): void {
  const text = stringify(settings);
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
    writeFileSync(path, text);
  }
}
