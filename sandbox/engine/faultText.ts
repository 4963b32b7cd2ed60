/** Makes of a thrown error's text what its reader needs: what is wrong and where, without the frames of what ran it. */
import { relative, sep } from "node:path";

const FRAME = /^\s+at .+/;
const PLACE = /^(.+):(\d+):\d+\)?$/;
const REQUIRE_STACK = /^\s*Require stack:$/;
const REQUIRED_BY = /^\s*- (\/\S.*)$/;
const MISSING_PACKAGE =
  /(?:Cannot find (?:module|package)|Could not resolve) ['"]((?:@[\w.-]+\/)?[\w-][\w.-]*)/;

/**
 * The package that an error misses, as a sentence with the fix; undefined for any other error. A path, such as
 * `./app`, is no package.
 */
export function missingPackage(text: string): string | undefined {
  const name = MISSING_PACKAGE.exec(text)?.[1];
  return name === undefined
    ? undefined
    : `The package "${name}" is not in node_modules. Run "npm ci" to install what package-lock.json lists, or "npm install ${name}" if it is new, and try again.`;
}

/** @param root the repository: the first frame in its own code stays, as the place of the fault */
export function readableFault(text: string, root: string): string {
  const lines = text.split("\n");
  const place = lines
    .flatMap((line) => (FRAME.test(line) ? [ownPlace(line, root)] : []))
    .find((found) => found !== undefined);
  const kept = lines.filter(
    (line) => !FRAME.test(line) && !REQUIRE_STACK.test(line) && !REQUIRED_BY.test(line),
  );
  const requiredBy = lines.flatMap((line) => REQUIRED_BY.exec(line)?.[1] ?? [])[0];
  const message = kept
    .join("\n")
    .replaceAll(`${root}${sep}`, "")
    .trim()
    .replace(/^Unhandled exception: /, "")
    .replace(/^Error: /, "");
  const where = place ?? (requiredBy === undefined ? undefined : relative(root, requiredBy));
  const hint = missingPackage(text);
  return [where === undefined ? message : `${message} (${where})`, ...(hint ? [hint] : [])].join(
    "\n",
  );
}

/** Place of a frame, such as `services/carts/app.ts:12`, unless it is in a package, in Node.js or in the sandbox. */
function ownPlace(frame: string, root: string): string | undefined {
  const start = frame.indexOf(root + sep);
  const [, path, line] = PLACE.exec(start < 0 ? "" : frame.slice(start + root.length + 1)) ?? [];
  if (path === undefined || line === undefined) {
    return undefined;
  }
  const foreign = [`node_modules${sep}`, `sandbox${sep}`, `.sandbox${sep}`];
  return foreign.some((folder) => path.startsWith(folder)) ? undefined : `${path}:${line}`;
}

/** Each message once: the engine tells some twice, without the kind of error before it, or the line after the place. */
export function withoutRepeats(messages: readonly string[]): string[] {
  return messages.filter(
    (message, index) =>
      !messages.some(
        (other, otherIndex) =>
          otherIndex !== index &&
          other.includes(message.replace(/(?<=\.ts)\)$/, "")) &&
          (other !== message || otherIndex < index),
      ),
  );
}
