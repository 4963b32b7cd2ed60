import assert from "node:assert/strict";
import fc from "fast-check";
import { fargateMemoryMiB, fargateSizeFault } from "../../../components/internal/fargateSizes";

/** AWS's table: CPU units, smallest and largest memory in GiB, step in GiB. */
const table = [
  [512, 1, 4, 1],
  [1024, 2, 8, 1],
  [2048, 4, 16, 1],
  [4096, 8, 30, 1],
  [8192, 16, 60, 4],
  [16384, 32, 120, 8],
] as const;

describe("fargateSizeFault", () => {
  it("accepts 0.5, 1 and 2 GiB with a quarter of a vCPU, and nothing else", () => {
    const accepted = Array.from({ length: 5000 }, (_, memory) => memory).filter(
      (memory) => fargateSizeFault(256, memory) === undefined,
    );
    assert.deepEqual(accepted, [512, 1024, 2048]);
  });

  for (const [cpu, from, to, step] of table) {
    it(`accepts ${from} to ${to} GiB in steps of ${step} with ${cpu} CPU units, and nothing else`, () => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 130 * 4 }), (quarters) => {
          const gib = quarters / 4;
          const valid = gib >= from && gib <= to && (gib - from) % step === 0;
          assert.equal(fargateSizeFault(cpu, gib * 1024) === undefined, valid);
        }),
        { numRuns: 200 },
      );
    });
  }

  for (const [cpu, memoryMiB, message] of [
    [256, 300, "memoryMiB must be 512, 1024, 2048 when cpu is 256, got 300"],
    [1024, 1024, "memoryMiB must be 2048 to 8192 in steps of 1024 when cpu is 1024, got 1024"],
    [300, 512, "cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 300"],
  ] as const) {
    it(`says what goes with ${cpu} when given ${memoryMiB} MiB`, () => {
      assert.equal(fargateSizeFault(cpu, memoryMiB), message);
    });
  }

  it("lists the memory of every size from the smallest up, without repetition", () => {
    for (const sizes of Object.values(fargateMemoryMiB)) {
      assert.deepEqual(
        sizes,
        [...new Set(sizes)].sort((a, b) => a - b),
      );
    }
  });
});
