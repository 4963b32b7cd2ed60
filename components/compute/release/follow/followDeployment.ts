/**
 * Follows the newest deployment of a service, by its id, until ECS has finished with it. Comparing task
 * definitions instead would take a forced redeployment of the same one for done before it began.
 */
import type { Service, ServiceDeployment } from "@aws-sdk/client-ecs";
import type { DeployedService } from "../follower";
import { type EcsApi, lastPart } from "./ecsApi";
import { type Clock, passes, withJitter } from "./patience";

/** What is known of one deployment. */
export type Deployment = Pick<
  ServiceDeployment,
  | "alarms"
  | "createdAt"
  | "deploymentCircuitBreaker"
  | "lifecycleStage"
  | "rollback"
  | "serviceDeploymentArn"
  | "status"
  | "statusReason"
  | "targetServiceRevision"
>;

/** How a release ended. */
export type Outcome =
  | { readonly kind: "succeeded" }
  /** ECS gave the deployment up. `earlier` when it had done so before this update, which deployed nothing. */
  | { readonly kind: "failed"; readonly deployment: Deployment; readonly earlier: boolean }
  /** The last deployment succeeded, with another task definition than the program's. */
  | { readonly kind: "replaced"; readonly runs: string }
  | { readonly kind: "missing" }
  | {
      readonly kind: "timedOut";
      readonly deployment: Deployment | undefined;
      /** Why ECS could not be asked, if it could not. */
      readonly error: string | undefined;
    };

export interface FollowOptions {
  readonly ecs: EcsApi;
  readonly clock: Clock;
  /** Is told what goes on, each time it changes. Following ends when it rejects. */
  readonly report: (progress: string) => Promise<void>;
  /** Minutes until following gives up, without those that the release waits on purpose. @default 30 */
  readonly limitMinutes?: number;
  /** Seconds between two looks. @default 5 */
  readonly pollSeconds?: number;
  /**
   * Seconds in which ECS may not know yet of a deployment that was just begun, so that older ones count
   * only afterwards. @default 30
   */
  readonly settleSeconds?: number;
}

/** What one look at ECS leads to: the end, another look, or another look at this deployment alone. */
type Look = Outcome | { readonly kind: "wait"; readonly deployment?: Deployment };

const longestPauseSeconds = 60;

/** A deployment that is younger than this when following begins is the one that the update has begun. */
const justNowMs = 120_000;

/** ECS does nothing more in these: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html */
const finalStatuses: ReadonlySet<string> = new Set([
  "ROLLBACK_FAILED",
  "ROLLBACK_SUCCESSFUL",
  "STOPPED",
  "SUCCESSFUL",
]);

export async function followDeployment(
  service: DeployedService,
  options: FollowOptions,
): Promise<Outcome> {
  const { clock, limitMinutes = 30, pollSeconds = 5 } = options;
  const begin = clock.now();
  const deadline = begin + (limitMinutes + service.waitingMinutes) * 60_000;
  let deployment: Deployment | undefined;
  let error: string | undefined;
  let pauseSeconds = pollSeconds;
  let told = "";
  for (;;) {
    try {
      const look = await lookOnce(service, deployment, begin, options);
      if (look.kind !== "wait") return look;
      deployment = look.deployment;
      error = undefined;
      pauseSeconds = pollSeconds;
    } catch (failure) {
      if (!passes(failure)) throw failure;
      error = String(failure);
      pauseSeconds = Math.min(pauseSeconds * 2, longestPauseSeconds);
    }
    const progress = describeProgress(service.name, deployment, error);
    if (progress !== told) await options.report(progress);
    told = progress;
    if (clock.now() >= deadline) return { kind: "timedOut", deployment, error };
    await clock.sleep(withJitter(pauseSeconds * 1000));
  }
}

async function lookOnce(
  service: DeployedService,
  followed: Deployment | undefined,
  begin: number,
  options: FollowOptions,
): Promise<Look> {
  const { ecs, clock, settleSeconds = 30 } = options;
  const arn = followed?.serviceDeploymentArn;
  if (followed !== undefined && arn !== undefined) {
    const found = (await describeDeployment(arn, ecs)) ?? followed;
    if (!isOver(found)) return { kind: "wait", deployment: found };
  }
  // What was followed may have made way for a newer one, which then counts.
  const [state, newest] = await Promise.all([
    describeService(service, ecs),
    newestDeployment(service, ecs),
  ]);
  const settled = clock.now() - begin >= settleSeconds * 1000;
  if (state?.status !== "ACTIVE") return settled ? { kind: "missing" } : { kind: "wait" };
  if (newest === undefined) return judgeUnlisted(service, state, settled);
  if (!isOver(newest)) return { kind: "wait", deployment: newest };
  if (newest.status === "SUCCESSFUL") return judgeSuccess(service, state, settled);
  const own =
    (arn !== undefined && newest.serviceDeploymentArn === arn) ||
    (newest.createdAt?.getTime() ?? 0) >= begin - justNowMs;
  if (!own && !settled) return { kind: "wait" };
  return { kind: "failed", deployment: newest, earlier: !own };
}

function isOver({ status }: Deployment): boolean {
  return status !== undefined && finalStatuses.has(status);
}

/** The newest deployment had succeeded when it was first seen: perhaps it is the one before this update's. */
function judgeSuccess(service: DeployedService, state: Service, settled: boolean): Look {
  const runs = lastPart(state.taskDefinition ?? "");
  const expected = lastPart(service.taskDefinition);
  if (runs === expected && (settled || primaryOf(state)?.rolloutState !== "IN_PROGRESS")) {
    return { kind: "succeeded" };
  }
  return settled ? { kind: "replaced", runs } : { kind: "wait" };
}

/** Services that were last deployed before October 2024 have no deployment that ECS lists. */
function judgeUnlisted(service: DeployedService, state: Service, settled: boolean): Look {
  const primary = primaryOf(state);
  const same = lastPart(primary?.taskDefinition ?? "") === lastPart(service.taskDefinition);
  return settled && same && primary?.rolloutState === "COMPLETED"
    ? { kind: "succeeded" }
    : { kind: "wait" };
}

function primaryOf({ deployments = [] }: Service) {
  return deployments.find(({ status }) => status === "PRIMARY");
}

/** The service as ECS has it now. */
export async function describeService(
  { cluster, serviceArn }: DeployedService,
  ecs: EcsApi,
): Promise<Service | undefined> {
  const { services = [] } = await ecs.describeServices({ cluster, services: [serviceArn] });
  return services[0];
}

async function newestDeployment(
  { cluster, serviceArn }: DeployedService,
  ecs: EcsApi,
): Promise<Deployment | undefined> {
  const { serviceDeployments = [] } = await ecs.listServiceDeployments({
    cluster,
    service: serviceArn,
  });
  const [newest] = [...serviceDeployments].sort(
    (left, right) => (right.createdAt?.getTime() ?? 0) - (left.createdAt?.getTime() ?? 0),
  );
  const arn = newest?.serviceDeploymentArn;
  return arn === undefined ? undefined : ((await describeDeployment(arn, ecs)) ?? newest);
}

async function describeDeployment(arn: string, ecs: EcsApi): Promise<Deployment | undefined> {
  const { serviceDeployments = [] } = await ecs.describeServiceDeployments({
    serviceDeploymentArns: [arn],
  });
  return serviceDeployments[0];
}

function describeProgress(
  name: string,
  deployment: Deployment | undefined,
  error: string | undefined,
): string {
  if (error !== undefined) return `${name}: ECS does not answer, asking again: ${error}`;
  if (deployment === undefined) return `${name}: waiting for ECS to begin the release`;
  const { status = "PENDING", lifecycleStage, targetServiceRevision: target } = deployment;
  const { runningTaskCount, requestedTaskCount, requestedProductionTrafficWeight } = target ?? {};
  const failures = deployment.deploymentCircuitBreaker?.failureCount ?? 0;
  const parts = [
    status,
    lifecycleStage,
    requestedTaskCount === undefined
      ? undefined
      : `${runningTaskCount ?? 0} of ${requestedTaskCount} new tasks run`,
    requestedProductionTrafficWeight === undefined
      ? undefined
      : `${requestedProductionTrafficWeight} % of the traffic`,
    failures === 0 ? undefined : `${failures} failed`,
  ];
  const id = lastPart(deployment.serviceDeploymentArn ?? "");
  return `${name}: deployment ${id}: ${parts.filter((part) => part !== undefined).join(", ")}`;
}
