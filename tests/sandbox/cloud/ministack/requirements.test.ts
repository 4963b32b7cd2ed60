import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

const file = path.join(__dirname, "../../../../sandbox/cloud/ministack/requirements.txt");
/** One entry each, continuation lines joined. */
const entries = readFileSync(file, "utf8")
  .replace(/\\\n/g, " ")
  .split("\n")
  .filter((line) => line.trim() !== "" && !line.startsWith("#"));

describe("the emulator's requirements", () => {
  it("pin every package to one version with the hashes of its files", () => {
    for (const entry of entries) {
      assert.match(
        entry,
        /^[a-z0-9.-]+==[\w.]+( ; python_full_version < '3\.11')?( +--hash=sha256:[0-9a-f]{64})+ *$/,
      );
    }
  });

  it("hold the emulator itself", () => {
    assert.ok(entries.some((entry) => entry.startsWith("ministack==1.5.33 ")));
  });
});
