import * as pulumi from "@pulumi/pulumi";
import { followerActions, type EcsApi, type LogsApi } from "./follow/ecsApi";
import { gatherEvidence } from "./follow/evidence";
import { failureReport } from "./follow/failureReport";
import { followDeployment, type FollowOptions } from "./follow/followDeployment";
import { realClock } from "./follow/patience";
import type { DeployedService, ReleaseFollower } from "./follower";
import { clientConfig, type ClientSettings, lazyClients } from "./lazyClients";

export interface EcsReleasesArgs extends ClientSettings {
  /** Minutes until following gives up, without those that a release waits on purpose. @default 30 */
  readonly limitMinutes?: number;
  /** Seconds between two looks. @default 5 */
  readonly pollSeconds?: number;
}

/** What following asks, and when. */
export interface FollowerClients {
  readonly ecs: EcsApi;
  readonly logs: LogsApi;
}

/**
 * Follows releases on ECS with the credentials of whoever deploys, who may
 * `ecs:ListServiceDeployments` and the other actions that docs/components/releases.md lists.
 */
export function ecsReleases(args: EcsReleasesArgs): ReleaseFollower {
  const clientsOf = lazyClients(() => createClients(args));
  return {
    async followService(service, report) {
      const clients = await clientsOf();
      if (clients) await follow(service, clients, { ...args, clock: realClock, report });
    },
  };
}

/** Loaded when there is a release to follow, which no preview has, and the log's when one has failed. */
async function createClients(args: EcsReleasesArgs): Promise<FollowerClients> {
  const config = clientConfig(args);
  const { ECS } = await import("@aws-sdk/client-ecs");
  return {
    ecs: new ECS(config),
    logs: {
      getLogEvents: async (input) => {
        const { CloudWatchLogs } = await import("@aws-sdk/client-cloudwatch-logs");
        return new CloudWatchLogs(config).getLogEvents(input);
      },
    },
  };
}

/**
 * Follows one release to its end.
 *
 * @throws pulumi.RunError when it failed, with everything that explains it
 */
export async function follow(
  service: DeployedService,
  clients: FollowerClients,
  options: Omit<FollowOptions, "ecs">,
): Promise<void> {
  const outcome = await followDeployment(service, { ...options, ecs: clients.ecs }).catch(
    (error: unknown) => {
      throw cannotAsk(service, error);
    },
  );
  if (outcome.kind === "succeeded") return;
  const deployment = "deployment" in outcome ? outcome.deployment : undefined;
  const evidence = await gatherEvidence(service, deployment, clients);
  throw new pulumi.RunError(failureReport(service, outcome, evidence));
}

function cannotAsk({ name }: DeployedService, error: unknown): pulumi.RunError {
  return new pulumi.RunError(
    `ContainerService "${name}": the release is not followed to its end, ECS goes on with it by itself: ${String(error)}. Whoever deploys must be allowed ${followerActions.join(", ")}; then run \`pulumi up\` again.`,
  );
}
