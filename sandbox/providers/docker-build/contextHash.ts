/** Identity of a build context: the same files give the same digest, as a reproducible build would. */
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Options of a build that change its result besides the files. */
export interface BuildOptions {
  readonly dockerfile: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly target: string;
  readonly platforms: readonly string[];
}

/** SHA-256, in hexadecimal digits, of a context's files and its build options. */
export function hashContext(directory: string, options: BuildOptions): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([options.buildArgs, options.target, options.platforms]));
  hash.update(readFileSync(options.dockerfile));
  const ignored = readIgnored(directory);
  for (const path of filesBelow(directory, "", ignored)) {
    const absolute = join(directory, path);
    const link = lstatSync(absolute).isSymbolicLink();
    hash.update(`\0${path}\0`).update(link ? readlinkSync(absolute) : readFileSync(absolute));
  }
  return hash.digest("hex");
}

function filesBelow(root: string, folder: string, ignored: (path: string) => boolean): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (ignored(path)) {
        return [];
      }
      return entry.isDirectory() ? filesBelow(root, path, ignored) : [path];
    });
}

/** Rules of `.dockerignore`: https://docs.docker.com/build/concepts/context/#dockerignore-files */
function readIgnored(directory: string): (path: string) => boolean {
  const file = join(directory, ".dockerignore");
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const rules = lines
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({ keep: line.startsWith("!"), pattern: toPattern(line.replace(/^!/, "")) }));
  return (path) => {
    // The last rule that matches decides.
    const last = rules.filter(({ pattern }) => pattern.test(path)).pop();
    return last !== undefined && !last.keep;
  };
}

/** `**` spans folders, `*` and `?` stay within one; a folder's rule covers what is in it. */
function toPattern(rule: string): RegExp {
  const source = rule
    .replace(/^\.?\//, "")
    .replace(/\/$/, "")
    .split(/(\*\*\/?|\*|\?)/)
    .map((part) => {
      if (part.startsWith("**")) {
        return "(?:.*/)?";
      }
      return { "*": "[^/]*", "?": "[^/]" }[part] ?? part.replace(/[\\^$.|+()[\]{}]/g, "\\$&");
    })
    .join("");
  return new RegExp(`^${source}(?:/|$)`);
}
