import assert from "node:assert/strict";
import { targetVersionIn } from "../../../../components/compute/release/functionAppSpec";
import {
  deploymentMinutes,
  functionAlarmsOf,
  functionReleaseFaults,
  isDeployed,
  trafficConfig,
} from "../../../../components/compute/release/functionStrategy";
import type { Release } from "../../../../services/contract";

describe("the release of a function", () => {
  it("moves the alias at once when it is rolling and watches nothing", () => {
    assert.equal(isDeployed({ strategy: "rolling" }), false);
    assert.equal(isDeployed({ strategy: "rolling", rollbackOn: [] }), false);
    assert.deepEqual(functionAlarmsOf({ strategy: "rolling" }), []);
  });

  it("is CodeDeploy's when it is rolling and asks for alarms", () => {
    assert.equal(isDeployed({ strategy: "rolling", rollbackOn: ["p99"] }), true);
    assert.deepEqual(functionAlarmsOf({ strategy: "rolling", rollbackOn: ["p99"] }), ["p99"]);
  });

  it("is CodeDeploy's whenever it shifts, on alarm 5xx unless it says otherwise", () => {
    assert.equal(isDeployed({ strategy: "blueGreen" }), true);
    assert.deepEqual(functionAlarmsOf({ strategy: "canary" }), ["5xx"]);
    assert.deepEqual(functionAlarmsOf({ strategy: "linear", rollbackOn: ["p99", "p99"] }), ["p99"]);
  });

  const predefined = (name: string) => ({ kind: "predefined", name: `CodeDeployDefault.${name}` });
  for (const [release, expected] of [
    [{ strategy: "blueGreen" }, predefined("LambdaAllAtOnce")],
    [{ strategy: "rolling", rollbackOn: ["5xx"] }, predefined("LambdaAllAtOnce")],
    [{ strategy: "canary" }, predefined("LambdaCanary10Percent5Minutes")],
    [{ strategy: "canary", stepMinutes: 30 }, predefined("LambdaCanary10Percent30Minutes")],
    [
      { strategy: "linear", percent: 10, stepMinutes: 1 },
      predefined("LambdaLinear10PercentEvery1Minute"),
    ],
    [
      { strategy: "linear", percent: 10, stepMinutes: 2 },
      predefined("LambdaLinear10PercentEvery2Minutes"),
    ],
    [
      { strategy: "linear" },
      { kind: "custom", type: "TimeBasedLinear", percentage: 20, interval: 2 },
    ],
    [
      { strategy: "canary", percent: 5, stepMinutes: 7 },
      { kind: "custom", type: "TimeBasedCanary", percentage: 5, interval: 7 },
    ],
  ] as const satisfies readonly (readonly [Release, object])[]) {
    it(`moves traffic by ${JSON.stringify(expected)} for ${JSON.stringify(release)}`, () => {
      assert.deepEqual(trafficConfig(release), expected);
    });
  }

  for (const [release, minutes] of [
    [{ strategy: "rolling", rollbackOn: ["5xx"] }, 5],
    [{ strategy: "blueGreen", bakeMinutes: 2 }, 2],
    [{ strategy: "canary" }, 10],
    [{ strategy: "linear", bakeMinutes: 0 }, 8],
  ] as const satisfies readonly (readonly [Release, number])[]) {
    it(`takes ${minutes} min for ${JSON.stringify(release)}`, () => {
      assert.equal(deploymentMinutes(release), minutes);
    });
  }

  it("finds no fault in what CodeDeploy takes", () => {
    const releases: Release[] = [
      { strategy: "rolling" },
      { strategy: "blueGreen", bakeMinutes: 0, smokePath: "/health" },
      { strategy: "canary", percent: 1, stepMinutes: 2880, bakeMinutes: 14 },
      { strategy: "linear", percent: 50 },
    ];
    assert.deepEqual(
      releases.flatMap((release) => functionReleaseFaults(release, true)),
      [],
    );
  });

  it("tells what CodeDeploy would refuse", () => {
    assert.deepEqual(
      functionReleaseFaults(
        {
          ...{ strategy: "canary", percent: 100, stepMinutes: 0, bakeMinutes: 15 },
          ...{ smokePath: "/h", rollbackOn: [] },
        },
        false,
      ),
      [
        "release.bakeMinutes on lambda must be a whole number from 0 to 14, got 15",
        "release.smokePath needs a route, got /h and no routes; take it out, since the function answers no requests",
        "release.rollbackOn must name 5xx, p99 or both when traffic moves, got none; without an alarm nothing takes it back",
        "release.percent must be a whole number from 1 to 99, got 100",
        "release.stepMinutes must be a whole number from 1 to 2880, got 0",
      ],
    );
  });
});

describe("targetVersionIn", () => {
  it("finds nothing in a text that is no deployment of a function", () => {
    assert.equal(targetVersionIn(undefined), undefined);
    assert.equal(targetVersionIn("version: 0.0"), undefined);
  });
});
