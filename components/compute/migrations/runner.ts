/** Who runs a migration to its end. */

/** A task that runs once, as ECS's RunTask takes it. */
export interface RunRequest {
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly launchType: "FARGATE";
  readonly networkConfiguration: {
    readonly awsvpcConfiguration: {
      readonly subnets: string[];
      readonly securityGroups: string[];
      readonly assignPublicIp: "DISABLED";
    };
  };
}

export interface MigrationRun {
  /** Name of the migration task, for messages. */
  readonly name: string;
  readonly request: RunRequest;
  /** Minutes until waiting gives up. */
  readonly limitMinutes: number;
}

/** Sees to it that an update fails when a migration does. */
export interface MigrationRunner {
  /**
   * Resolves once the task has ended with exit code 0.
   *
   * @throws pulumi.RunError when it ended otherwise, could not be started, or did not end in time
   */
  runMigration(run: MigrationRun, report: (progress: string) => Promise<void>): Promise<void>;
}
