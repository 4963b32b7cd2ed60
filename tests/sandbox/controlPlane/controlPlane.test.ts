import assert from "node:assert/strict";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { ECS } from "@aws-sdk/client-ecs";
import { follow } from "../../../components/compute/release/ecsReleases";
import { realClock } from "../../../components/compute/release/follow/patience";
import type { StackState } from "../../../sandbox/cloud/types";
import { withControlPlane } from "../../../sandbox/engine/controlPlane";
import { ActionError } from "../../../sandbox/engine/controlPlane/actions";

const region = "eu-west-1";
const arn = "arn:aws:ecs:eu-west-1:000000000000";
const service = {
  name: "catalog",
  serviceArn: `${arn}:service/shop/catalog`,
  cluster: `${arn}:cluster/shop`,
  taskDefinition: `${arn}:task-definition/catalog:2`,
  waitingMinutes: 0,
};

/** The state with one service that has this task definition. */
function stateWith(taskDefinition: string): StackState {
  return {
    resources: [
      {
        urn: "urn:pulumi:dev::shop::aws:ecs/service:Service::catalog-service",
        type: "aws:ecs/service:Service",
        custom: true,
        id: service.serviceArn,
        inputs: {},
        outputs: {
          arn: service.serviceArn,
          cluster: service.cluster,
          name: "catalog",
          desiredCount: 2,
          taskDefinition,
        },
      },
    ],
  };
}

/** Clients as the program makes them: nothing but the region. */
function clients() {
  return { ecs: new ECS({ region }), logs: new CloudWatchLogs({ region }) };
}

const state = stateWith(service.taskDefinition);

describe("the sandbox's control plane", () => {
  it("lets the program see its release succeed at once", async () => {
    const told: string[] = [];
    await withControlPlane(
      () => state,
      () =>
        follow(service, clients(), {
          clock: realClock,
          report: (progress) => {
            told.push(progress);
            return Promise.resolve();
          },
        }),
    );
    assert.deepEqual(told, [], "there was nothing to wait for");
  });

  it("reads the state anew for each question, since the engine is still at work", async () => {
    const revisions = [1, 2].map((revision) => `${arn}:task-definition/catalog:${revision}`);
    const seen = await withControlPlane(
      () => stateWith(revisions.shift() ?? ""),
      async () => {
        const { ecs } = clients();
        const input = { cluster: service.cluster, services: [service.serviceArn] };
        return [await ecs.describeServices(input), await ecs.describeServices(input)];
      },
    );
    assert.deepEqual(
      seen.map(({ services }) => services?.[0]?.taskDefinition),
      [`${arn}:task-definition/catalog:1`, `${arn}:task-definition/catalog:2`],
    );
  });

  it("knows only the services that the state holds", async () => {
    await withControlPlane(
      () => ({}),
      async () => {
        const { ecs } = clients();
        const described = await ecs.describeServices({ services: ["catalog"] });
        assert.deepEqual(described.failures, [{ arn: "catalog", reason: "MISSING" }]);
        await assert.rejects(ecs.listServiceDeployments({ service: "catalog" }), {
          name: "ServiceNotFoundException",
        });
      },
    );
  });

  it("answers an action that it does not stand in for with an error that says so", async () => {
    await withControlPlane(
      () => state,
      () =>
        assert.rejects(clients().ecs.listClusters({}), {
          message:
            "The sandbox stands in for a few of AWS's actions only, and not for AmazonEC2ContainerServiceV20141113.ListClusters; see docs/sandbox.md.",
        }),
    );
  });

  it("takes further actions, whose refusals arrive as AWS's errors", async () => {
    const actions = {
      "AmazonEC2ContainerServiceV20141113.ListClusters": () => {
        throw new ActionError("ClientException", "not today");
      },
    };
    await withControlPlane(
      () => state,
      () => assert.rejects(clients().ecs.listClusters({}), { name: "ClientException" }),
      actions,
    );
  });

  it("puts the user's variables back, also when the deployment fails", async () => {
    const before = process.env.AWS_PROFILE;
    process.env.AWS_PROFILE = "mine";
    try {
      const failing = withControlPlane(
        () => state,
        () => {
          assert.equal(process.env.AWS_PROFILE, undefined);
          assert.match(process.env.AWS_ENDPOINT_URL ?? "", /^http:\/\/127\.0\.0\.1:\d+$/);
          return Promise.reject(new Error("no"));
        },
      );
      await assert.rejects(failing, /no/);
      assert.equal(process.env.AWS_PROFILE, "mine");
      assert.equal(process.env.AWS_ENDPOINT_URL, undefined);
    } finally {
      if (before === undefined) delete process.env.AWS_PROFILE;
      else process.env.AWS_PROFILE = before;
    }
  });
});
