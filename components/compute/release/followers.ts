import type { Platform } from "../platform";
import { codeDeployReleases } from "./codeDeployReleases";
import { ecsReleases } from "./ecsReleases";

/** Follows releases on ECS and of functions, by AWS's APIs in this region. */
export function followReleases(
  region: string,
): Required<Pick<Platform, "releases" | "functionReleases">> {
  return { releases: ecsReleases({ region }), functionReleases: codeDeployReleases({ region }) };
}
