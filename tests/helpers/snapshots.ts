/** Committed JSON snapshots, rewritten when `UPDATE_SNAPSHOTS=1` is set. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

const repository = resolve(__dirname, "../..");

/** Fails with a difference and the command that accepts it when `actual` is not what `file` holds. */
export function assertSnapshot(file: string, actual: unknown, command = "npm test"): void {
  const path = resolve(repository, file);
  if (process.env["UPDATE_SNAPSHOTS"] === "1") {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(actual, null, 2)}\n`);
    return;
  }
  const expected: unknown = JSON.parse(readFileSync(path, "utf8"));
  assert.deepEqual(
    actual,
    expected,
    `${file} holds something else; when the change is meant, run \`UPDATE_SNAPSHOTS=1 ${command}\` and review the difference`,
  );
}
