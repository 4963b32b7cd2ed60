/** From an image and a container definition to the arguments of a Node.js process. */
import { existsSync } from "node:fs";
import path from "node:path";
import { CloudError } from "../types";
import type { UnpackedImage } from "./images";

const NODE_EXECUTABLES = new Set(["node", "/usr/local/bin/node", "/nodejs/bin/node"]);

/** What official Node.js images and distroless ones start when nothing else is said. */
function baseEntryPoint(baseImage: string): readonly string[] | undefined {
  if (/(^|\/)distroless\/nodejs/.test(baseImage)) return ["/nodejs/bin/node"];
  return /(^|\/)node(:|@|$)/.test(baseImage) ? [] : undefined;
}

/**
 * Arguments after `node`, with container paths turned into paths on this machine. The container
 * definition's entry point and command replace those of the image, as on ECS.
 *
 * @throws CloudError when the image runs anything but Node.js
 */
export function nodeArguments(
  image: UnpackedImage,
  overrides: {
    readonly entryPoint?: readonly string[];
    readonly command?: readonly string[];
  },
  container: string,
): string[] {
  const base = baseEntryPoint(image.baseImage);
  if (base === undefined) {
    throw new CloudError(
      `The sandbox cannot run container ${container}: its base image is ${image.baseImage}, expected a ` +
        "Node.js image (node:* or distroless/nodejs*). Other programs need a container runtime.",
    );
  }
  const entryPoint = overrides.entryPoint ?? image.entryPoint ?? base;
  // As Docker does: an entry point set from outside drops the image's command.
  const command = overrides.command ?? (overrides.entryPoint === undefined ? image.command : []);
  const [executable, ...rest] = [...entryPoint, ...(command ?? [])];
  if (executable === undefined || !NODE_EXECUTABLES.has(executable) || rest.length === 0) {
    throw new CloudError(
      `The sandbox cannot run container ${container}: it starts ${JSON.stringify(executable ?? "nothing")}, ` +
        'expected "node" and a script. Other programs need a container runtime.',
    );
  }
  return rest.map((word) => {
    if (!word.startsWith("/")) return word;
    const local = path.join(image.root, word);
    return existsSync(local) ? local : word;
  });
}
