/** The rules' test tables as data, read from their spec files without adding their tests to the run. */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { RuleTable } from "../helpers/describeRule";
import { tablesByRule } from "../helpers/describeRule";

const FOLDER = join(__dirname, "..", "rules");
const load = createRequire(__filename);

/** Every table of every rule, by the rule's id. */
export function tablesOfRules(): ReadonlyMap<string, readonly RuleTable[]> {
  const { describe: kept } = globalThis;
  // The spec files declare their suites while they load; these here belong to another run.
  Object.assign(globalThis, { describe: () => undefined });
  try {
    for (const file of readdirSync(FOLDER)) {
      if (file.endsWith(".test.ts")) load(join(FOLDER, file));
    }
  } finally {
    globalThis.describe = kept;
  }
  return tablesByRule();
}
