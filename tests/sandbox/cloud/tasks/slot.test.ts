import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import type { HealthCheck } from "../../../../sandbox/cloud/tasks/healthCheck";
import { type SlotSettings, TaskSlot } from "../../../../sandbox/cloud/tasks/slot";

const healthCheck: HealthCheck = {
  path: "/health",
  matcher: "200",
  interval: 10,
  timeout: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
};

/** A slot with a clock that the test moves and tasks that end when the test says. */
function createSlot(settings: Partial<SlotSettings> = {}) {
  const world = {
    now: 0,
    launches: 0,
    stops: [] as number[],
    warnings: [] as string[],
    fault: undefined as string | undefined,
    launchFault: undefined as string | undefined,
    end: (reason: string): void => {
      assert.fail(`no task that could end: ${reason}`);
    },
  };
  const sleepers = new Set<{ until: number; wake: () => void }>();
  const slot = new TaskSlot(
    {
      label: "task 1",
      healthCheck,
      gracePeriodSeconds: 30,
      stopTimeoutSeconds: 20,
      ...settings,
    },
    {
      launch: () => {
        world.launches += 1;
        if (world.launchFault !== undefined) return Promise.reject(new Error(world.launchFault));
        const exited = new Promise<string>((resolve) => {
          world.end = resolve;
        });
        const stop = (timeoutMs: number) => {
          world.stops.push(timeoutMs);
          world.end("was ended by SIGTERM");
          return Promise.resolve();
        };
        return Promise.resolve({
          port: 40_000 + world.launches,
          process: { pid: 1, exited, succeeded: Promise.resolve(false), stop },
        });
      },
      check: () => Promise.resolve(world.fault),
      sleep: (milliseconds, signal) =>
        new Promise((resolve) => {
          const sleeper = { until: world.now + milliseconds, wake: resolve };
          sleepers.add(sleeper);
          signal.onabort = () => {
            for (const { wake } of sleepers) wake();
          };
        }),
      now: () => world.now,
      changed: () => undefined,
      warn: (message) => world.warnings.push(message),
    },
  );
  const settle = async () => {
    for (let index = 0; index < 20; index += 1) await turn();
  };
  const pass = async (seconds: number) => {
    await settle();
    const end = world.now + seconds * 1000;
    for (;;) {
      const due = [...sleepers].filter(({ until }) => until <= end);
      const next = due.sort((left, right) => left.until - right.until)[0];
      if (next === undefined) break;
      world.now = next.until;
      sleepers.delete(next);
      next.wake();
      await settle();
    }
    world.now = end;
  };
  return { slot, world, pass };
}

describe("a task slot", () => {
  it("is healthy after one passed check, without waiting for the interval", async () => {
    const { slot, world, pass } = createSlot();
    world.fault = "could not connect";
    slot.start();
    await pass(0.3);
    assert.equal(slot.health, "starting");
    world.fault = undefined;
    await pass(0.2);
    assert.equal(slot.health, "healthy");
    assert.equal(slot.port, 40_001);
    await slot.stop(1000);
  });

  it("starts a crashed task again after 1, 2 and 4 seconds, and then calls it crash-looping", async () => {
    const { slot, world, pass } = createSlot();
    slot.start();
    for (const [seconds, health] of [
      [1, "unhealthy"],
      [2, "unhealthy"],
      [4, "crash-looping"],
    ] as const) {
      await pass(0.5);
      const before = world.launches;
      world.end("exited with code 1: Error: no table");
      await pass(seconds - 0.1);
      assert.equal(slot.health, health);
      assert.equal(world.launches, before);
      await pass(0.2);
      assert.equal(world.launches, before + 1);
    }
    assert.equal(slot.restarts, 3);
    assert.equal(slot.lastError, "exited with code 1: Error: no table");
    assert.match(world.warnings[2] ?? "", /task 1 exited .*; starting again in 4 s/);
    await slot.stop(1000);
  });

  it("forgets crashes of a task that then ran for a minute", async () => {
    const { slot, world, pass } = createSlot();
    slot.start();
    await pass(0.5);
    world.end("exited with code 1");
    await pass(70);
    world.end("exited with code 1");
    await pass(0.1);
    assert.match(world.warnings[1] ?? "", /again in 1 s/);
    await slot.stop(1000);
  });

  it("replaces a task that fails its declared number of checks", async () => {
    const { slot, world, pass } = createSlot();
    slot.start();
    await pass(0.5);
    world.fault = "health check /health answered 500, expected 200";
    await pass(20.5);
    assert.equal(slot.health, "healthy");
    assert.deepEqual(world.stops, []);
    await pass(10);
    assert.deepEqual(world.stops, [20_000]);
    assert.match(slot.lastError ?? "", /answered 500/);
    world.fault = undefined;
    await pass(1.5);
    assert.equal(slot.health, "healthy");
    assert.equal(slot.port, 40_002);
    await slot.stop(1000);
  });

  it("counts no failed check within the grace period", async () => {
    const { slot, world, pass } = createSlot();
    world.fault = "could not connect";
    slot.start();
    await pass(29);
    assert.deepEqual(world.stops, []);
    assert.equal(slot.lastError, "could not connect");
    await pass(32);
    assert.deepEqual(world.stops, [20_000]);
    await slot.stop(1000);
  });

  it("keeps why a task ended, while the next one does not answer yet", async () => {
    const { slot, world, pass } = createSlot();
    world.fault = "could not connect";
    slot.start();
    await pass(0.5);
    world.end("exited with code 1: Error: no table");
    await pass(5);
    assert.equal(slot.lastError, "exited with code 1: Error: no table");
    await slot.stop(1000);
  });

  it("tries again when a task cannot even be started", async () => {
    const { slot, world, pass } = createSlot();
    world.launchFault = "ResourceInitializationError: no such secret";
    slot.start();
    await pass(0.5);
    assert.equal(slot.port, undefined);
    assert.match(slot.lastError ?? "", /no such secret/);
    world.launchFault = undefined;
    await pass(1);
    assert.equal(slot.health, "healthy");
    await slot.stop(1000);
  });

  it("stops its task with the stop timeout, or less when there is no such time", async () => {
    const { slot, world, pass } = createSlot();
    slot.start();
    await pass(0.5);
    await slot.stop(15_000);
    assert.deepEqual(world.stops, [15_000]);
    assert.notEqual(slot.health, "healthy");
    await pass(100);
    assert.equal(world.launches, 1);
  });

  it("without a load balancer is healthy while it runs", async () => {
    const { slot, world, pass } = createSlot({ healthCheck: undefined });
    slot.start();
    await pass(0.1);
    assert.equal(slot.health, "healthy");
    world.end("exited with code 0");
    await pass(0.1);
    assert.equal(slot.health, "unhealthy");
    await slot.stop(1000);
  });
});
