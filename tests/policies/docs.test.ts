import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policies/allRules";
import { renderPoliciesDoc } from "../../policies/scripts/policiesDoc";

const PAGE = join(__dirname, "..", "..", "docs", "policies.md");

describe("docs/policies.md", () => {
  it("is what the rules say; if not, run policies/scripts/writePoliciesDoc.ts", () => {
    assert.equal(readFileSync(PAGE, "utf8"), renderPoliciesDoc(rules));
  });
});
