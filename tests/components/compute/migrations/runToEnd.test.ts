import assert from "node:assert/strict";
import type { RunTaskCommandInput, Task } from "@aws-sdk/client-ecs";
import * as pulumi from "@pulumi/pulumi";
import { ecsMigrations, runOnEcs } from "../../../../components/compute/migrations/ecsMigrations";
import type { MigrationRun } from "../../../../components/compute/migrations/runner";
import type { TaskApi } from "../../../../components/compute/migrations/runToEnd";
import { arn, awsError, FakeClock, fakeLogs } from "../release/fakeEcs";

const run: MigrationRun = {
  name: "catalog-migration",
  limitMinutes: 30,
  request: {
    cluster: `${arn}:cluster/shop`,
    taskDefinition: `${arn}:task-definition/shop-catalog-migration:8`,
    launchType: "FARGATE",
    networkConfiguration: {
      awsvpcConfiguration: { subnets: ["s"], securityGroups: ["g"], assignPublicIp: "DISABLED" },
    },
  },
};

function task(lastStatus: string, more: Partial<Task> = {}): Task {
  const taskDefinitionArn = run.request.taskDefinition;
  return { taskArn: `${arn}:task/shop/4f1c`, taskDefinitionArn, lastStatus, ...more };
}

function stopped(exitCode: number | undefined, stoppedReason: string): Task {
  return task("STOPPED", { stoppedReason, containers: [{ name: "catalog-migration", exitCode }] });
}

type Started = Awaited<ReturnType<TaskApi["runTask"]>> | Error;

/** An ECS that answers requests to start in turn, and then describes the task in turn. */
class FakeTasks implements TaskApi {
  readonly requests: RunTaskCommandInput[] = [];

  constructor(
    private readonly starts: Started[],
    private readonly looks: (Task | Error)[],
  ) {}

  runTask(input: RunTaskCommandInput) {
    this.requests.push(input);
    const answer = (this.starts.length > 1 ? this.starts.shift() : this.starts[0]) ?? {};
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  }

  describeTasks() {
    const look = this.looks.length > 1 ? this.looks.shift() : this.looks[0];
    if (look instanceof Error) return Promise.reject(look);
    return Promise.resolve({ tasks: look === undefined ? [] : [look] });
  }

  describeTaskDefinition() {
    const options = { "awslogs-group": "logs", "awslogs-stream-prefix": "catalog-migration" };
    const logConfiguration = { logDriver: "awslogs" as const, options };
    return Promise.resolve({
      taskDefinition: { containerDefinitions: [{ name: "catalog-migration", logConfiguration }] },
    });
  }
}

const logs = fakeLogs({
  "catalog-migration/catalog-migration/4f1c": ["catalog_db: not migrated: 003.sql failed\n"],
});

async function migrate(starts: Started[], looks: (Task | Error)[]) {
  const clock = new FakeClock();
  const ecs = new FakeTasks(starts, looks);
  const progress: string[] = [];
  const report = (text: string) => {
    progress.push(text);
    return Promise.resolve();
  };
  const message = await runOnEcs(run, { ecs, logs }, { clock, report }).then(
    () => undefined,
    (error: unknown) => {
      assert.ok(pulumi.RunError.isInstance(error), String(error));
      return error.message;
    },
  );
  return { message, clock, ecs, progress };
}

const accepted = { tasks: [task("PROVISIONING")] };

describe("running a migration", () => {
  it("waits for the task to stop with exit code 0", async () => {
    const { message, ecs, progress } = await migrate(
      [accepted],
      [task("RUNNING"), task("RUNNING"), stopped(0, "Essential container in task exited")],
    );
    assert.equal(message, undefined);
    assert.deepEqual(progress, [
      "catalog-migration: task 4f1c: PROVISIONING",
      "catalog-migration: task 4f1c: RUNNING",
      "catalog-migration: task 4f1c: STOPPED",
    ]);
    const [{ clientToken, ...input } = { clientToken: "" }] = ecs.requests;
    assert.match(clientToken ?? "", /^[\w-]{36}$/);
    assert.deepEqual(input, { ...run.request, count: 1, startedBy: "pulumi" });
  });

  it("fails with exit code, reason and the last lines", async () => {
    const { message } = await migrate(
      [accepted],
      [stopped(1, "Essential container in task exited")],
    );
    assert.equal(
      message,
      `MigrationTask "catalog-migration": the migration failed, and the release was stopped before it began
  task       4f1c
  definition shop-catalog-migration:8
  stopped    Essential container in task exited; container catalog-migration exited with 1
  last lines of catalog-migration/catalog-migration/4f1c in log group logs
    catalog_db: not migrated: 003.sql failed
Nothing was released. Correct the cause and run \`pulumi up\` again.`,
    );
  });

  it("fails when the container never ran", async () => {
    const { message } = await migrate(
      [accepted],
      [stopped(undefined, "CannotPullContainerError: no such image")],
    );
    assert.match(message ?? "", /stopped {4}CannotPullContainerError: no such image/);
  });

  it("tries again while there is no room, with the same token", async () => {
    const { message, ecs } = await migrate(
      [{ failures: [{ reason: "Capacity is unavailable at this time" }] }, accepted],
      [stopped(0, "")],
    );
    assert.equal(message, undefined);
    assert.equal(ecs.requests.length, 2);
    assert.equal(ecs.requests[0]?.clientToken, ecs.requests[1]?.clientToken);
  });

  it("tries again while a new role is not known everywhere, and gives up after two minutes", async () => {
    const unknown = new Error("ECS was unable to assume the role that was provided for this task");
    const { message, clock } = await migrate([unknown], []);
    assert.match(message ?? "", /ECS did not start the migration: Error: ECS was unable to assume/);
    assert.ok(clock.elapsedSeconds >= 120 && clock.elapsedSeconds < 140);
  });

  it("fails at once when whoever deploys may not run it", async () => {
    const { message, clock } = await migrate([awsError("AccessDeniedException", "no")], []);
    assert.match(message ?? "", /did not start the migration: AccessDeniedException: no/);
    assert.equal(clock.elapsedSeconds, 0);
  });

  it("bears an ECS that does not answer for a while", async () => {
    const busy = awsError("ThrottlingException", "slow down");
    const { message } = await migrate([accepted], [busy, busy, stopped(0, "")]);
    assert.equal(message, undefined);
  });

  it("gives up waiting in the end, and says how to stop the task", async () => {
    const { message, clock } = await migrate([accepted], [task("RUNNING")]);
    assert.match(message ?? "", /did not end within 30 minutes; ECS goes on with it by itself/);
    assert.match(message ?? "", /aws ecs stop-task --cluster \S+:cluster\/shop --task \S+4f1c/);
    assert.ok(clock.elapsedSeconds >= 1800 && clock.elapsedSeconds < 1820);
  });

  it("runs nothing without an engine, as in a test of the program", async () => {
    const runner = ecsMigrations({ region: "eu-west-1" });
    await runner.runMigration(run, () => Promise.resolve());
  });
});
