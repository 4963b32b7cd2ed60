import assert from "node:assert/strict";
import {
  alarmsOf,
  circuitBreaker,
  strategySettings,
  waitingMinutes,
} from "../../../../components/compute/release/strategy";

describe("a release as ECS settings", () => {
  it("replaces tasks under a circuit breaker when rolling, and waits for nothing on purpose", () => {
    const release = { strategy: "rolling" } as const;
    assert.deepEqual(strategySettings(release), { strategy: "ROLLING" });
    assert.deepEqual(circuitBreaker(release), { enable: true, rollback: true });
    assert.equal(waitingMinutes(release), 0);
  });

  it("moves all traffic at once when blueGreen, and bakes for five minutes", () => {
    const release = { strategy: "blueGreen" } as const;
    assert.deepEqual(strategySettings(release), {
      strategy: "BLUE_GREEN",
      bakeTimeInMinutes: "5",
    });
    assert.equal(circuitBreaker(release), undefined, "ECS knows it for rolling releases only");
    assert.equal(waitingMinutes(release), 5);
  });

  it("moves a tenth first when canary, and the rest after five minutes", () => {
    const release = { strategy: "canary" } as const;
    assert.deepEqual(strategySettings(release), {
      strategy: "CANARY",
      bakeTimeInMinutes: "5",
      canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: "5" },
    });
    assert.equal(waitingMinutes(release), 10);
  });

  it("moves fifths when linear, two minutes apart", () => {
    const release = { strategy: "linear" } as const;
    assert.deepEqual(strategySettings(release), {
      strategy: "LINEAR",
      bakeTimeInMinutes: "5",
      linearConfiguration: { stepPercent: 20, stepBakeTimeInMinutes: "2" },
    });
    assert.equal(waitingMinutes(release), 4 * 2 + 5, "no wait after the last of five steps");
  });

  it("takes the numbers of the definition", () => {
    const release = { strategy: "canary", percent: 25, stepMinutes: 0, bakeMinutes: 0 } as const;
    assert.deepEqual(strategySettings(release), {
      strategy: "CANARY",
      bakeTimeInMinutes: "0",
      canaryConfiguration: { canaryPercent: 25, canaryBakeTimeInMinutes: "0" },
    });
    assert.equal(waitingMinutes({ strategy: "linear", percent: 30, stepMinutes: 10 }), 3 * 10 + 5);
  });

  it("watches errors unless told otherwise, each alarm once", () => {
    assert.deepEqual(alarmsOf({ strategy: "rolling" }), ["5xx"]);
    assert.deepEqual(alarmsOf({ strategy: "rolling", rollbackOn: [] }), []);
    assert.deepEqual(alarmsOf({ strategy: "canary", rollbackOn: ["p99", "5xx", "p99"] }), [
      "p99",
      "5xx",
    ]);
  });
});
