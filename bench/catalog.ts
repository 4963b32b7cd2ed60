/**
 * Measures how long the catalog takes to list and to search: from its cache, by way of an empty cache, and
 * without one, over its first products and over 10,000. Needs the servers of the integration tests.
 * Usage: node --require tsx/cjs bench/catalog.ts
 */
import { join } from "node:path";
import type { Catalog } from "../services/catalog/catalog";
import { cachedCatalog, cacheNamespace } from "../services/catalog/cachedCatalog";
import { databaseCatalog } from "../services/catalog/databaseCatalog";
import type { Product } from "../services/catalog/product";
import seed from "../services/catalog/products.json";
import { seedProducts } from "../services/catalog/seed";
import { createCacheAside } from "../services/platform/cacheAside";
import { createCircuitBreaker } from "../services/platform/circuitBreaker";
import { systemClock } from "../services/platform/clock";
import { createLogger } from "../services/platform/logger";
import { readMigrations } from "../services/platform/migrations/files";
import { migrate } from "../services/platform/migrations/migrate";
import { createPostgres } from "../services/platform/postgres";
import { createValkey } from "../services/platform/valkey";
import { masterPassword, startPostgres } from "../tests/helpers/servers/postgresServer";
import { cacheUser, startValkey } from "../tests/helpers/servers/valkeyServer";

const rounds = 300;
const logger = createLogger({ service: "bench", clock: systemClock, write: () => undefined });

/** The first products over and over, each with a number in its name. */
function many(count: number): Product[] {
  return Array.from({ length: count }, (_, index) => {
    const like = seed[index % seed.length];
    if (like === undefined) throw new Error("there are no products");
    const number = Math.floor(index / seed.length);
    return { ...like, id: `${like.id}-${number}`, name: `${like.name} ${number}` };
  });
}

const page = { page: 1, size: 10 };

/** Questions that are asked in turn; each round asks for something else unless it is to be cached. */
const questions: Readonly<Record<string, (catalog: Catalog, round: number) => Promise<unknown>>> = {
  "list by name": (catalog, round) =>
    catalog.list({ page: 1 + (round % 4), size: 10, tags: [], order: "name_asc" }),
  "list a tag by price, descending": (catalog, round) =>
    catalog.list({ page: 1 + (round % 4), size: 10, tags: ["kitchen"], order: "price_desc" }),
  "search two words": (catalog) => catalog.search({ ...page, keyword: "camp kettle" }),
  "search a rare word": (catalog) => catalog.search({ ...page, keyword: "whistle" }),
};

async function percentiles(ask: (round: number) => Promise<unknown>): Promise<string> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begin = performance.now();
    await ask(round);
    took.push(performance.now() - begin);
  }
  took.sort((a, b) => a - b);
  const at = (share: number) => (took[Math.floor(share * rounds)] ?? 0).toFixed(2);
  return `${at(0.5)} / ${at(0.99)}`;
}

async function main(): Promise<void> {
  const [postgres, valkey] = [await startPostgres(), await startValkey()];
  valkey.setPassword("bench");
  const cache = createValkey({
    ...{ host: "localhost", port: valkey.port, user: cacheUser, logger },
    extraCertificates: valkey.certificates.authority,
    token: () => Promise.resolve("bench"),
  });
  const aside = (namespace: string) => {
    const breaker = createCircuitBreaker({ name: "cache", logger, clock: systemClock });
    return createCacheAside({ cache, breaker, logger, namespace, ttlMs: 60_000 });
  };
  console.log("median / 99th percentile in ms");
  for (const products of [seed, many(10_000)]) {
    const server = await postgres.createDatabase(`bench_${products.length}`);
    const client = await postgres.connect(server);
    const folder = join(__dirname, "../services/catalog/migrations");
    const users = { reader: "bench_reader", writer: "bench_writer" };
    await migrate(client, { migrations: readMigrations(folder), users });
    await seedProducts(client, products);
    await client.query("VACUUM ANALYZE");
    await client.end();
    const password = () => Promise.resolve(masterPassword);
    const database = createPostgres({ ...server, password, logger });
    const source = databaseCatalog(database);
    const warm = cachedCatalog(source, aside(`${cacheNamespace}:${products.length}`));
    for (const [name, ask] of Object.entries(questions)) {
      console.log({
        products: products.length,
        question: name,
        hit: await percentiles((round) => ask(warm, round)),
        miss: await percentiles((round) =>
          ask(cachedCatalog(source, aside(`${name}:${products.length}:${round}`)), round),
        ),
        "no cache": await percentiles((round) => ask(source, round)),
      });
    }
    await database.close();
  }
  await cache.close();
  await Promise.all([postgres.stop(), valkey.stop()]);
}

void main();
