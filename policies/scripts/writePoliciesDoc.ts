/** `node --require tsx/cjs policies/scripts/writePoliciesDoc.ts` writes docs/policies.md. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../allRules";
import { renderPoliciesDoc } from "./policiesDoc";

const path = join(__dirname, "..", "..", "docs", "policies.md");
writeFileSync(path, renderPoliciesDoc(rules));
console.log(`${path}: ${rules.length} rules`);
