import { ecsMigrations } from "../migrations/ecsMigrations";
import type { Platform } from "../platform";
import { codeDeployReleases } from "./codeDeployReleases";
import { ecsReleases } from "./ecsReleases";

/** Follows releases on ECS and of functions, and runs migrations, by AWS's APIs in this region. */
export function followReleases(
  region: string,
): Required<Pick<Platform, "releases" | "functionReleases" | "migrations">> {
  return {
    releases: ecsReleases({ region }),
    functionReleases: codeDeployReleases({ region }),
    migrations: ecsMigrations({ region }),
  };
}
