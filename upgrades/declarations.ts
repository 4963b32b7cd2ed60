/** Where the program declares a resource, as far as its sources tell. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const repository = resolve(__dirname, "..");

interface Declared {
  readonly type: string;
  readonly name: string;
}

/**
 * The file to write an option in: the component's own, or one beside it that makes the child's name.
 *
 * @param parent component that the resource is a child of; without a type, the program itself
 */
export function declarationOf(
  { name }: Declared,
  parent: { readonly type: string | undefined; readonly name: string },
): string {
  if (parent.type === undefined) return "index.ts";
  const files = sources();
  const own = files.find(({ text }) => text.includes(`super("${parent.type}"`));
  if (own === undefined) return `the component ${parent.type}`;
  const role = name.startsWith(parent.name) ? name.slice(parent.name.length) : "";
  const naming = files.filter(
    ({ path, text }) =>
      path.startsWith(areaOf(own.path)) && role !== "" && text.includes(`}${role}\``),
  );
  const [only] = naming;
  return naming.length === 1 && only !== undefined ? only.path : own.path;
}

/** `components/data/` of `components/data/table.ts`. */
function areaOf(path: string): string {
  return `${path.split("/").slice(0, 2).join("/")}/`;
}

let read: readonly { readonly path: string; readonly text: string }[] | undefined;

/** Every source file of the components; read when something is lost, and then once. */
function sources(): NonNullable<typeof read> {
  read ??= readdirSync(join(repository, "components"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map((file) => `components/${file.replaceAll("\\", "/")}`)
    .map((path) => ({ path, text: readFileSync(join(repository, path), "utf8") }));
  return read;
}
