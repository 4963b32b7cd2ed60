import assert from "node:assert/strict";
import { choosePrograms } from "../../../../sandbox/cloud/relational/programs";

const programs = (major: number, bin = `/pg/${major}`) => ({ bin, major, version: `${major}.4` });

describe("the choice of a PostgreSQL", () => {
  for (const [title, found, wanted, chosen] of [
    ["takes the deployed version", [15, 16, 17, 18], 17, 17],
    ["takes the next newer one where that is missing", [15, 18, 19], 17, 18],
    ["takes the newest where all are older", [15, 16], 17, 16],
    ["takes none that is too old", [13, 14], 17, undefined],
    ["takes none where there is none", [], 17, undefined],
  ] as const) {
    it(title, () => {
      const all = found.map((major) => programs(major));
      assert.equal(choosePrograms(all, wanted)?.major, chosen);
    });
  }

  it("takes the machine's own before npm's of the same version", () => {
    const found = [programs(17, "/usr/lib/postgresql/17/bin"), programs(17, "/node_modules")];
    assert.equal(choosePrograms(found, 17)?.bin, "/usr/lib/postgresql/17/bin");
  });
});
