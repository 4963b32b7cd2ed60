/** Where a resource lives. */
import type { Property } from "../framework/property";
import type { Resource } from "../framework/resource";

/** AWS's own region names; safe to print. */
export const REGION = /^[a-z]{2}(-[a-z]+){1,2}-\d{1,2}$/;

/**
 * The resource's region: its own `region` property (provider version 7), else its provider's.
 * Missing when neither is set, as when the region comes from the environment.
 */
export function regionOf(resource: Resource): Property {
  const own = resource.props.at("region");
  return own.isMissing ? resource.provider.at("region") : own;
}

/** The part of an ARN that names the region; empty for a global service. */
export function regionOfArn(arn: string): string | undefined {
  const [prefix, , , region] = arn.split(":");
  return prefix === "arn" ? region : undefined;
}
