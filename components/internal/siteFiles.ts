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

/** How long browsers and CloudFront keep files. Pages are always asked for anew. */
export interface SiteCaching {
  /** Folder whose files carry a hash in their name, so that they never change. @default "assets" */
  readonly hashedFolder?: string;
  /** Seconds that those files are kept. @default 31536000, a year */
  readonly hashedMaxAgeSeconds?: number;
  /** Seconds that files are kept which may change under their name, such as images. @default 3600 */
  readonly otherMaxAgeSeconds?: number;
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

/** How one file may be kept, by its place: hashed files for long, pages never. */
export function cacheControl(key: string, caching: SiteCaching = {}): string {
  const { hashedFolder = "assets", hashedMaxAgeSeconds = 31_536_000 } = caching;
  if (key.endsWith(".html")) return "no-cache";
  if (key.startsWith(`${hashedFolder}/`)) {
    return `public, max-age=${hashedMaxAgeSeconds}, immutable`;
  }
  return `public, max-age=${caching.otherMaxAgeSeconds ?? 3600}`;
}

/** Every file below `directory`, sorted by key. */
export function listSiteFiles(directory: string, caching: SiteCaching = {}): SiteFile[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .filter((entry) => statSync(join(directory, entry)).isFile())
    .map((entry) => entry.split(sep).join("/"))
    .sort()
    .map((key) => ({
      key,
      path: `${directory}/${key}`,
      contentType: contentType(key),
      cacheControl: cacheControl(key, caching),
    }));
}
