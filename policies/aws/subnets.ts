/** Lists of subnets or zones. */
import type { Property } from "../framework/property";

/** How many different ones a list holds; what the preview does not know counts as one of its own. */
export function distinctCount(values: readonly Property[]): number {
  const known = values.flatMap((value) => value.text() ?? []);
  return new Set(known).size + values.length - known.length;
}
