/** Who follows a release to its end, and how a service waits for it. */
import type * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";

/** A service on ECS as it has just been deployed. */
export interface DeployedService {
  /** The service's own name, for messages. */
  readonly name: string;
  readonly serviceArn: string;
  /** Name or ARN of the cluster. */
  readonly cluster: string;
  /** Task definition that the program has given the service. */
  readonly taskDefinition: string;
  /** Minutes that the release spends waiting on purpose, on top of the follower's own limit. */
  readonly waitingMinutes: number;
}

/** Sees to it that an update fails when a release does. */
export interface ReleaseFollower {
  /**
   * Resolves once the newest deployment of the service has succeeded.
   *
   * @throws pulumi.RunError when it failed or was rolled back, or did not end in time
   */
  followService(
    service: DeployedService,
    report: (progress: string) => Promise<void>,
  ): Promise<void>;
}

export interface FollowArgs {
  readonly name: string;
  readonly service: ecs.Service;
  /** @default none; the service is taken as released once ECS has accepted it */
  readonly releases?: ReleaseFollower;
  /** Minutes that the release spends waiting on purpose. */
  readonly waitingMinutes: number;
  /** Component that the progress is shown at. */
  readonly parent: pulumi.Resource;
}

/**
 * The service's name, known once its release has succeeded, so that whatever depends on it waits, and an
 * update fails when the release does. A preview deploys nothing, so there is nothing to follow.
 */
export function released(args: FollowArgs): pulumi.Output<string> {
  const { name, service, releases, waitingMinutes, parent } = args;
  if (releases === undefined) return service.name;
  return pulumi
    .all([service.name, service.arn, service.cluster, service.taskDefinition])
    .apply(async ([serviceName, serviceArn, cluster, taskDefinition = ""]) => {
      if (pulumi.runtime.isDryRun()) return serviceName;
      await releases.followService(
        { name, serviceArn, cluster, taskDefinition, waitingMinutes },
        (progress) => pulumi.log.info(progress, parent, undefined, true),
      );
      return serviceName;
    });
}
