import assert from "node:assert/strict";
import * as z from "zod";
import { createCacheAside } from "../../../services/platform/cacheAside";
import { createCircuitBreaker } from "../../../services/platform/circuitBreaker";
import type { KeyValueCache } from "../../../services/platform/valkey";
import { recordingLogger } from "../../helpers/services/logs";

function tested(fault?: Error) {
  const { logger } = recordingLogger();
  const kept = new Map<string, { readonly value: string; readonly ttlMs: number }>();
  const settle = <Value>(value: Value) => (fault ? Promise.reject(fault) : Promise.resolve(value));
  const cache: KeyValueCache = {
    get: (key) => settle(kept.get(key)?.value),
    set: (key, value, ttlMs) => settle(void kept.set(key, { value, ttlMs })),
    close: () => Promise.resolve(),
  };
  const breaker = createCircuitBreaker({ name: "cache", logger, clock: () => 0 });
  const aside = createCacheAside({
    ...{ cache, breaker, logger, namespace: "shop:1", ttlMs: 1_000 },
    random: () => 0.5,
  });
  return { aside, kept };
}

describe("reading by way of a cache", () => {
  it("loads once, and keeps the value under its namespace for a little less than the time", async () => {
    const { aside, kept } = tested();
    let loads = 0;
    const load = () => Promise.resolve((loads += 1));
    assert.equal(await aside.read("key", z.number(), load), 1);
    assert.equal(await aside.read("key", z.number(), load), 1);
    assert.deepEqual([...kept], [["shop:1:key", { value: '{"value":1}', ttlMs: 900 }]]);
  });

  it("shares one load between those who ask at the same time, its failure too", async () => {
    const { aside } = tested();
    let loads = 0;
    const fail = () => {
      loads += 1;
      return Promise.reject(new Error("no database"));
    };
    const results = await Promise.allSettled(
      [1, 2, 3].map(() => aside.read("key", z.number(), fail)),
    );
    assert.deepEqual(new Set(results.map(({ status }) => status)), new Set(["rejected"]));
    assert.equal(loads, 1);
    assert.equal(await aside.read("key", z.number(), () => Promise.resolve(2)), 2, "not kept");
  });

  it("keeps that there is nothing", async () => {
    const { aside, kept } = tested();
    const schema = z.string().optional();
    assert.equal(await aside.read("key", schema, () => Promise.resolve(undefined)), undefined);
    const unasked = () => Promise.reject(new Error("asked again"));
    assert.equal(await aside.read("key", schema, unasked), undefined);
    assert.equal(kept.size, 1);
  });

  it("passes by a cache that fails", async () => {
    const { aside } = tested(new Error("down"));
    for (let i = 1; i < 9; i++) {
      assert.equal(await aside.read("key", z.number(), () => Promise.resolve(i)), i);
    }
  });
});
