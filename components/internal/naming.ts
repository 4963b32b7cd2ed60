/** Names: what AWS limits, and how one name becomes another. Pure. */
import { createHash } from "node:crypto";

/** Characters that Pulumi's auto-naming appends: a hyphen and seven hexadecimal digits. */
export const autoNameSuffix = 8;

/** First `length` hexadecimal digits of the SHA-256 of `text`. */
export function shortHash(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

/**
 * `name`, shortened to fit `maxLength`. A shortened name keeps its beginning and ends with a hash of the
 * whole, so two long names stay apart.
 */
export function nameWithin(name: string, maxLength: number): string {
  if (name.length <= maxLength) return name;
  const hash = shortHash(name, 5);
  return `${name.slice(0, maxLength - hash.length - 1).replace(/-+$/, "")}-${hash}`;
}

/** `name`, shortened so that it still fits `maxLength` once Pulumi has appended its random suffix. */
export function autoNameWithin(name: string, maxLength: number): string {
  return nameWithin(name, maxLength - autoNameSuffix);
}

/** `store-events` to `STORE_EVENTS`: the environment's spelling of a resource or service name. */
export function environmentName(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, "_").toUpperCase();
}

/** `byItem` or `store-events` to `ByItem` or `StoreEvents`: letters and digits only, as a policy Sid demands. */
export function statementName(...words: readonly string[]): string {
  return words
    .flatMap((word) => word.split(/[^A-Za-z0-9]+/))
    .filter((word) => word !== "")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
