import assert from "node:assert/strict";
import { cached } from "../../../services/catalog/cache";

describe("cached read", () => {
  it("is shared by callers that come while it is under way", async () => {
    let reads = 0;
    const release: (() => void)[] = [];
    const read = cached(
      () => {
        reads += 1;
        return new Promise<string>((resolve) => {
          release.push(() => {
            resolve("value");
          });
        });
      },
      { ttlMs: 10, clock: () => 0 },
    );
    const both = Promise.all([read(), read()]);
    release.forEach((go) => {
      go();
    });
    assert.deepEqual(await both, ["value", "value"]);
    assert.equal(reads, 1);
  });

  it("counts its time from when the read ended", async () => {
    let nowMs = 0;
    let reads = 0;
    const read = cached(
      () => {
        nowMs += 100;
        reads += 1;
        return Promise.resolve(reads);
      },
      { ttlMs: 10, clock: () => nowMs },
    );
    await read();
    nowMs += 9;
    assert.equal(await read(), 1);
    nowMs += 1;
    assert.equal(await read(), 2);
  });

  it("does not keep a failure", async () => {
    const outcomes = [Promise.reject(new Error("busy")), Promise.resolve("value")];
    const read = cached(() => outcomes.shift() ?? Promise.reject(new Error("third read")), {
      ttlMs: 10,
      clock: () => 0,
    });
    await assert.rejects(read(), /busy/);
    assert.equal(await read(), "value");
  });
});
