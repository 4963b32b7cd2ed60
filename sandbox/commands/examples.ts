/** The programs under `examples/`. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { unknownWord } from "./arguments";

/** Throws a SandboxError that names the nearest example when there is none of this name. */
export function requireExample(root: string, name: string): void {
  const folder = join(root, "examples");
  const names = readdirSync(folder)
    .filter((entry) => existsSync(join(folder, entry, "Pulumi.yaml")))
    .sort();
  if (!names.includes(name)) throw unknownWord("example", name, names);
}
