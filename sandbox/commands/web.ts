/** Builds the web page, unless it was built from the same sources. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { readableFault } from "../engine/faultText";
import { runGroup } from "../engine/processGroup";
import { FailedRunError } from "../errors";
import { writableDirectory } from "../paths";
import type { SandboxPaths } from "../paths";

const SOURCES = "services/web";
const OUTPUT = ".build/web";

/** @returns what was done, for the user */
export async function buildWeb(paths: SandboxPaths, signal?: AbortSignal): Promise<string> {
  const { root } = paths;
  const fingerprint = fingerprintOf(root);
  const record = join(root, ".build", "web.sha256");
  const page = join(root, OUTPUT, "index.html");
  if (existsSync(page) && existsSync(record) && readFileSync(record, "utf8") === fingerprint) {
    return "unchanged";
  }
  writableDirectory(join(root, ".build"));
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const result = await runGroup(process.execPath, [vite, "build", SOURCES], { cwd: root, signal });
  if (result.code !== 0) {
    throw new FailedRunError("The web page does not build:", viteError(result.output, root));
  }
  writeFileSync(record, fingerprint);
  return "built";
}

/** Vite's message, without its progress before and the properties of its error after. */
function viteError(output: string, root: string): string {
  const plain = stripVTControlCharacters(output);
  const message = plain.split("error during build:\n").pop() ?? plain;
  return readableFault(message.replace(/ \{\n {2}[\s\S]*\n\}\s*$/, ""), root);
}

/** Changes with every source file, and with the versions of what builds them. */
function fingerprintOf(root: string): string {
  const hash = createHash("sha256");
  for (const path of [...filesBelow(root, SOURCES), "package-lock.json"]) {
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest("hex");
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(root, path) : [path];
    });
}
