import { readFileSync } from "node:fs";

/** Version of an installed npm package. */
export function versionOf(npmPackage: string): string {
  const text = readFileSync(require.resolve(`${npmPackage}/package.json`), "utf8");
  const { version } = JSON.parse(text) as { version: string };
  return version.replace(/^v/, "");
}
