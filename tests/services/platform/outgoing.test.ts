import assert from "node:assert/strict";
import fc from "fast-check";
import { deliver, inBatches } from "../../../services/platform/outgoing";

const limits = { entries: 10, bytes: 100 };

describe("batches of what is sent", () => {
  it("keep the order and are within the limits, whatever the sizes", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 60 }), (sizes) => {
        const items = sizes.map((bytes, at) => ({ entry: { at, bytes }, bytes }));
        const batches = inBatches(items, limits);
        assert.deepEqual(
          batches.flat().map(({ at }) => at),
          sizes.map((_, at) => at),
        );
        for (const batch of batches) {
          assert.ok(batch.length >= 1 && batch.length <= limits.entries);
          assert.ok(batch.reduce((sum, { bytes }) => sum + bytes, 0) <= limits.bytes);
        }
      }),
    );
  });

  it("are full before another one is begun", () => {
    const items = Array.from({ length: 12 }, (_, entry) => ({ entry, bytes: 1 }));
    assert.deepEqual(
      inBatches(items, limits).map(({ length }) => length),
      [10, 2],
    );
  });

  it("are not sent at all when there is nothing", async () => {
    const send = () => assert.fail("nothing was to be sent");
    await deliver([], { limits, send });
  });
});
