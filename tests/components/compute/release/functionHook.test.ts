import assert from "node:assert/strict";
import {
  bake,
  type HookDeps,
  smokeTest,
  type SmokeAnswer,
} from "../../../../components/compute/release/functionHook";
import { smokeEvent, statusIn } from "../../../../components/compute/release/functionSmokeEvent";
import { parseEvent } from "../../../../services/platform/lambdaEvent";

const event = { DeploymentId: "d-1", LifecycleEventHookExecutionId: "hook-1" };

interface Seen {
  readonly requested: string[];
  readonly reported: string[];
  readonly sleptMs: number[];
  readonly lines: string[];
  readonly deps: HookDeps;
}

function watch(answer: SmokeAnswer, more: Partial<HookDeps> = {}): Seen {
  const seen = { requested: [], reported: [], sleptMs: [], lines: [] } as Omit<Seen, "deps">;
  const deps: HookDeps = {
    targetVersion: () => Promise.resolve("8"),
    request: (version, path) => {
      seen.requested.push(`${version} ${path}`);
      return Promise.resolve(answer);
    },
    report: ({ LifecycleEventHookExecutionId: id }, status) => {
      seen.reported.push(`${id} ${status}`);
      return Promise.resolve();
    },
    sleepMs: (milliseconds) => {
      seen.sleptMs.push(milliseconds);
      return Promise.resolve();
    },
    log: (line) => seen.lines.push(line),
    ...more,
  };
  return { ...seen, deps };
}

describe("the smoke test of a function's release", () => {
  it("lets the release go on when the new version answers 200", async () => {
    const { deps, requested, reported } = watch({ status: 200 });
    await smokeTest(deps, "/health")(event);
    assert.deepEqual(requested, ["8 /health"]);
    assert.deepEqual(reported, ["hook-1 Succeeded"]);
  });

  for (const answer of [
    { status: 503 },
    { status: undefined },
    { status: 200, fault: "Unhandled" },
  ]) {
    it(`stops the release when the answer is ${JSON.stringify(answer)}`, async () => {
      const { deps, reported, lines } = watch(answer);
      await smokeTest(deps, "/health")(event);
      assert.deepEqual(reported, ["hook-1 Failed"]);
      assert.match(lines.join(), /expected 200/);
    });
  }

  it("stops the release when the version cannot be called", async () => {
    const { deps, reported, lines } = watch(
      { status: 200 },
      { request: () => Promise.reject(new Error("denied")) },
    );
    await smokeTest(deps, "/health")(event);
    assert.deepEqual(reported, ["hook-1 Failed"]);
    assert.match(lines.join(), /denied/);
  });

  it("asks nothing of a rollback, whose version has worked before", async () => {
    const { deps, requested, reported } = watch(
      { status: 503 },
      { targetVersion: () => Promise.resolve(undefined) },
    );
    await smokeTest(deps, "/health")(event);
    assert.deepEqual(requested, []);
    assert.deepEqual(reported, ["hook-1 Succeeded"]);
  });
});

describe("the bake time of a function's release", () => {
  it("passes before the release ends", async () => {
    const { deps, sleptMs, reported } = watch({ status: undefined });
    await bake(deps, 5)(event);
    assert.deepEqual(sleptMs, [300_000]);
    assert.deepEqual(reported, ["hook-1 Succeeded"]);
  });

  it("does not fail when an alarm has ended the deployment meanwhile", async () => {
    const { deps, lines } = watch(
      { status: undefined },
      { report: () => Promise.reject(new Error("LifecycleEventAlreadyCompletedException")) },
    );
    await bake(deps, 5)(event);
    assert.match(lines.join(), /no longer waits/);
  });

  it("takes no time in a rollback", async () => {
    const { deps, sleptMs } = watch(
      { status: undefined },
      { targetVersion: () => Promise.resolve(undefined) },
    );
    await bake(deps, 5)(event);
    assert.deepEqual(sleptMs, []);
  });
});

describe("the request of a smoke test", () => {
  it("is one that the services understand", () => {
    const { method, path, body } = parseEvent(smokeEvent("/health"));
    assert.deepEqual({ method, path, body }, { method: "GET", path: "/health", body: undefined });
  });

  for (const [payload, status] of [
    ['{"statusCode":204}', 204],
    ['{"statusCode":"200"}', undefined],
    ["null", undefined],
    ["", undefined],
    ['"ok"', undefined],
  ] as const) {
    it(`finds ${String(status)} in ${payload === "" ? "an empty answer" : payload}`, () => {
      assert.equal(statusIn(payload), status);
    });
  }
});
