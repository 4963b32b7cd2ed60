/**
 * Listener rule priorities. A load balancer tries its rules in order of a number from 1 to 50,000.
 * The number is derived from the path alone, so adding a service never renumbers another, and a more
 * specific path always comes before a more general one.
 *
 * Whatever matches less than `/orders/*` does begins with `/orders/` as well: the more folders a path names before
 * its first wildcard, the earlier. Most paths are one folder and all below it, and no two of them in equal depth
 * share a request, so that they need no order and one wide range serves them all. Nor do paths without a wildcard,
 * which match themselves alone and come first. What has another shape goes between: the longer the shortest
 * request that it matches, the earlier, and among equals, fewer wildcards first.
 */
import { shortHash } from "./naming";

interface Range {
  readonly start: number;
  readonly width: number;
}

/** Priorities of other shapes: for each length up to 39, and for each of the rest, up to 128 characters. */
const usualLengths = 40;
const longestPath = 128;
const longWidth = 8;

/** Shares of a length's priorities for one wildcard, two, three, and more. */
const shares = [0.5, 0.25, 0.125, 0.125] as const;

/**
 * By the folders that a path names, from none; the last is for all that name more. How many priorities there are
 * for paths without a wildcard, for each length of another shape, and for folders with all below them.
 */
const depths = [
  { exact: 2_000, shape: 16, trees: 1 },
  { exact: 1_500, shape: 160, trees: 21_500 },
  { exact: 400, shape: 60, trees: 7_500 },
  { exact: 80, shape: 16, trees: 2_700 },
  { exact: 20, shape: 16, trees: 0 },
] as const;

/** How many priorities other shapes have for all lengths above `length`. */
function longerShapes(length: number, shape: number): number {
  const usual = Math.max(usualLengths - 1 - length, 0);
  return (longestPath - Math.max(length, usualLengths - 1)) * longWidth + usual * shape;
}

function shapeRange(path: string, wildcards: number, shape: number): Range {
  const length = Math.min(path.replaceAll("*", "").length, longestPath);
  const width = length < usualLengths ? shape : longWidth;
  const share = Math.min(wildcards, shares.length) - 1;
  const before = shares.slice(0, share).reduce((sum, one) => sum + one, 0);
  return {
    start: longerShapes(length, shape) + Math.ceil(width * before),
    width: Math.floor(width * (shares[share] ?? 1)),
  };
}

/** The priorities among which a path's is chosen, counted from 0. */
function rangeOf(path: string): Range {
  const wildcards = path.replace(/[^*?]/g, "").length;
  const folders = path.replace(/[*?].*$/s, "").split("/").length - 2;
  const depth = Math.max(0, Math.min(folders, depths.length - 1));
  const { exact, shape, trees } = depths[depth] ?? depths[0];
  const deeper = depths
    .slice(depth + 1)
    .reduce((sum, one) => sum + one.exact + longerShapes(-1, one.shape) + one.trees, 0);
  if (wildcards === 0) return { start: deeper, width: exact };
  if (trees > 0 && wildcards === 1 && path.endsWith("/*")) {
    return { start: deeper + exact + longerShapes(-1, shape), width: trees };
  }
  const { start, width } = shapeRange(path, wildcards, shape);
  return { start: deeper + exact + start, width };
}

/** Priority of `path`, the same in every stack and whatever other rules exist. */
export function rulePriority(path: string): number {
  const { start, width } = rangeOf(path);
  return start + 1 + (parseInt(shortHash(path, 8), 16) % width);
}
