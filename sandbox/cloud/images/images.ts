/** Container images: from the reference in a task definition to files and a Node.js command. */
import { cp, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { DeployedStack } from "../state/deployedStack";
import { CloudError } from "../types";
import { type CopyInstruction, type ImageRecipe, readDockerfile } from "./dockerfile";

const imageSchema = z.object({
  ref: z.string().optional(),
  digest: z.string().optional(),
  tags: z.array(z.string()).default([]),
  context: z.object({ location: z.string() }).optional(),
  dockerfile: z
    .object({ location: z.string().optional(), inline: z.string().optional() })
    .optional(),
  buildArgs: z.record(z.string(), z.string()).default({}),
});
export type BuiltImage = z.infer<typeof imageSchema> & { readonly urn: string };

/** An image laid out on disk. */
export interface UnpackedImage {
  /** Folder that stands for the container's root. */
  readonly root: string;
  /** Absolute folder on this machine that the process starts in. */
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly baseImage: string;
}

export function readImages(stack: DeployedStack): BuiltImage[] {
  return stack
    .ofType("docker-build:index:Image", imageSchema)
    .map(({ urn, properties }) => ({ urn, ...properties }));
}

/** The image built by this stack that a task definition refers to by digest or tag. */
export function findImage(images: readonly BuiltImage[], reference: string): BuiltImage {
  const [repository = "", digest] = reference.split("@");
  const found = images.find((image) => {
    if (image.ref === reference) return true;
    if (digest === undefined) return image.tags.includes(reference);
    return image.digest === digest && (image.ref ?? "").startsWith(stripTag(repository));
  });
  if (found === undefined) {
    throw new CloudError(
      `The sandbox cannot run image ${reference}: no docker-build Image of the stack has this ` +
        "reference. Images from outside the stack need a container runtime, which the sandbox does not have.",
    );
  }
  return found;
}

function stripTag(repository: string): string {
  const slash = repository.lastIndexOf("/");
  const colon = repository.lastIndexOf(":");
  return colon > slash ? repository.slice(0, colon) : repository;
}

/** Copies an image's files under `folder` as the Dockerfile lays them out. */
export async function unpackImage(
  image: BuiltImage,
  projectDirectory: string,
  folder: string,
): Promise<UnpackedImage> {
  const name = image.ref ?? image.urn;
  const context = path.resolve(projectDirectory, image.context?.location ?? ".");
  const recipe = readDockerfile(
    name,
    await dockerfileText(image, projectDirectory, context),
    image.buildArgs,
  );
  // Built aside and renamed: an interrupted start must not leave half an image behind.
  const building = `${folder}.building`;
  await rm(building, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
  await mkdir(building, { recursive: true });
  for (const copy of recipe.copies) await applyCopy(copy, context, building, name);
  await mkdir(inside(building, recipe.workingDirectory, name), { recursive: true });
  await rename(building, folder);
  return describe(recipe, folder, name);
}

function describe(recipe: ImageRecipe, root: string, name: string): UnpackedImage {
  return {
    root,
    workingDirectory: inside(root, recipe.workingDirectory, name),
    environment: recipe.environment,
    entryPoint: recipe.entryPoint,
    command: recipe.command,
    baseImage: recipe.baseImage,
  };
}

async function dockerfileText(
  image: BuiltImage,
  projectDirectory: string,
  context: string,
): Promise<string> {
  if (image.dockerfile?.inline !== undefined) return image.dockerfile.inline;
  const location = image.dockerfile?.location;
  const file =
    location === undefined
      ? path.join(context, "Dockerfile")
      : path.resolve(projectDirectory, location);
  try {
    return await readFile(file, "utf8");
  } catch {
    throw new CloudError(
      `The sandbox cannot run image ${image.ref ?? image.urn}: its Dockerfile ${file} cannot be read. ` +
        "Deploy the stack again to build it.",
    );
  }
}

function inside(root: string, containerPath: string, name: string): string {
  const resolved = path.join(root, path.posix.normalize(`/${containerPath}`));
  if (resolved !== root && !resolved.startsWith(root + path.sep)) {
    throw new CloudError(
      `The sandbox cannot run image ${name}: ${containerPath} leaves the image.`,
    );
  }
  return resolved;
}

async function applyCopy(
  { sources, destination, workingDirectory }: CopyInstruction,
  context: string,
  root: string,
  name: string,
): Promise<void> {
  const absolute = destination.startsWith("/")
    ? destination
    : path.posix.join(workingDirectory, destination);
  const target = inside(root, absolute, name);
  for (const source of sources) {
    const from = inside(context, source, name);
    const kind = await stat(from).catch(() => undefined);
    if (kind === undefined) {
      throw new CloudError(
        `The sandbox cannot run image ${name}: COPY ${source} finds no such file in ${context}. ` +
          "Deploy the stack again to build it.",
      );
    }
    const intoFolder = destination.endsWith("/") || destination === "." || sources.length > 1;
    const to = !kind.isDirectory() && intoFolder ? path.join(target, path.basename(from)) : target;
    await mkdir(path.dirname(to), { recursive: true });
    await cp(from, to, { recursive: true });
  }
}
