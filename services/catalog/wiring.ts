import * as z from "zod";
import { createCacheAside } from "../platform/cacheAside";
import { cacheTokens } from "../platform/cacheToken";
import { createCircuitBreaker } from "../platform/circuitBreaker";
import { systemClock } from "../platform/clock";
import { commonEnvironment } from "../platform/env";
import { createLogger } from "../platform/logger";
import { createPostgres, databaseTokens } from "../platform/postgres";
import {
  hostVariable,
  nameVariable,
  portVariable,
  signInEnvironment,
  userVariable,
} from "../platform/serverEnvironment";
import { noTracing, type Tracing } from "../platform/tracing";
import { createValkey } from "../platform/valkey";
import type { CatalogDeps } from "./app";
import { cachedCatalog, cacheMs, cacheNamespace } from "./cachedCatalog";
import { databaseCatalog } from "./databaseCatalog";

/** Environment variables that the catalog needs on every runtime. */
export const catalogEnvironment = commonEnvironment.extend({
  ...signInEnvironment.shape,
  CATALOG_DB_HOST: hostVariable("the catalog's database"),
  CATALOG_DB_PORT: portVariable("the catalog's database"),
  CATALOG_DB_NAME: nameVariable("the database"),
  CATALOG_DB_USER: userVariable("the database"),
  CATALOG_CACHE_HOST: hostVariable("the catalog's cache"),
  CATALOG_CACHE_PORT: portVariable("the catalog's cache"),
  CATALOG_CACHE_USER: userVariable("the cache"),
  CATALOG_CACHE_CACHE_NAME: nameVariable("the cache, which tokens are signed for"),
  CATALOG_CACHE_CACHE_MODE: z
    .enum(["nodes", "serverless"])
    .describe("how the cache runs, nodes or serverless"),
});

/** What the catalog works with when it runs for real, and how to end it. */
export interface RunningCatalog extends CatalogDeps {
  readonly close: () => Promise<void>;
}

export function catalogDeps(
  environment: z.infer<typeof catalogEnvironment>,
  tracing: Tracing = noTracing,
): RunningCatalog {
  const service = environment.SERVICE_NAME;
  const logger = createLogger({ service, clock: systemClock, more: tracing.logFields });
  const region = environment.AWS_REGION;
  const server = {
    host: environment.CATALOG_DB_HOST,
    port: environment.CATALOG_DB_PORT,
    database: environment.CATALOG_DB_NAME,
    user: environment.CATALOG_DB_USER,
    extraCertificates: environment.NODE_EXTRA_CA_CERTS,
  };
  const password = databaseTokens(server, region);
  const database = createPostgres({ ...server, password, logger, tracing });
  const user = environment.CATALOG_CACHE_USER;
  const cache = createValkey({
    host: environment.CATALOG_CACHE_HOST,
    port: environment.CATALOG_CACHE_PORT,
    user,
    extraCertificates: environment.NODE_EXTRA_CA_CERTS,
    token: cacheTokens({
      cacheName: environment.CATALOG_CACHE_CACHE_NAME,
      cacheMode: environment.CATALOG_CACHE_CACHE_MODE,
      user,
      region,
    }),
    logger,
    tracing,
  });
  const breaker = createCircuitBreaker({ name: "cache", logger, clock: systemClock });
  const aside = createCacheAside({
    cache,
    breaker,
    logger,
    namespace: cacheNamespace,
    ttlMs: cacheMs,
  });
  return {
    logger,
    tracing,
    clock: systemClock,
    catalog: cachedCatalog(databaseCatalog(database), aside),
    close: async () => {
      await Promise.all([database.close(), cache.close()]);
    },
  };
}
