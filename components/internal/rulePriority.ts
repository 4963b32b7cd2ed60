/**
 * Listener rule priorities. A load balancer tries its rules in order of a number from 1 to 50,000.
 * The number is derived from the path alone, so adding a service never renumbers another, and a more
 * specific path always comes before a more general one.
 */
import { shortHash } from "./naming";

const bandSize = 1000;
const bands = 50;

/** Literal characters before the first wildcard: the longer, the more specific. */
function specificity(path: string): number {
  const wildcard = path.search(/[*?]/);
  return wildcard === -1 ? path.length + 1 : wildcard;
}

/** Priority of `path`, the same in every stack and whatever other rules exist. */
export function rulePriority(path: string): number {
  const band = Math.max(0, bands - 1 - specificity(path));
  return band * bandSize + 1 + (parseInt(shortHash(path, 8), 16) % (bandSize - 1));
}
