import assert from "node:assert/strict";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { ECS } from "@aws-sdk/client-ecs";
import { runOnEcs } from "../../../components/compute/migrations/ecsMigrations";
import type { MigrationRun } from "../../../components/compute/migrations/runner";
import { realClock } from "../../../components/compute/release/follow/patience";
import type { StackState } from "../../../sandbox/cloud/types";
import { withControlPlane } from "../../../sandbox/engine/controlPlane";

const region = "eu-west-1";
const arn = "arn:aws:ecs:eu-west-1:000000000000";
const cluster = `${arn}:cluster/shop`;
const taskDefinition = `${arn}:task-definition/shop-catalog-migration:3`;

function resource(type: string, outputs: Record<string, unknown>) {
  return { urn: `urn:pulumi:dev::shop::${type}::it`, type, custom: true, id: "it", outputs };
}

const state: StackState = {
  resources: [
    resource("aws:ecs/cluster:Cluster", { arn: cluster }),
    resource("aws:ecs/taskDefinition:TaskDefinition", {
      arn: taskDefinition,
      containerDefinitions: JSON.stringify([{ name: "catalog-migration" }]),
    }),
  ],
};

function runOf(change: Partial<MigrationRun["request"]> = {}): MigrationRun {
  const awsvpcConfiguration = {
    subnets: ["s"],
    securityGroups: ["g"],
    assignPublicIp: "DISABLED" as const,
  };
  const request = { cluster, taskDefinition, launchType: "FARGATE" as const };
  return {
    name: "catalog-migration",
    limitMinutes: 1,
    request: { ...request, networkConfiguration: { awsvpcConfiguration }, ...change },
  };
}

function migrate(run: MigrationRun): Promise<void> {
  return withControlPlane(
    () => state,
    () => {
      const clients = { ecs: new ECS({ region }), logs: new CloudWatchLogs({ region }) };
      return runOnEcs(run, clients, { clock: realClock, report: () => Promise.resolve() });
    },
  );
}

describe("the sandbox's control plane, asked to run a task", () => {
  it("says that it ended well, and that it has not run yet", async () => {
    await migrate(runOf());
    const { tasks = [], failures } = await withControlPlane(
      () => state,
      async () => {
        const ecs = new ECS({ region });
        const { tasks: started = [] } = await ecs.runTask({ cluster, taskDefinition });
        const wanted = [started[0]?.taskArn ?? "", `${arn}:task/shop/other`];
        return ecs.describeTasks({ cluster, tasks: wanted });
      },
    );
    assert.deepEqual(
      tasks.map(({ lastStatus, stoppedReason, containers }) => [
        lastStatus,
        stoppedReason,
        containers?.map(({ name, exitCode }) => [name, exitCode]),
      ]),
      [
        [
          "STOPPED",
          "Not run while the sandbox deploys; its cloud runs it before the services start",
          [["catalog-migration", 0]],
        ],
      ],
    );
    assert.deepEqual(failures, [{ arn: `${arn}:task/shop/other`, reason: "MISSING" }]);
  });

  it("refuses a cluster or a task definition that the stack does not have", async () => {
    await assert.rejects(
      migrate(runOf({ cluster: `${arn}:cluster/other` })),
      /did not start the migration: ClusterNotFoundException: Cluster not found/,
    );
    await assert.rejects(
      migrate(runOf({ taskDefinition: `${taskDefinition}9` })),
      /Unable to describe task definition .*:39/,
    );
  });
});
