/** Says how a release went wrong, what runs now, and how to go on. Pure. */
import type { PublishedFunction } from "../functionFollower";
import type { DeployOutcome, Ended } from "./deployFunction";

type Failure = Exclude<DeployOutcome, { readonly kind: "succeeded" }>;

/** One paragraph: what, why, what runs, what to do. */
export function deployReport(published: PublishedFunction, outcome: Failure): string {
  const { name, version, aliasName } = published;
  const runs = `Version ${outcome.runs} answers behind the alias ${aliasName}.`;
  if (outcome.kind === "timedOut") {
    return `FunctionService "${name}": the release of version ${version} did not end in time: deployment ${outcome.id} still goes on, and CodeDeploy sees to it by itself. ${runs} Look at the deployment in the CodeDeploy console; \`pulumi up\` follows it again.`;
  }
  const { deployment, rollback } = outcome;
  return `FunctionService "${name}": the release of version ${version} ${failure(rollback)}: ${reason(deployment)}. ${runs} ${remedy(deployment, rollback)}`;
}

function failure(rollback: Ended | undefined): string {
  if (rollback === undefined) return "failed";
  return rollback.info.status === "Succeeded"
    ? `failed and was rolled back by deployment ${rollback.id}`
    : `failed, and its rollback by deployment ${rollback.id} as well (${described(rollback)})`;
}

function reason({ id, info }: Ended): string {
  return `deployment ${id} ended as ${described({ id, info })}`;
}

function described({ info }: Ended): string {
  const { status = "unknown", errorInformation } = info;
  const { code, message } = errorInformation ?? {};
  const cause = [code, message?.trim().replace(/\.$/, "")].filter(Boolean).join(": ");
  return cause === "" ? status : `${status}, ${cause}`;
}

function remedy({ info }: Ended, rollback: Ended | undefined): string {
  if (rollback !== undefined && rollback.info.status !== "Succeeded") {
    return "Look at the alias in the Lambda console and point it at the version that shall answer; then run `pulumi up` again.";
  }
  if (info.errorInformation?.code === "ALARM_ACTIVE") {
    return 'Correct what raised the alarm and run `pulumi up` again. An alarm that is raised for another reason stops every release until it is over; release.strategy "rolling" moves the alias without it.';
  }
  if (info.status === "Stopped") {
    return "Somebody or something stopped it; run `pulumi up` again to release the same version once more.";
  }
  return "Look at the events of the deployment in the CodeDeploy console and at the log of the release's checks, correct the cause and run `pulumi up` again.";
}
