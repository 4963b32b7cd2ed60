/** Parts of a CloudFront distribution that several rules read. */
import type { Property } from "../framework/property";

/** Viewer protocol policies under which content only travels by HTTPS. */
export const HTTPS_ONLY = ["redirect-to-https", "https-only"] as const;

/** The default cache behaviour, if it is there, and every ordered one. */
export function cacheBehaviors(distribution: Property): readonly Property[] {
  const byDefault = distribution.at("defaultCacheBehavior");
  const ordered = distribution.at("orderedCacheBehaviors").items();
  return byDefault.isMissing ? ordered : [byDefault, ...ordered];
}
