/** The executables through which the engine starts the stand-in providers and the policy pack. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SandboxPaths } from "../paths";
import { writableDirectory } from "../paths";
import { standIns } from "../providers/registry";

/** Writes the executables into the sandbox's bin directory, which goes on the engine's PATH. */
export function writeShims(paths: SandboxPaths): void {
  writableDirectory(paths.bin);
  const inRoot = (path: string): string => quoted(join(paths.root, path));
  const node = `exec ${quoted(process.execPath)} --require ${inRoot("sandbox/engine/endWithParent.cjs")}`;
  const typescript = `--require ${quoted(require.resolve("tsx/cjs"))}`;
  for (const { name, entry } of standIns) {
    // The engine hands over its own address. Paths in inputs are relative to the repository.
    writeShim(paths, `pulumi-resource-${name}`, [
      `cd ${quoted(paths.root)} || exit 1`,
      `${node} ${typescript} ${inRoot(entry)} "$@"`,
    ]);
  }
  // Without Node's language plugin, the engine starts policy packs through this name, in their own directory.
  writeShim(paths, "pulumi-analyzer-policy-nodejs", [
    `${node} ${inRoot("sandbox/engine/policyPack.cjs")} "$@"`,
  ]);
}

function writeShim({ bin }: SandboxPaths, name: string, commands: readonly string[]): void {
  const script = ["#!/bin/sh", ...commands, ""].join("\n");
  const path = join(bin, name);
  if (!existsSync(path) || readFileSync(path, "utf8") !== script) {
    writeFileSync(path, script);
    chmodSync(path, 0o755);
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
