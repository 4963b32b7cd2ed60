import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { CacheVerb } from "../../../components/data/cache";
import { describeMistakes } from "../../helpers/mistakes";
import { valueOf } from "../../helpers/recordingMocks";
import { createCache, recordCache, type Wanted } from "./caches/cacheFixture";

async function grantOf(wanted: Wanted, verb: CacheVerb) {
  const { result } = await recordCache(wanted);
  return valueOf(pulumi.output(result.grant(verb)));
}

const toCache = { name: "sessions", securityGroupId: "sessions-security-group-id", port: 6379 };

describe("Cache grants", () => {
  it("let a writer sign in to this cache as one user, and open the firewall", async () => {
    assert.deepEqual(await grantOf({ mode: "nodes" }, "readsWrites"), {
      environment: {
        SESSIONS_HOST: "master.sessions-nodes.use1.cache.amazonaws.com",
        SESSIONS_PORT: "6379",
        SESSIONS_USER: "shop-test-sessions-writer",
        SESSIONS_CACHE_NAME: "sessions-nodes",
        SESSIONS_CACHE_MODE: "nodes",
      },
      statements: [
        {
          sid: "ReadsWritesSessionsCache",
          actions: ["elasticache:Connect"],
          resources: ["arn:mock:sessions-nodes", "arn:mock:sessions-writer"],
        },
      ],
      connections: [toCache],
    });
  });

  it("send a reader to the replicas, as another user", async () => {
    const { environment, statements } = await grantOf({ mode: "nodes" }, "reads");
    assert.equal(environment["SESSIONS_HOST"], "replica.sessions-nodes.use1.cache.amazonaws.com");
    assert.equal(environment["SESSIONS_USER"], "shop-test-sessions-reader");
    assert.deepEqual(statements[0]?.resources, [
      "arn:mock:sessions-nodes",
      "arn:mock:sessions-reader",
    ]);
  });

  for (const verb of ["reads", "readsWrites"] as const) {
    it(`send clients of a cluster to the address that knows its shards, for ${verb}`, async () => {
      const { environment } = await grantOf({ mode: "nodes", shards: 2 }, verb);
      assert.equal(
        environment["SESSIONS_HOST"],
        "clustercfg.sessions-nodes.use1.cache.amazonaws.com",
      );
    });

    it(`open both ports of a serverless cache, for ${verb}`, async () => {
      const { connections, environment } = await grantOf({ mode: "serverless" }, verb);
      assert.equal(
        environment["SESSIONS_HOST"],
        "sessions-cache.serverless.use1.cache.amazonaws.com",
      );
      assert.equal(environment["SESSIONS_CACHE_MODE"], "serverless");
      assert.deepEqual(connections, [
        toCache,
        { ...toCache, name: "sessions-readers", port: 6380 },
      ]);
    });
  }

  it("are a firewall rule alone for Memcached", async () => {
    assert.deepEqual(await grantOf({ engine: "memcached", mode: "nodes" }, "readsWrites"), {
      environment: {
        SESSIONS_HOST: "sessions-nodes.cfg.use1.cache.amazonaws.com",
        SESSIONS_PORT: "11211",
      },
      statements: [],
      connections: [{ ...toCache, port: 11211 }],
    });
  });
});

describeMistakes("Cache", "cache.md", [
  {
    argument: "replicas",
    message:
      'replicas must be at least 1 when availability is "multiAz", got 0; a replica is what takes over, so add one or use availability "single"',
    make: () => createCache({ mode: "nodes", replicas: 0 }),
  },
  {
    argument: "replicas",
    message:
      'replicas must be 0 when availability is "single", got 1; use availability "multiAz", or no replicas',
    make: () => createCache({ mode: "nodes", availability: "single", replicas: 1 }),
  },
  {
    argument: "nodeType",
    message: 'nodeType must be a node type such as cache.m7g.large, got "m7g.large"',
    make: () => createCache({ mode: "nodes", nodeType: "m7g.large" }),
  },
  {
    argument: "version",
    message: 'version of valkey must be of the form 8.2, got "8"',
    make: () => createCache({ mode: "serverless", version: "8" }),
  },
  {
    argument: "version",
    message: 'version of memcached must be of the form 1.6.22, got "1.6.6"',
    make: () => createCache({ engine: "memcached", mode: "nodes", version: "1.6.6" }),
  },
  {
    argument: "parameters",
    message:
      "parameters must not hold maxmemory-policy, which evictionPolicy, slowLogMicroseconds or shards set; remove it",
    make: () => createCache({ mode: "nodes", parameters: { "maxmemory-policy": "noeviction" } }),
  },
  {
    argument: "maxStorageGB",
    message: "maxStorageGB must be a whole number from 1 to 5000, got 0.5",
    make: () => createCache({ mode: "serverless", maxStorageGB: 0.5 }),
  },
  {
    argument: "snapshotTime",
    message: 'snapshotTime must be in UTC such as 03:00, got "3 am"',
    make: () => createCache({ mode: "serverless", snapshotTime: "3 am" }),
  },
  {
    argument: "maintenanceWindow",
    message: 'maintenanceWindow must be in UTC such as sun:04:30-sun:05:30, got "sunday"',
    make: () => createCache({ mode: "nodes", maintenanceWindow: "sunday" }),
  },
  {
    argument: "nodes",
    message: "nodes must be a whole number from 1 to 40, got 41",
    make: () => createCache({ engine: "memcached", mode: "nodes", nodes: 41 }),
  },
  {
    argument: "prefix",
    message:
      'prefix and name must be lower-case letters, digits and single hyphens, the name at most 26 of them, got "Shop_dev-sessions"; the cache\'s users are named after them',
    make: () => createCache({ mode: "nodes", prefix: "Shop_dev" }),
  },
  {
    argument: "grant",
    message:
      'grant("reads") needs users, got memcached, where whoever connects may write; grant "readsWrites", or use valkey',
    make: () => createCache({ engine: "memcached", mode: "nodes" }).grant("reads"),
  },
]);
