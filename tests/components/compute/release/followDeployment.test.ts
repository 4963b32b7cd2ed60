import assert from "node:assert/strict";
import {
  followDeployment,
  type FollowOptions,
  type Outcome,
} from "../../../../components/compute/release/follow/followDeployment";
import { awsError, catalog, deployment, FakeClock, FakeEcs, type Moment, running } from "./fakeEcs";

interface Followed {
  readonly outcome: Outcome;
  readonly clock: FakeClock;
  readonly ecs: FakeEcs;
  readonly progress: readonly string[];
}

async function follow(
  script: readonly Moment[],
  options: Partial<FollowOptions> = {},
  waitingMinutes = 0,
): Promise<Followed> {
  const clock = new FakeClock();
  const ecs = new FakeEcs({ clock, script });
  const progress: string[] = [];
  const report = (text: string) => {
    progress.push(text);
    return Promise.resolve();
  };
  const outcome = await followDeployment(
    { ...catalog, waitingMinutes },
    { ecs, clock, report, ...options },
  );
  return { outcome, clock, ecs, progress };
}

const before = deployment("before", -86_400, "SUCCESSFUL");

describe("following a release", () => {
  it("ends at once when nothing was deployed and the last release succeeded", async () => {
    const { outcome, clock } = await follow([{ service: running(43), deployments: [before] }]);
    assert.deepEqual(outcome, { kind: "succeeded" });
    assert.deepEqual(clock.sleeps, []);
  });

  it("waits for tasks that start slowly", async () => {
    const target = (runningTaskCount: number) => ({
      targetServiceRevision: { requestedTaskCount: 2, runningTaskCount },
    });
    const service = running(43, "IN_PROGRESS");
    const { outcome, clock, progress } = await follow([
      { service, deployments: [before, deployment("new", -1, "PENDING")] },
      {
        afterSeconds: 20,
        service,
        deployments: [before, deployment("new", -1, "IN_PROGRESS", target(0))],
      },
      {
        afterSeconds: 400,
        service,
        deployments: [before, deployment("new", -1, "IN_PROGRESS", target(1))],
      },
      {
        afterSeconds: 900,
        service: running(43),
        deployments: [before, deployment("new", -1, "SUCCESSFUL", target(2))],
      },
    ]);
    assert.deepEqual(outcome, { kind: "succeeded" });
    assert.ok(clock.elapsedSeconds >= 900, `ended after ${clock.elapsedSeconds} s`);
    assert.deepEqual(progress, [
      "catalog: deployment new: PENDING",
      "catalog: deployment new: IN_PROGRESS, 0 of 2 new tasks run",
      "catalog: deployment new: IN_PROGRESS, 1 of 2 new tasks run",
    ]);
  });

  it("fails once ECS has rolled back, and not before", async () => {
    const rolledBack = deployment("new", -1, "ROLLBACK_SUCCESSFUL");
    const { outcome, clock } = await follow([
      { service: running(43), deployments: [before, deployment("new", -1, "IN_PROGRESS")] },
      {
        afterSeconds: 60,
        service: running(42),
        deployments: [before, deployment("new", -1, "ROLLBACK_IN_PROGRESS")],
      },
      { afterSeconds: 120, service: running(42), deployments: [before, rolledBack] },
    ]);
    assert.deepEqual(outcome, { kind: "failed", deployment: rolledBack, earlier: false });
    assert.ok(clock.elapsedSeconds >= 120);
  });

  it("fails when the first deployment of all crashes in a loop", async () => {
    const stopped = deployment("first", -1, "STOPPED");
    const { outcome } = await follow([
      {
        service: running(43, "IN_PROGRESS"),
        deployments: [
          deployment("first", -1, "IN_PROGRESS", { deploymentCircuitBreaker: { failureCount: 2 } }),
        ],
      },
      { afterSeconds: 180, service: running(43), deployments: [stopped] },
    ]);
    assert.deepEqual(outcome, { kind: "failed", deployment: stopped, earlier: false });
  });

  it("follows a forced redeployment of the same task definition", async () => {
    const rolledBack = deployment("forced", -1, "ROLLBACK_SUCCESSFUL");
    const { outcome } = await follow([
      {
        service: running(43, "IN_PROGRESS"),
        deployments: [before, deployment("forced", -1, "IN_PROGRESS")],
      },
      { afterSeconds: 90, service: running(43), deployments: [before, rolledBack] },
    ]);
    assert.deepEqual(outcome, { kind: "failed", deployment: rolledBack, earlier: false });
  });

  it("waits for a forced redeployment that ECS does not list yet", async () => {
    const { outcome, clock } = await follow([
      { service: running(43, "IN_PROGRESS"), deployments: [before] },
      {
        afterSeconds: 8,
        service: running(43, "IN_PROGRESS"),
        deployments: [before, deployment("forced", 0, "IN_PROGRESS")],
      },
      {
        afterSeconds: 60,
        service: running(43),
        deployments: [before, deployment("forced", 0, "SUCCESSFUL")],
      },
    ]);
    assert.deepEqual(outcome, { kind: "succeeded" });
    assert.ok(clock.elapsedSeconds >= 60);
  });

  it("does not take the release before for the one that ECS does not know yet", async () => {
    const { outcome, clock } = await follow([
      { service: running(42), deployments: [before] },
      {
        afterSeconds: 12,
        service: running(43),
        deployments: [before, deployment("new", 0, "IN_PROGRESS")],
      },
      {
        afterSeconds: 70,
        service: running(43),
        deployments: [before, deployment("new", 0, "SUCCESSFUL")],
      },
    ]);
    assert.deepEqual(outcome, { kind: "succeeded" });
    assert.ok(clock.elapsedSeconds >= 70);
  });

  it("fails when the last release was rolled back and nothing was deployed since", async () => {
    const rolledBack = deployment("earlier", -3600, "ROLLBACK_SUCCESSFUL");
    const { outcome, clock } = await follow([{ service: running(42), deployments: [rolledBack] }]);
    assert.deepEqual(outcome, { kind: "failed", deployment: rolledBack, earlier: true });
    assert.ok(clock.elapsedSeconds >= 30, "it may not be listed at once");
  });

  it("forgets an earlier rollback when a new deployment shows up", async () => {
    const rolledBack = deployment("earlier", -3600, "ROLLBACK_SUCCESSFUL");
    const { outcome } = await follow([
      { service: running(42), deployments: [rolledBack] },
      {
        afterSeconds: 10,
        service: running(43),
        deployments: [rolledBack, deployment("new", 0, "IN_PROGRESS")],
      },
      {
        afterSeconds: 60,
        service: running(43),
        deployments: [rolledBack, deployment("new", 0, "SUCCESSFUL")],
      },
    ]);
    assert.deepEqual(outcome, { kind: "succeeded" });
  });

  it("goes over to the deployment that made the followed one stop", async () => {
    const { outcome } = await follow([
      { service: running(42), deployments: [deployment("cancelled", -300, "IN_PROGRESS")] },
      {
        afterSeconds: 10,
        service: running(43),
        deployments: [
          deployment("cancelled", -300, "STOPPED"),
          deployment("new", 0, "IN_PROGRESS"),
        ],
      },
      {
        afterSeconds: 60,
        service: running(43),
        deployments: [deployment("cancelled", -300, "STOPPED"), deployment("new", 0, "SUCCESSFUL")],
      },
    ]);
    assert.deepEqual(outcome, { kind: "succeeded" });
  });

  it("fails when somebody else has successfully deployed another revision", async () => {
    const { outcome } = await follow([{ service: running(44), deployments: [before] }]);
    assert.deepEqual(outcome, { kind: "replaced", runs: "shop-catalog:44" });
  });

  it("accepts a service that was last deployed before ECS recorded deployments", async () => {
    const { outcome } = await follow([{ service: running(43) }]);
    assert.deepEqual(outcome, { kind: "succeeded" });
  });

  it("fails when the service is gone", async () => {
    const { outcome } = await follow([{ service: { ...running(43), status: "INACTIVE" } }]);
    assert.deepEqual(outcome, { kind: "missing" });
  });
});

describe("following a release: patience", () => {
  const throttled = awsError("ThrottlingException", "Rate exceeded");

  it("looks every five seconds, more or less", async () => {
    const { clock } = await follow([
      { service: running(43), deployments: [deployment("new", -1, "IN_PROGRESS")] },
      {
        afterSeconds: 60,
        service: running(43),
        deployments: [deployment("new", -1, "SUCCESSFUL")],
      },
    ]);
    assert.ok(clock.sleeps.length >= 10);
    assert.ok(
      clock.sleeps.every((pause) => pause >= 4000 && pause <= 6000),
      String(clock.sleeps),
    );
  });

  it("asks about the followed deployment alone, since listing is throttled sooner", async () => {
    const { ecs } = await follow([
      { service: running(43), deployments: [deployment("new", -1, "IN_PROGRESS")] },
      {
        afterSeconds: 60,
        service: running(43),
        deployments: [deployment("new", -1, "SUCCESSFUL")],
      },
    ]);
    const lists = ecs.calls.filter((call) => call === "listServiceDeployments");
    assert.equal(lists.length, 2, "once to find it, once to see that none is newer");
  });

  it("asks less and less often while ECS throttles, and goes on afterwards", async () => {
    const { outcome, clock, progress } = await follow([
      { service: running(43), deployments: [deployment("new", -1, "IN_PROGRESS")] },
      { afterSeconds: 4, error: throttled },
      {
        afterSeconds: 120,
        service: running(43),
        deployments: [deployment("new", -1, "SUCCESSFUL")],
      },
    ]);
    assert.deepEqual(outcome, { kind: "succeeded" });
    assert.ok(Math.max(...clock.sleeps) > 20_000, String(clock.sleeps));
    assert.match(progress.at(-1) ?? "", /does not answer, asking again: .*Rate exceeded/);
  });

  it("gives up after half an hour and the minutes that the release waits on purpose", async () => {
    const followed = deployment("new", -1, "IN_PROGRESS", { lifecycleStage: "BAKE_TIME" });
    const { outcome, clock } = await follow(
      [{ service: running(43), deployments: [followed] }],
      {},
      20,
    );
    assert.deepEqual(outcome, { kind: "timedOut", deployment: followed, error: undefined });
    assert.ok(clock.elapsedSeconds >= 50 * 60 && clock.elapsedSeconds < 51 * 60);
  });

  it("says why it could not ask when ECS throttles to the end", async () => {
    const { outcome } = await follow([{ error: throttled }], { limitMinutes: 5 });
    assert.deepEqual(outcome, {
      kind: "timedOut",
      deployment: undefined,
      error: "ThrottlingException: Rate exceeded",
    });
  });

  it("does not repeat what is not allowed", async () => {
    const denied = awsError("AccessDeniedException", "not authorized to ecs:DescribeServices");
    await assert.rejects(follow([{ error: denied }]), denied);
  });

  it("ends when nobody listens any more", async () => {
    const gone = new Error("the engine has gone");
    const report = () => Promise.reject(gone);
    const script = [{ service: running(43), deployments: [deployment("new", -1, "PENDING")] }];
    await assert.rejects(follow(script, { report }), gone);
  });
});
