/** What a built web page consists of, and how browsers may cache it. Pure but for reading the folder. */
import { readdirSync, statSync } from "node:fs";
import { extname, join, sep } from "node:path";

export interface SiteFile {
  /** Path below the site's root, with forward slashes: the object's key. */
  readonly key: string;
  /** Path on disk, relative to the repository. */
  readonly path: string;
  readonly contentType: string;
  readonly cacheControl: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/vnd.microsoft.icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Content type by file ending; a file of unknown kind is downloaded, never interpreted. */
export function contentType(key: string): string {
  return contentTypes[extname(key).toLowerCase()] ?? "application/octet-stream";
}

/** Names under `assets/` carry a hash, so they never change; pages are always asked for anew. */
export function cacheControl(key: string): string {
  if (key.startsWith("assets/")) return "public, max-age=31536000, immutable";
  if (key.endsWith(".html")) return "no-cache";
  return "public, max-age=3600";
}

/** Every file below `directory`, sorted by key. */
export function listSiteFiles(directory: string): SiteFile[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((entry) => statSync(join(directory, entry)).isFile())
    .map((entry) => entry.split(sep).join("/"))
    .sort()
    .map((key) => ({
      key,
      path: `${directory}/${key}`,
      contentType: contentType(key),
      cacheControl: cacheControl(key),
    }));
}
