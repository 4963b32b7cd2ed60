/** The example programs under examples/, one folder each. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parse } from "yaml";

const root = resolve(__dirname, "../../examples");
const load = createRequire(__filename);

/** The example that is insecure on purpose; it has tests of its own. */
export const vulnerableExample = "vulnerable";

/** Names of all examples of good use, sorted. */
export const examples: readonly string[] = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== vulnerableExample)
  .map(({ name }) => name)
  .sort();

type Program = () => Record<string, unknown> | Promise<Record<string, unknown>>;

/** The example's program: a function, so that loading it creates nothing. */
export function exampleProgram(name: string): Program {
  const program: unknown = load(join(root, name, "index.ts"));
  if (typeof program !== "function") {
    throw new Error(`examples/${name}/index.ts must export its program: export = main;`);
  }
  return program as Program;
}

/** The example's source. */
export function exampleSource(name: string): string {
  const path = join(root, name, "index.ts");
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** The example's Pulumi.yaml. */
export function exampleProject(name: string): { readonly name?: string; readonly main?: string } {
  return parse(readFileSync(join(root, name, "Pulumi.yaml"), "utf8")) as { name?: string };
}
