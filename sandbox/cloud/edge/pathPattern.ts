/** Path patterns of CloudFront behaviours. */
import { matchesPattern } from "../wildcard";

/** Whether a behaviour covers a path, with regard to case; its pattern may leave out the first slash. */
export function behaviorCovers(pattern: string, uri: string): boolean {
  return matchesPattern(pattern.startsWith("/") ? pattern : `/${pattern}`, uri);
}
