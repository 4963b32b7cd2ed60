/** A failed migration in words: what, why, what runs now, how to go on. Pure. */
import { lastPart } from "../release/follow/ecsApi";
import { type LogTail, reasonOf } from "../release/follow/evidence";
import type { MigrationOutcome } from "./runToEnd";
import type { MigrationRun } from "./runner";

export type MigrationFailure = Exclude<MigrationOutcome, { readonly kind: "succeeded" }>;

export function migrationReport(
  { name, request, limitMinutes }: MigrationRun,
  failure: MigrationFailure,
  log: LogTail | undefined,
): string {
  const again = "Nothing was released. Correct the cause and run `pulumi up` again.";
  const title = `MigrationTask "${name}"`;
  switch (failure.kind) {
    case "notStarted":
      return [`${title}: ECS did not start the migration: ${failure.reason}`, again].join("\n");
    case "timedOut":
      return [
        `${title}: the migration did not end within ${limitMinutes} minutes; ECS goes on with it by itself`,
        `  task       ${lastPart(failure.task.taskArn ?? "")}`,
        ...logLines(log),
        `Nothing was released. Run \`pulumi up\` again once it has ended, or end it with \`aws ecs stop-task --cluster ${request.cluster} --task ${failure.task.taskArn ?? ""}\`, which takes back the file it is at; raise limitMinutes if it needs more.`,
      ].join("\n");
    case "failed":
      return [
        `${title}: the migration failed, and the release was stopped before it began`,
        `  task       ${lastPart(failure.task.taskArn ?? "")}`,
        `  definition ${lastPart(request.taskDefinition)}`,
        `  stopped    ${reasonOf(failure.task)}`,
        ...logLines(log),
        again,
      ].join("\n");
  }
}

function logLines(log: LogTail | undefined): string[] {
  return log === undefined
    ? ["  its log is empty"]
    : [
        `  last lines of ${log.stream} in log group ${log.group}`,
        ...log.lines.map((line) => `    ${line}`),
      ];
}
