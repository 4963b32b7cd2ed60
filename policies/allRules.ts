/** The rules as a list, ordered by service and id. */
import type { Rule } from "./framework/rule";
import * as registry from "./registry";

function byServiceAndId(a: Rule, b: Rule): number {
  return a.service.localeCompare(b.service, "en") || a.id.localeCompare(b.id, "en");
}

export const rules: readonly Rule[] = Object.values<Rule>(registry).sort(byServiceAndId);
