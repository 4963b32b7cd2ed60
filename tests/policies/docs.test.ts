import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policies/allRules";
import { renderCoverageDoc, renderPoliciesDoc } from "../../policies/scripts/policiesDoc";

const FOLDER = join(__dirname, "..", "..", "docs");
const PAGES = { "policies.md": renderPoliciesDoc, "policy-coverage.md": renderCoverageDoc };

for (const [page, render] of Object.entries(PAGES)) {
  describe(`docs/${page}`, () => {
    it("is what the rules say; if not, run policies/scripts/writePoliciesDoc.ts", () => {
      assert.equal(readFileSync(join(FOLDER, page), "utf8"), render(rules));
    });
  });
}
