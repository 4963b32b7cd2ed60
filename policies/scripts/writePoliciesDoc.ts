/**
 * `node --require tsx/cjs policies/scripts/writePoliciesDoc.ts` writes docs/policies.md and
 * docs/policy-coverage.md.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../allRules";
import { renderCoverageDoc, renderPoliciesDoc } from "./policiesDoc";

const folder = join(__dirname, "..", "..", "docs");
writeFileSync(join(folder, "policies.md"), renderPoliciesDoc(rules));
writeFileSync(join(folder, "policy-coverage.md"), renderCoverageDoc(rules));
console.log(`${folder}: ${rules.length} rules`);
