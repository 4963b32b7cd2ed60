/**
 * Listener rule priorities. A load balancer tries its rules in order of a number from 1 to 50,000.
 * The number is derived from the path alone, so adding a service never renumbers another, and a more
 * specific path always comes before a more general one.
 *
 * The longer the shortest request that a pattern matches, the more specific the pattern: whatever
 * matches `/x/*` and more has to be longer than `/x/`. Among equals, fewer wildcards come first.
 */
import { shortHash } from "./naming";

/** Lengths up to here have wide bands; longer paths, of 128 characters at most, share what is left. */
const wideLengths = 40;
const wideBand = 1000;
const longestPath = 128;
const narrowBand = 112;

/** Shares of a band for no wildcard, one, two, three, and more. */
const shares = [0.2, 0.5, 0.15, 0.1, 0.05] as const;

/** Lowest priority of a length's band, and how many priorities the band has. */
function bandOf(length: number): { start: number; width: number } {
  if (length < wideLengths) {
    const behindLongPaths = (longestPath - wideLengths + 1) * narrowBand;
    return { start: behindLongPaths + (wideLengths - 1 - length) * wideBand, width: wideBand };
  }
  return { start: (longestPath - Math.min(length, longestPath)) * narrowBand, width: narrowBand };
}

/** Priority of `path`, the same in every stack and whatever other rules exist. */
export function rulePriority(path: string): number {
  const wildcards = path.replace(/[^*?]/g, "").length;
  const { start, width } = bandOf(path.replaceAll("*", "").length);
  const share = Math.min(wildcards, shares.length - 1);
  const before = shares.slice(0, share).reduce((sum, one) => sum + one, 0);
  const slots = Math.floor(width * (shares[share] ?? 1));
  return start + Math.ceil(width * before) + 1 + (parseInt(shortHash(path, 8), 16) % slots);
}
