import assert from "node:assert/strict";
import { memoryFaults, serviceMemoryMiB } from "../../../components/internal/taskMemory";

const collector = { name: "the collector", memoryMiB: 128 };
const proxy = { name: "the proxy", memoryMiB: 64 };

describe("the memory of a task", () => {
  it("is the service's but for what runs beside it", () => {
    assert.equal(serviceMemoryMiB(512, []), 512);
    assert.equal(serviceMemoryMiB(512, [collector, proxy]), 320);
  });

  it("may leave the service exactly the least", () => {
    assert.deepEqual(memoryFaults(320, [collector, proxy]), []);
  });

  it("must not leave it less, and the message says what would do", () => {
    assert.deepEqual(memoryFaults(319, [collector, proxy]), [
      "memoryMiB must leave the service at least 128 MiB, got 319, of which the collector takes 128, the proxy takes 64; raise memoryMiB to 320 or more",
    ]);
  });
});
