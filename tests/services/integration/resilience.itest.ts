import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { type CacheAside, createCacheAside } from "../../../services/platform/cacheAside";
import { createCircuitBreaker } from "../../../services/platform/circuitBreaker";
import { systemClock } from "../../../services/platform/clock";
import type { Logger } from "../../../services/platform/logger";
import {
  createPostgres,
  DatabaseUnavailableError,
  type Postgres,
} from "../../../services/platform/postgres";
import { createValkey, type KeyValueCache } from "../../../services/platform/valkey";
import {
  masterPassword,
  type RunningPostgres,
  startPostgres,
} from "../../helpers/servers/postgresServer";
import { cacheUser, type RunningValkey, startValkey } from "../../helpers/servers/valkeyServer";
import { type LogLine, recordingLogger } from "../../helpers/services/logs";

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!(await condition())) {
    if (performance.now() > deadline) assert.fail("it did not come to pass within 15 s");
    await sleep(20);
  }
}

describe("a cache in front of a slow source", function () {
  this.timeout(60_000);
  let valkey: RunningValkey;
  let cache: KeyValueCache;
  let aside: CacheAside;
  let lines: LogLine[];
  let logger: Logger;
  let password: string;
  let tokens: number;
  let loads: number;

  before(async () => {
    valkey = await startValkey();
  });

  after(async () => {
    await valkey.stop();
  });

  beforeEach(async () => {
    valkey.open();
    valkey.delayMs = 0;
    password = "first";
    valkey.setPassword(password);
    valkey.command("FLUSHALL");
    tokens = 0;
    loads = 0;
    ({ logger, lines } = recordingLogger());
    cache = open({});
    aside = asideOf(cache);
    await until(() =>
      cache.get("ready").then(
        () => true,
        () => false,
      ),
    );
  });

  afterEach(() => cache.close());

  function open(options: { signInAgainMs?: number }): KeyValueCache {
    return createValkey({
      host: "localhost",
      port: valkey.port,
      user: cacheUser,
      extraCertificates: valkey.certificates.authority,
      token: () => {
        tokens += 1;
        return Promise.resolve(password);
      },
      logger,
      ...options,
    });
  }

  function asideOf(store: KeyValueCache): CacheAside {
    const breaker = createCircuitBreaker({
      ...{ name: "cache", logger, clock: systemClock },
      openMs: 300,
    });
    return createCacheAside({ cache: store, breaker, logger, namespace: "test:1", ttlMs: 5_000 });
  }

  async function load(): Promise<string> {
    loads += 1;
    await sleep(5);
    return `value ${loads}`;
  }

  const read = (key = "key") => aside.read(key, z.string(), load);
  const messages = () => lines.map(({ message }) => message);

  it("keeps what was read, for five seconds or up to a fifth less", async () => {
    assert.equal(await read(), "value 1");
    assert.equal(await read(), "value 1");
    assert.equal(valkey.command("GET", "test:1:key").split("\r\n")[1], '{"value":"value 1"}');
    const ttl = Number(valkey.command("PTTL", "test:1:key").slice(1));
    assert.ok(ttl > 3_700 && ttl <= 5_000, `lives ${ttl} ms`);
  });

  it("keeps that there is nothing", async () => {
    const nothing = () => {
      loads += 1;
      return Promise.resolve(undefined);
    };
    assert.equal(await aside.read("none", z.string().optional(), nothing), undefined);
    assert.equal(await aside.read("none", z.string().optional(), nothing), undefined);
    assert.equal(loads, 1);
  });

  it("asks the source once for a hundred callers at the same time", async () => {
    const values = await Promise.all(Array.from({ length: 100 }, () => read()));
    assert.deepEqual([new Set(values).size, loads], [1, 1]);
  });

  it("answers from the source when the cache goes down in the middle, and comes back by itself", async () => {
    await read();
    valkey.shut();
    for (let i = 1; i <= 8; i++) assert.match(await read(`key ${i}`), /^value/);
    assert.ok(messages().includes("circuit breaker opened"), messages().join());
    valkey.open();
    await until(async () => {
      await read("probe");
      return messages().includes("circuit breaker closed");
    });
    const before = loads;
    await read("kept");
    await read("kept");
    assert.equal(loads, before + 1);
  });

  it("answers in time when the cache is slow, and spares callers the wait once the breaker is open", async () => {
    valkey.delayMs = 5_000;
    const begin = performance.now();
    assert.match(await read("slow"), /^value/);
    const first = performance.now() - begin;
    assert.ok(first >= 150 && first < 1_000, `took ${first} ms`);
    await until(async () => {
      await read(`slow ${loads}`);
      return messages().includes("circuit breaker opened");
    });
    const open = performance.now();
    await read("spared");
    assert.ok(performance.now() - open < 60, "no time-out is waited for");
  });

  it("signs in with a new token on each connection, when the one before is no longer good", async () => {
    const before = tokens;
    password = "second";
    valkey.setPassword(password);
    valkey.shut();
    valkey.open();
    await until(() =>
      cache.get("key").then(
        () => true,
        () => false,
      ),
    );
    assert.ok(tokens > before);
  });

  it("signs in again on the same connection before it would be ended", async () => {
    const other = open({ signInAgainMs: 100 });
    await until(() =>
      other.get("key").then(
        () => true,
        () => false,
      ),
    );
    const { connections } = valkey;
    const before = tokens;
    await sleep(500);
    assert.ok(tokens >= before + 3, `${tokens - before} tokens`);
    assert.equal(valkey.connections, connections, "no new connection");
    assert.equal(await other.get("key"), undefined, "still signed in");
    await other.close();
  });

  it("passes by a text that is not what this release keeps", async () => {
    valkey.command("SET", "test:1:key", '{"value":7}');
    assert.equal(await read(), "value 1");
    assert.ok(messages().includes("malformed cache entry passed by"));
  });
});

describe("a pool of database connections", function () {
  this.timeout(60_000);
  let postgres: RunningPostgres;
  let database: Postgres;
  let password: string;
  let passwords: number;

  before(async () => {
    postgres = await startPostgres();
  });

  after(async () => {
    await postgres.stop();
  });

  beforeEach(() => {
    password = masterPassword;
    passwords = 0;
    database = createPostgres({
      ...postgres.server,
      password: () => {
        passwords += 1;
        return Promise.resolve(password);
      },
      logger: recordingLogger().logger,
      maxConnections: 3,
      connectTimeoutMs: 1_000,
      statementTimeoutMs: 500,
    });
  });

  afterEach(() => database.close());

  const isUnavailable = (error: unknown) => error instanceof DatabaseUnavailableError;

  it("opens no more connections than it may, each with a password of its own", async () => {
    const reads = Array.from({ length: 12 }, () => database.read("SELECT pg_sleep(0.05)", []));
    await Promise.all(reads);
    assert.equal(passwords, 3);
  });

  it("tries once more when the server has ended an idle connection", async () => {
    await database.read("SELECT 1", []);
    const other = await postgres.connect();
    await other.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = 'dbadmin'",
    );
    await other.end();
    assert.deepEqual(await database.read("SELECT 1 AS one", []), [{ one: 1 }]);
    assert.equal(passwords, 2);
  });

  it("is unavailable while the token is refused, and back with the next good one", async () => {
    password = "expired";
    await assert.rejects(database.read("SELECT 1", []), isUnavailable);
    password = masterPassword;
    assert.deepEqual(await database.read("SELECT 1 AS one", []), [{ one: 1 }]);
  });

  it("is unavailable while the server is down, and back afterwards", async () => {
    await database.read("SELECT 1", []);
    await postgres.crash();
    await assert.rejects(database.read("SELECT 1", []), isUnavailable);
    await postgres.start();
    assert.deepEqual(await database.read("SELECT 1 AS one", []), [{ one: 1 }]);
  });

  it("cuts a statement off that takes too long", async () => {
    await assert.rejects(database.read("SELECT pg_sleep(5)", []), isUnavailable);
  });

  it("leaves a wrong statement what it is", async () => {
    await assert.rejects(database.read("SELECT nothing", []), /column "nothing" does not exist/);
  });

  it("refuses a server whose certificate it does not trust", async () => {
    const stranger = createPostgres({
      ...postgres.server,
      extraCertificates: undefined,
      password: () => Promise.resolve(masterPassword),
      logger: recordingLogger().logger,
    });
    await assert.rejects(stranger.read("SELECT 1", []), isUnavailable);
    await stranger.close();
  });

  it("refuses a server under a name that its certificate does not have", async () => {
    const stranger = createPostgres({
      ...postgres.server,
      host: "127.0.0.1",
      password: () => Promise.resolve(masterPassword),
      logger: recordingLogger().logger,
    });
    await assert.rejects(stranger.read("SELECT 1", []), /does not match|IP/);
    await stranger.close();
  });
});
