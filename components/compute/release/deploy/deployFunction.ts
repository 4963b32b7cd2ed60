/**
 * Has CodeDeploy move a function's alias to its new version, and follows that to its end. A deployment
 * that an interrupted update has left behind is followed instead of begun again.
 */
import type { DeploymentInfo } from "@aws-sdk/client-codedeploy";
import type { Clock } from "../follow/patience";
import { targetVersionIn, writeAppSpec } from "../functionAppSpec";
import type { PublishedFunction } from "../functionFollower";
import type { AliasApi, CodeDeployApi } from "./codeDeployApi";
import { untilAnswered } from "./retry";

export interface DeployOptions {
  readonly codeDeploy: CodeDeployApi;
  readonly lambda: AliasApi;
  readonly clock: Clock;
  /** Is told what goes on, each time it changes. */
  readonly report: (progress: string) => Promise<void>;
  /** Minutes until following gives up, without those that the release spends on purpose. @default 20 */
  readonly limitMinutes?: number;
  /** Seconds between two looks. @default 5 */
  readonly pollSeconds?: number;
}

/** One deployment as CodeDeploy left it. */
export interface Ended {
  readonly id: string;
  readonly info: DeploymentInfo;
}

/** How a release ended. */
export type DeployOutcome =
  /** The alias points at the version. */
  | { readonly kind: "succeeded" }
  | {
      readonly kind: "failed";
      readonly deployment: Ended;
      /** What took the traffic back; undefined when nothing had to or nothing did. */
      readonly rollback: Ended | undefined;
      /** Version that the alias points at now, and others that still get a share. */
      readonly runs: string;
    }
  | { readonly kind: "timedOut"; readonly id: string; readonly runs: string };

interface Session extends DeployOptions {
  readonly published: PublishedFunction;
  readonly deadline: number;
}

const activeStatuses = ["Created", "Queued", "InProgress", "Baking", "Ready"] as const;
const endStatuses = new Set(["Succeeded", "Failed", "Stopped"]);
/** A rollback appears a moment after the deployment that it follows has ended. */
const rollbackLooks = 6;

export async function deployFunction(
  published: PublishedFunction,
  options: DeployOptions,
): Promise<DeployOutcome> {
  const { clock, limitMinutes = 20 } = options;
  const deadline = clock.now() + (limitMinutes + published.waitingMinutes) * 60_000;
  const session: Session = { ...options, published, deadline };
  const left = await activeDeployment(session);
  if (left !== undefined) {
    const ended = await follow(left, session);
    if (ended === undefined) return timedOut(left, session);
    // One of another version was only in the way.
    if (isFor(published.version, ended)) return outcomeOf(ended, session);
  }
  const current = await aliasVersion(session);
  if (current === published.version) return { kind: "succeeded" };
  const id = await create(current, session);
  const ended = await follow(id, session);
  return ended === undefined ? timedOut(id, session) : outcomeOf(ended, session);
}

async function activeDeployment(session: Session): Promise<string | undefined> {
  const { applicationName, deploymentGroupName } = session.published;
  const { deployments } = await untilAnswered(session, () =>
    session.codeDeploy.listDeployments({
      applicationName,
      deploymentGroupName,
      includeOnlyStatuses: [...activeStatuses],
    }),
  );
  return deployments?.[0];
}

async function create(currentVersion: string, session: Session): Promise<string> {
  const { published, codeDeploy } = session;
  const content = writeAppSpec({ ...published, currentVersion, targetVersion: published.version });
  const { deploymentId } = await untilAnswered(session, () =>
    codeDeploy.createDeployment({
      applicationName: published.applicationName,
      deploymentGroupName: published.deploymentGroupName,
      description: `${published.name}: version ${currentVersion} to ${published.version}`,
      revision: { revisionType: "AppSpecContent", appSpecContent: { content } },
    }),
  );
  if (deploymentId === undefined) throw new Error("CodeDeploy has begun no deployment");
  return deploymentId;
}

/** Waits for the end of a deployment; undefined when time runs out first. */
async function follow(id: string, session: Session): Promise<Ended | undefined> {
  const { clock, pollSeconds = 5, published } = session;
  let told = "";
  for (;;) {
    const info = await look(id, session);
    if (endStatuses.has(info.status ?? "")) return { id, info };
    const weight = await newWeight(session);
    const progress = `${published.name}: deployment ${id}: ${info.status ?? "Created"}, ${weight} % of the traffic on version ${published.version}`;
    if (progress !== told) await session.report(progress);
    told = progress;
    if (clock.now() >= session.deadline) return undefined;
    await clock.sleep(pollSeconds * 1000);
  }
}

async function outcomeOf(deployment: Ended, session: Session): Promise<DeployOutcome> {
  if (deployment.info.status === "Succeeded") return { kind: "succeeded" };
  const rollback = await rollbackOf(deployment, session);
  return { kind: "failed", deployment, rollback, runs: await runningVersions(session) };
}

async function rollbackOf({ id }: Ended, session: Session): Promise<Ended | undefined> {
  const { clock, pollSeconds = 5 } = session;
  for (let looks = 1; looks <= rollbackLooks; looks++) {
    const { rollbackInfo } = await look(id, session);
    if (rollbackInfo?.rollbackDeploymentId !== undefined) {
      return follow(rollbackInfo.rollbackDeploymentId, session);
    }
    await clock.sleep(pollSeconds * 1000);
  }
  return undefined;
}

async function timedOut(id: string, session: Session): Promise<DeployOutcome> {
  return { kind: "timedOut", id, runs: await runningVersions(session) };
}

async function look(id: string, session: Session): Promise<DeploymentInfo> {
  const { deploymentInfo } = await untilAnswered(session, () =>
    session.codeDeploy.getDeployment({ deploymentId: id }),
  );
  return deploymentInfo ?? {};
}

function isFor(version: string, { info }: Ended): boolean {
  const isRollback = info.creator === "codeDeployRollback";
  return !isRollback && targetVersionIn(info.revision?.appSpecContent?.content) === version;
}

async function alias({ lambda, published, ...session }: Session) {
  return untilAnswered(session, () =>
    lambda.getAlias({ FunctionName: published.functionName, Name: published.aliasName }),
  );
}

async function aliasVersion(session: Session): Promise<string> {
  return (await alias(session)).FunctionVersion ?? "unknown";
}

/** Such as `7`, or `7, and 8 for 10 %` while an alias has two. */
async function runningVersions(session: Session): Promise<string> {
  const { FunctionVersion = "unknown", RoutingConfig } = await alias(session);
  const others = Object.entries(RoutingConfig?.AdditionalVersionWeights ?? {});
  return [
    FunctionVersion,
    ...others.map(([version, weight]) => `and ${version} for ${Math.round(weight * 100)} %`),
  ].join(", ");
}

/** Share of the traffic, in percent, that the new version gets now. */
async function newWeight(session: Session): Promise<number> {
  const { FunctionVersion, RoutingConfig } = await alias(session);
  const weights = RoutingConfig?.AdditionalVersionWeights ?? {};
  const others = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const { version } = session.published;
  const share = FunctionVersion === version ? 1 - others : (weights[version] ?? 0);
  return Math.round(share * 100);
}
