/**
 * The days on which standard support of Kubernetes versions on EKS ends, as AWS's calendar gave
 * them in April 2026, where 1.35 was the newest. A minor version has 14 months.
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
 */
export const STANDARD_SUPPORT_ENDS: ReadonlyMap<string, string> = new Map([
  ["1.27", "2024-07-24"],
  ["1.28", "2024-11-26"],
  ["1.29", "2025-03-23"],
  ["1.30", "2025-07-23"],
  ["1.31", "2025-11-26"],
  ["1.32", "2026-03-23"],
  ["1.33", "2026-07-29"],
  ["1.34", "2026-12-02"],
  ["1.35", "2027-03-27"],
]);

/** The minor number of a version such as `1.35`. */
export function minorOf(version: string): number {
  return Number(/^1\.(\d{1,3})$/.exec(version)?.[1] ?? Number.NaN);
}

/** The oldest version that the table knows; everything before it ended earlier. */
export const OLDEST_LISTED = 27;
