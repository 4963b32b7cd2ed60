import * as pulumi from "@pulumi/pulumi";
import { type ClientSettings, clientConfig, lazyClients } from "../release/lazyClients";
import type { LogsApi } from "../release/follow/ecsApi";
import { logTail } from "../release/follow/evidence";
import { realClock } from "../release/follow/patience";
import { migrationReport } from "./migrationReport";
import { migrationActions, type RunOptions, runToEnd, type TaskApi } from "./runToEnd";
import type { MigrationRun, MigrationRunner } from "./runner";

/** What running a migration asks. */
export interface MigrationClients {
  readonly ecs: TaskApi;
  readonly logs: LogsApi;
}

/**
 * Runs migrations on ECS with the credentials of whoever deploys, who may do the actions that
 * docs/components/migration-task.md lists.
 */
export function ecsMigrations(args: ClientSettings): MigrationRunner {
  const clientsOf = lazyClients(() => createClients(args));
  return {
    async runMigration(run, report) {
      const clients = await clientsOf();
      if (clients) await runOnEcs(run, clients, { clock: realClock, report });
    },
  };
}

/** Loaded when there is a migration to run, which no preview has. */
async function createClients(args: ClientSettings): Promise<MigrationClients> {
  const config = clientConfig(args);
  const { ECS } = await import("@aws-sdk/client-ecs");
  const { CloudWatchLogs } = await import("@aws-sdk/client-cloudwatch-logs");
  return { ecs: new ECS(config), logs: new CloudWatchLogs(config) };
}

/**
 * Runs one migration to its end.
 *
 * @throws pulumi.RunError when it failed, with everything that explains it
 */
export async function runOnEcs(
  run: MigrationRun,
  clients: MigrationClients,
  options: Omit<RunOptions, "ecs">,
): Promise<void> {
  const outcome = await runToEnd(run, { ...options, ecs: clients.ecs }).catch((error: unknown) => {
    throw new pulumi.RunError(
      `MigrationTask "${run.name}": ECS could not be asked how the migration goes: ${String(error)}. Whoever deploys must be allowed ${migrationActions.join(", ")}; then run \`pulumi up\` again.`,
    );
  });
  if (outcome.kind === "succeeded") return;
  const tasks = "task" in outcome ? [outcome.task] : [];
  // A failure that cannot be explained in full is still to be told.
  const log = await logTail(tasks, clients.ecs, clients.logs).catch(() => undefined);
  throw new pulumi.RunError(migrationReport(run, outcome, log));
}
