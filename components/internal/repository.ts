import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/**
 * A path of the repository, as seen from the working directory. Pulumi starts a program in the folder of
 * its Pulumi.yaml: the repository's own at the top, an example's in a folder below it. A path from the
 * root of the disk, such as that of a file beside a component, is that file's.
 */
export function fromRepository(path: string): string {
  return relative(process.cwd(), resolve(rootAbove(process.cwd()), path));
}

/** The nearest folder with a package.json; the folder itself when there is none. */
function rootAbove(start: string): string {
  let folder = start;
  while (!existsSync(join(folder, "package.json"))) {
    const above = dirname(folder);
    if (above === folder) return start;
    folder = above;
  }
  return folder;
}
