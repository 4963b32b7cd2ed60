/** The wildcards that IAM, CloudFront and load balancers share. */

/** Whether a pattern covers a text: `*` is any run of characters, `?` exactly one, the rest itself. */
export function matchesPattern(pattern: string, text: string, ignoreCase = false): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, ignoreCase ? "is" : "s").test(text);
}
