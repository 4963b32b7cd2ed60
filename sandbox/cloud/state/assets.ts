/** Reads the assets and archives that Pulumi's state refers to. */
import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { unzipSync } from "fflate";
import { z } from "zod";
import { CloudError } from "../types";
import { SIGNATURE_KEY } from "./deployedStack";

const ARCHIVE_SIGNATURE = "0def7320c3a5731c473e5ecbe6d01bc7";
const ASSET_SIGNATURE = "c44067f5952c0a294b673a41bacd8c17";

/** A file or a text. */
export const assetSchema = z.object({
  [SIGNATURE_KEY]: z.literal(ASSET_SIGNATURE),
  hash: z.string().optional(),
  path: z.string().optional(),
  text: z.string().optional(),
});
export type StateAsset = z.infer<typeof assetSchema>;

/** A folder, a zip file, or a set of assets by their path in the archive. */
export const archiveSchema = z.object({
  [SIGNATURE_KEY]: z.literal(ARCHIVE_SIGNATURE),
  hash: z.string().optional(),
  path: z.string().optional(),
  assets: z.record(z.string(), z.unknown()).optional(),
});
export type StateArchive = z.infer<typeof archiveSchema>;

/** Files by their slash-separated path. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** Reads what the state points to; `root` is what relative paths start from. */
export class AssetReader {
  readonly #root: string;
  readonly #onStale: (message: string) => void;

  /** `onStale` hears of files that are no longer what was deployed. */
  constructor(root: string, onStale: (message: string) => void) {
    this.#root = root;
    this.#onStale = onStale;
  }

  async asset(asset: StateAsset, usedBy: string): Promise<Uint8Array> {
    if (asset.text !== undefined && asset.path === undefined) return Buffer.from(asset.text);
    const file = this.#resolve(asset.path, usedBy);
    const bytes = await readOrExplain(file, usedBy);
    const hash = createHash("sha256").update(bytes).digest("hex");
    if (asset.hash !== undefined && asset.hash !== "" && asset.hash !== hash) {
      this.#onStale(
        `${usedBy}: ${asset.path ?? ""} has changed since it was deployed; deploy again to take it in.`,
      );
    }
    return bytes;
  }

  async archive(archive: StateArchive, usedBy: string): Promise<Files> {
    if (archive.assets === undefined) {
      return readFolderOrZip(this.#resolve(archive.path, usedBy), usedBy);
    }
    const files = new Map<string, Uint8Array>();
    for (const [name, member] of Object.entries(archive.assets)) {
      const nested = archiveSchema.safeParse(member);
      if (nested.success) {
        for (const [inner, bytes] of await this.archive(nested.data, usedBy)) {
          files.set(path.posix.join(name, inner), bytes);
        }
      } else {
        files.set(path.posix.normalize(name), await this.asset(parseAsset(member, usedBy), usedBy));
      }
    }
    return files;
  }

  #resolve(location: string | undefined, usedBy: string): string {
    if (location === undefined || location === "") {
      throw new CloudError(
        `${usedBy} was deployed from an asset the sandbox cannot read: expected a local path or text ` +
          "in the state. Remote assets are not run by the sandbox.",
      );
    }
    return path.resolve(this.#root, location);
  }
}

function parseAsset(value: unknown, usedBy: string): StateAsset {
  const parsed = assetSchema.safeParse(value);
  if (!parsed.success) {
    throw new CloudError(`${usedBy}: the state holds something that is neither asset nor archive.`);
  }
  return parsed.data;
}

async function readOrExplain(file: string, usedBy: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch {
    throw new CloudError(
      `${usedBy} was deployed from ${file}, which cannot be read any more. ` +
        "Build and deploy the stack again, then start the sandbox.",
    );
  }
}

async function readFolderOrZip(location: string, usedBy: string): Promise<Files> {
  const kind = await stat(location).catch(() => undefined);
  if (kind?.isDirectory() !== true) {
    const zipped = unzipSync(await readOrExplain(location, usedBy));
    return new Map(Object.entries(zipped).filter(([name]) => !name.endsWith("/")));
  }
  const files = new Map<string, Uint8Array>();
  for (const entry of await readdir(location, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(location, file).split(path.sep).join("/");
    files.set(name, await readFile(file));
  }
  return files;
}
