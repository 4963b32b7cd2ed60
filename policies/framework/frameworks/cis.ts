/** CIS AWS Foundations Benchmark v5.0.0: https://www.cisecurity.org/benchmark/amazon_web_services */
import type { Framework } from "./framework";
import { listed } from "./framework";

const ACCOUNT = "is a setting of the account, which no stack's resource shows";
const RUNTIME = "is known at run time only, not from what a stack declares";
const MONITORING =
  "asks for an alarm on the account's audit trail; Security Hub evaluates it account-wide";

function each(section: string, numbers: readonly number[], reason: string): [string, string][] {
  return listed(section, numbers).map((id) => [id, reason]);
}

export const CIS: Framework = {
  key: "cis",
  title: "CIS AWS Foundations Benchmark v5.0.0",
  controls: [
    ...listed("v5.0.0-1", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]),
    ...listed("v5.0.0-1", [21]),
    ...listed("v5.0.0-2.1", [1, 2, 3, 4]),
    ...listed("v5.0.0-2.2", [1, 2, 3, 4]),
    ...listed("v5.0.0-2.3", [1]),
    ...listed("v5.0.0-3", [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ...listed("v5.0.0-4", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]),
    ...listed("v5.0.0-5.1", [1, 2]),
    ...listed("v5.0.0-5", [2, 3, 4, 5, 6, 7]),
  ],
  reasons: Object.fromEntries([
    ...each("v5.0.0-1", [1, 2, 3, 4, 5, 6, 7, 8, 16, 18, 19, 20, 21], ACCOUNT),
    ...each("v5.0.0-1", [9, 10, 11, 12, 13], RUNTIME),
    ...each("v5.0.0-2.1", [3], RUNTIME),
    ...each("v5.0.0-3", [3], ACCOUNT),
    ...each("v5.0.0-4", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], MONITORING),
    ...each("v5.0.0-4", [16], ACCOUNT),
    ...each("v5.0.0-5", [6], RUNTIME),
  ]),
};
