/** A failed release in words: what, why, what runs now, how to go on. Pure. */
import type { DeployedService } from "../follower";
import { lastPart } from "./ecsApi";
import type { Evidence } from "./evidence";
import type { Deployment, Outcome } from "./followDeployment";

export type Failure = Exclude<Outcome, { readonly kind: "succeeded" }>;

/** The whole message, as the update prints it. */
export function failureReport(
  service: DeployedService,
  failure: Failure,
  evidence: Evidence,
): string {
  const deployment = "deployment" in failure ? failure.deployment : undefined;
  const facts = [
    ...deploymentFacts(deployment),
    ["deployed", lastPart(service.taskDefinition)],
    ["runs now", evidence.runs],
  ];
  const lines = facts.map(([what, value]) => `  ${what?.padEnd(10) ?? ""} ${value ?? ""}`);
  return [
    `ContainerService "${service.name}": ${headline(failure)}`,
    ...lines,
    ...stoppedLines(evidence),
    ...logLines(evidence),
    ...evidence.gaps.map((gap) => `  not found out: ${gap}`),
    advice(failure),
  ].join("\n");
}

function headline(failure: Failure): string {
  switch (failure.kind) {
    case "failed":
      if (failure.earlier) {
        return "the service still runs an old revision: its last release failed, and this update has deployed nothing since";
      }
      return failure.deployment.status === "ROLLBACK_SUCCESSFUL"
        ? "the release failed, and ECS rolled it back"
        : "the release failed, and ECS has not rolled it back";
    case "replaced":
      return "the service runs another revision than the one that this stack deployed; somebody else deployed since";
    case "missing":
      return "ECS has no such service, although the stack's state holds one; somebody else deleted it";
    case "timedOut":
      return failure.error === undefined
        ? "the release did not end in time; ECS goes on with it by itself"
        : `ECS could not be asked how the release goes: ${failure.error}`;
  }
}

function deploymentFacts(deployment: Deployment | undefined): string[][] {
  if (deployment === undefined) return [];
  const { serviceDeploymentArn = "", status = "unknown", statusReason } = deployment;
  const alarms = deployment.alarms?.triggeredAlarmNames ?? [];
  const facts = [
    ["deployment", lastPart(serviceDeploymentArn)],
    ["status", [status, statusReason].filter((part) => part !== undefined).join(": ")],
  ];
  const { reason } = deployment.rollback ?? {};
  if (reason !== undefined && reason !== statusReason) facts.push(["rollback", reason]);
  if (alarms.length > 0) facts.push(["alarms", alarms.join(", ")]);
  const revision = deployment.targetServiceRevision?.arn;
  if (revision !== undefined) facts.push(["revision", lastPart(revision)]);
  return facts;
}

function stoppedLines({ stopped }: Evidence): string[] {
  return stopped.length === 0
    ? []
    : ["  stopped tasks", ...stopped.map(({ count, reason }) => `    ${count} x ${reason}`)];
}

function logLines({ log }: Evidence): string[] {
  return log === undefined
    ? []
    : [
        `  last lines of ${log.stream} in log group ${log.group}`,
        ...log.lines.map((line) => `    ${line}`),
      ];
}

function advice(failure: Failure): string {
  const again =
    "Correct the cause and deploy again; to deploy the same version once more, run `pulumi up --refresh`.";
  switch (failure.kind) {
    case "failed":
      return again;
    case "replaced":
      return "Run `pulumi up --refresh` to deploy this stack's revision again.";
    case "missing":
      return "Run `pulumi up --refresh` to create it anew.";
    case "timedOut": {
      const arn = failure.deployment?.serviceDeploymentArn;
      return arn === undefined
        ? "Look at the service's events in the ECS console, then run `pulumi up` again to see how the release ended."
        : `Run \`pulumi up\` again to see how it ended, or take it back with \`aws ecs stop-service-deployment --service-deployment-arn ${arn} --stop-type ROLLBACK\`.`;
    }
  }
}
