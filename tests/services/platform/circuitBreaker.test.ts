import assert from "node:assert/strict";
import { createCircuitBreaker } from "../../../services/platform/circuitBreaker";
import { recordingLogger } from "../../helpers/services/logs";

function tested() {
  const { logger, lines } = recordingLogger();
  const world = { nowMs: 0, calls: 0, fails: true };
  const breaker = createCircuitBreaker({
    ...{ name: "cache", logger, clock: () => world.nowMs },
    failures: 3,
    openMs: 1_000,
  });
  const call = () =>
    breaker.run(() => {
      world.calls += 1;
      return world.fails ? Promise.reject(new Error("down")) : Promise.resolve("up");
    }, "otherwise");
  return { world, call, messages: () => lines.map(({ message }) => message), lines };
}

describe("a circuit breaker", () => {
  it("gives what the call gives, or the other value when it fails", async () => {
    const { world, call } = tested();
    assert.equal(await call(), "otherwise");
    world.fails = false;
    assert.equal(await call(), "up");
  });

  it("opens after failures in a row, is logged once, and then calls no more", async () => {
    const { world, call, lines } = tested();
    for (let i = 0; i < 6; i++) assert.equal(await call(), "otherwise");
    assert.equal(world.calls, 3);
    assert.equal(lines.length, 1);
    assert.deepEqual(
      [lines[0]?.message, lines[0]?.breaker, lines[0]?.reason],
      ["circuit breaker opened", "cache", "down"],
    );
  });

  it("stays closed when a success is between failures", async () => {
    const { world, call, messages } = tested();
    for (const fails of [true, true, false, true, true]) {
      world.fails = fails;
      await call();
    }
    assert.deepEqual(messages(), []);
  });

  it("lets one call through after a while, and stays open when that fails", async () => {
    const { world, call, messages } = tested();
    for (let i = 0; i < 3; i++) await call();
    world.nowMs = 1_000;
    await Promise.all([call(), call(), call()]);
    assert.equal(world.calls, 4);
    assert.deepEqual(messages(), ["circuit breaker opened"]);
  });

  it("closes when that call succeeds, and is logged", async () => {
    const { world, call, messages } = tested();
    for (let i = 0; i < 3; i++) await call();
    world.nowMs = 1_000;
    world.fails = false;
    assert.equal(await call(), "up");
    assert.equal(await call(), "up");
    assert.deepEqual(messages(), ["circuit breaker opened", "circuit breaker closed"]);
  });
});
