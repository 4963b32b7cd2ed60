import assert from "node:assert/strict";
import { Backoff } from "../../../../sandbox/cloud/tasks/backoff";

describe("the back-off", () => {
  it("doubles from a second and stays at a minute", () => {
    const backoff = new Backoff();
    const delays = Array.from({ length: 9 }, () => backoff.failed(0) / 1000);
    assert.deepEqual(delays, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it("begins anew after a minute of life", () => {
    const backoff = new Backoff();
    backoff.failed(0);
    backoff.failed(0);
    assert.equal(backoff.failed(60_000), 1000);
    assert.equal(backoff.crashLooping, false);
  });

  it("is crash-looping from the third failure on, until a stable stretch", () => {
    const backoff = new Backoff();
    backoff.failed(0);
    backoff.failed(0);
    assert.equal(backoff.crashLooping, false);
    backoff.failed(0);
    assert.equal(backoff.crashLooping, true);
    backoff.lived(60_000);
    assert.equal(backoff.crashLooping, false);
  });
});
