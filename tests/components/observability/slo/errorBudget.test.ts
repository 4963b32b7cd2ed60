import assert from "node:assert/strict";
import {
  errorShareThreshold,
  latencyThresholdSeconds,
} from "../../../../components/observability/slo/errorBudget";

describe("promises as thresholds", () => {
  for (const [availability, threshold] of [
    [undefined, 0.0144],
    [0.999, 0.0144],
    [0.99, 0.144],
    [0.9999, 0.00144],
    [0.9, 0.5],
  ] as const) {
    it(`takes a release back beyond an error share of ${threshold} for an availability of ${availability ?? "no word"}`, () => {
      assert.equal(errorShareThreshold({ availability }), threshold);
    });
  }

  it("knows latencies in seconds, one unless promised otherwise", () => {
    assert.equal(latencyThresholdSeconds(), 1);
    assert.equal(latencyThresholdSeconds({ latencyP99Ms: 250 }), 0.25);
  });
});
