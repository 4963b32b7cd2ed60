import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { deployFunction } from "../../../../../components/compute/release/deploy/deployFunction";
import { deployOrFail } from "../../../../../components/compute/release/codeDeployReleases";
import { play, published, revisionTo, type Script } from "./fakeCodeDeploy";

const inProgress = { info: { status: "InProgress" as const } };
const moved = { info: { status: "Succeeded" as const }, version: "8" };
const alarm = {
  status: "Stopped" as const,
  errorInformation: {
    code: "ALARM_ACTIVE" as const,
    message: "One or more alarms have been activated. Activated alarms: carts-release-5xx.",
  },
};

/** The whole message of a release that fails. */
async function failure(script: Script): Promise<string> {
  const { options } = play(script);
  const error: unknown = await deployOrFail(published, options).catch((thrown: unknown) => thrown);
  assert.ok(pulumi.RunError.isInstance(error), `it did not fail: ${String(error)}`);
  return error.message;
}

describe("deployFunction", () => {
  it("moves the alias from the version it points at to the one published, and ends with it", async () => {
    const { options, begun, progress } = play({
      deployments: {
        "d-1": [{ info: { status: "Created" } }, { ...inProgress, weight: 0.1 }, moved],
      },
    });
    assert.deepEqual(await deployFunction(published, options), { kind: "succeeded" });
    assert.deepEqual(begun, [
      '{"version":0.0,"Resources":[{"carts-function-1a2b":{"Type":"AWS::Lambda::Function","Properties":{"Name":"carts-function-1a2b","Alias":"live","CurrentVersion":"7","TargetVersion":"8"}}}],' +
        '"Hooks":[{"AfterAllowTraffic":"arn:aws:lambda:eu-west-1:123456789012:function:carts-bake"}]}',
    ]);
    assert.deepEqual(progress, [
      "carts: deployment d-1: Created, 0 % of the traffic on version 8",
      "carts: deployment d-1: InProgress, 10 % of the traffic on version 8",
    ]);
  });

  it("begins nothing when the alias points at the version already", async () => {
    const { options, begun } = play({ version: "8", deployments: {} });
    assert.deepEqual(await deployFunction(published, options), { kind: "succeeded" });
    assert.deepEqual(begun, []);
  });

  it("follows the deployment that an interrupted update began", async () => {
    const revision = revisionTo("8");
    const { options, begun } = play({
      active: ["d-old"],
      deployments: {
        "d-old": [inProgress, { info: { ...moved.info, revision }, version: "8" }],
      },
    });
    assert.deepEqual(await deployFunction(published, options), { kind: "succeeded" });
    assert.deepEqual(begun, []);
  });

  it("waits for a deployment of another version, and then begins its own from where that ended", async () => {
    const revision = revisionTo("9");
    const { options, begun } = play({
      active: ["d-old"],
      deployments: {
        "d-old": [inProgress, { info: { ...moved.info, revision }, version: "9" }],
        "d-1": [moved],
      },
    });
    assert.deepEqual(await deployFunction(published, options), { kind: "succeeded" });
    assert.match(begun[0] ?? "", /"CurrentVersion":"9","TargetVersion":"8"/);
  });

  it("does not take a rollback that is under way for its own deployment", async () => {
    const { options, begun } = play({
      active: ["d-back"],
      deployments: {
        "d-back": [
          {
            info: {
              status: "Succeeded",
              creator: "codeDeployRollback",
              revision: revisionTo("8"),
            },
          },
        ],
        "d-1": [moved],
      },
    });
    await deployFunction(published, options);
    assert.equal(begun.length, 1);
  });

  it("asks again when AWS is busy", async () => {
    const { options, begun } = play({
      errors: [
        Object.assign(new Error("slow down"), { name: "ThrottlingException" }),
        Object.assign(new Error("down"), { code: "ECONNRESET" }),
      ],
      deployments: { "d-1": [moved] },
    });
    assert.deepEqual(await deployFunction(published, options), { kind: "succeeded" });
    assert.equal(begun.length, 1);
  });

  it("waits for the release's own minutes and its limit, and no longer", async () => {
    const { options, elapsed } = play({ deployments: { "d-1": [inProgress] } });
    const outcome = await deployFunction(published, { ...options, limitMinutes: 5 });
    assert.deepEqual(outcome, { kind: "timedOut", id: "d-1", runs: "7" });
    assert.equal(elapsed() / 60_000, 15);
  });
});

describe("a release of a function that fails", () => {
  it("names the alarm that took it back and the version that runs", async () => {
    const message = await failure({
      deployments: {
        "d-1": [
          { ...inProgress, weight: 0.1 },
          { info: alarm },
          { info: { ...alarm, rollbackInfo: { rollbackDeploymentId: "d-back" } } },
        ],
        "d-back": [inProgress, { info: { status: "Succeeded" }, version: "7" }],
      },
    });
    assert.equal(
      message,
      'FunctionService "carts": the release of version 8 failed and was rolled back by deployment d-back: ' +
        "deployment d-1 ended as Stopped, ALARM_ACTIVE: One or more alarms have been activated. Activated alarms: carts-release-5xx. " +
        "Version 7 answers behind the alias live. Correct what raised the alarm and run `pulumi up` again. " +
        'An alarm that is raised for another reason stops every release until it is over; release.strategy "rolling" moves the alias without it.',
    );
  });

  it("says that a check failed when nothing had to be rolled back", async () => {
    const message = await failure({
      deployments: {
        "d-1": [
          {
            info: {
              status: "Failed",
              errorInformation: {
                code: "HEALTH_CONSTRAINTS",
                message: "A lifecycle event failed: BeforeAllowTraffic",
              },
            },
          },
        ],
      },
    });
    assert.equal(
      message,
      'FunctionService "carts": the release of version 8 failed: deployment d-1 ended as Failed, HEALTH_CONSTRAINTS: A lifecycle event failed: BeforeAllowTraffic. ' +
        "Version 7 answers behind the alias live. Look at the events of the deployment in the CodeDeploy console and at the log of the release's checks, correct the cause and run `pulumi up` again.",
    );
  });

  it("tells of a deployment that was stopped", async () => {
    const message = await failure({ deployments: { "d-1": [{ info: { status: "Stopped" } }] } });
    assert.match(message, /deployment d-1 ended as Stopped\. Version 7 answers/);
    assert.match(message, /Somebody or something stopped it; run `pulumi up` again/);
  });

  it("tells of a rollback that failed, and what the alias is then", async () => {
    const rollbackInfo = { rollbackDeploymentId: "d-back" };
    const message = await failure({
      deployments: {
        "d-1": [{ info: { status: "Failed", rollbackInfo } }],
        "d-back": [{ info: { status: "Failed" }, weight: 0.1 }],
      },
    });
    assert.match(message, /failed, and its rollback by deployment d-back as well \(Failed\)/);
    assert.match(message, /Version 7, and 8 for 10 % answers behind the alias live\./);
    assert.match(message, /point it at the version that shall answer/);
  });

  it("says that CodeDeploy goes on when time runs out", async () => {
    const message = await failure({ deployments: { "d-1": [inProgress] } });
    assert.match(message, /did not end in time: deployment d-1 still goes on/);
    assert.match(message, /`pulumi up` follows it again/);
  });

  it("lists the permissions when AWS refuses to be asked", async () => {
    const denied = Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
    const message = await failure({ errors: [denied], deployments: {} });
    assert.match(message, /version 8 is published, but CodeDeploy could not be asked/);
    assert.match(message, /AccessDeniedException: not authorized/);
    assert.match(message, /codedeploy:CreateDeployment, .*lambda:GetAlias/);
  });
});
