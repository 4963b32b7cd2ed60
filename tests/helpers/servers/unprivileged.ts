/** Servers that refuse to run as root run as a user without rights instead. */
import { chownSync } from "node:fs";

const nobody = 65_534;

/** User and group for `spawn`; empty when the tests do not run as root. */
export function unprivileged(): { readonly uid?: number; readonly gid?: number } {
  return process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
}

/** Hands files to that user. */
export function giveAway(...paths: readonly string[]): void {
  const { uid, gid } = unprivileged();
  if (uid === undefined || gid === undefined) return;
  for (const path of paths) chownSync(path, uid, gid);
}
