/** Who moves a function's traffic to its new version, and how a service waits for it. */
import * as pulumi from "@pulumi/pulumi";
import type { FunctionHooks } from "./functionAppSpec";
import type { FunctionRelease } from "./functionRelease";

/** A function whose new version has just been published. */
export interface PublishedFunction {
  /** The service's own name, for messages. */
  readonly name: string;
  readonly functionName: string;
  readonly aliasName: string;
  /** Version that the alias shall point at. */
  readonly version: string;
  readonly applicationName: string;
  readonly deploymentGroupName: string;
  readonly hooks: FunctionHooks;
  /** Minutes that the release spends on purpose, on top of the follower's own limit. */
  readonly waitingMinutes: number;
}

/** Sees to it that a new version gets the traffic, or that the update fails. */
export interface FunctionReleaseFollower {
  /**
   * Has CodeDeploy move the alias to the version, and resolves once it is there; at once when it is there
   * already.
   *
   * @throws pulumi.RunError when the release failed or was rolled back, or did not end in time
   */
  deployFunction(
    published: PublishedFunction,
    report: (progress: string) => Promise<void>,
  ): Promise<void>;
}

export interface DeployArgs {
  readonly name: string;
  readonly functionName: pulumi.Output<string>;
  readonly aliasName: pulumi.Output<string>;
  readonly version: pulumi.Output<string>;
  readonly release: FunctionRelease;
  readonly waitingMinutes: number;
  readonly releases: FunctionReleaseFollower;
  /** Component that the progress is shown at. */
  readonly parent: pulumi.Resource;
}

/**
 * The version that answers, known once its release has succeeded, so that an update fails when the
 * release does. A preview publishes nothing, so there is nothing to move.
 */
export function deployedVersion(args: DeployArgs): pulumi.Output<string> {
  const { name, releases, release, waitingMinutes, parent } = args;
  return pulumi
    .all([
      args.version,
      args.functionName,
      args.aliasName,
      release.applicationName,
      release.deploymentGroupName,
      release.hooks,
    ])
    .apply(async ([version, functionName, aliasName, applicationName, groupName, hooks]) => {
      if (pulumi.runtime.isDryRun()) return version;
      const deploymentGroupName = groupName;
      await releases.deployFunction(
        {
          ...{ name, functionName, aliasName, version, waitingMinutes, hooks },
          ...{ applicationName, deploymentGroupName },
        },
        (progress) => pulumi.log.info(progress, parent, undefined, true),
      );
      return version;
    });
}
