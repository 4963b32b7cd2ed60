/** Path patterns of load balancers and CloudFront: `*` matches any run of characters, `?` any one. Pure. */
import type { Route } from "../../services/contract";
import { shortHash } from "./naming";
import { priorityOf } from "./serviceFaults";

/**
 * `/catalog/*` to `catalog-` and a hash, which keeps it apart from `/catalog`, for a logical name.
 *
 * @param longest characters of the path that are shown. @default all of them
 */
export function pathName(path: string, longest = Number.POSITIVE_INFINITY): string {
  const words = path.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "") || "all";
  return `${words.slice(0, longest)}-${shortHash(path, 6)}`;
}

/** Whether some path matches both patterns. */
export function patternsOverlap(one: string, other: string): boolean {
  const known = new Map<number, boolean>();
  /** Whether the rests of the patterns, from these places on, have a match in common. */
  const restsOverlap = (i: number, j: number): boolean => {
    const place = i * (other.length + 1) + j;
    const answer = known.get(place) ?? compare(i, j);
    known.set(place, answer);
    return answer;
  };
  const compare = (i: number, j: number): boolean => {
    const [left, right] = [one[i], other[j]];
    if (left === "*" || right === "*") {
      return (
        (left !== undefined && restsOverlap(i + 1, j)) ||
        (right !== undefined && restsOverlap(i, j + 1))
      );
    }
    if (left === undefined || right === undefined) return left === right;
    return (left === right || left === "?" || right === "?") && restsOverlap(i + 1, j + 1);
  };
  return restsOverlap(0, 0);
}

/** Routes in the order in which they are tried, the lowest priority number first. */
export function inOrder(routes: readonly Route[]): Route[] {
  return [...routes].sort((one, other) => priorityOf(one) - priorityOf(other));
}
