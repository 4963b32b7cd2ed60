/** Tables, databases, caches, buckets and secrets, made from their definitions. */
import type {
  BucketDefinition,
  CacheDefinition,
  DatabaseDefinition,
  SecretDefinition,
  TableDefinition,
} from "../../services/contract";
import { Bucket } from "../data/bucket";
import { Cache } from "../data/cache";
import { Database } from "../data/database";
import { Secret } from "../data/secret";
import { Table } from "../data/table";
import { isAuroraEngine } from "../internal/resourceSettings";
import { auroraSize, cacheSize, instanceSize } from "./sizes";
import type { ResourceContext } from "./stackResource";

export function createTable(
  name: string,
  definition: TableDefinition,
  { key, region, protect, seedData }: ResourceContext,
): Table {
  return new Table(name, { definition, key, region, protect, seedData });
}

export function createDatabase(
  name: string,
  { engine, ...wishes }: DatabaseDefinition,
  context: ResourceContext,
): Database {
  const { network, key, region, accountId, prefix, logs, protect, sizes } = context;
  const shared = { network, key, region, accountId, prefix, logs, protect };
  const common = { ...shared, ...wishes, finalSnapshot: protect };
  return isAuroraEngine(engine)
    ? new Database(name, { ...common, engine, ...auroraSize(sizes.tier, sizes.aurora[name]) })
    : new Database(name, {
        ...common,
        engine,
        ...instanceSize(sizes.tier, sizes.instance[name]),
      });
}

export function createCache(
  name: string,
  definition: CacheDefinition,
  { network, key, prefix, logs, protect, sizes }: ResourceContext,
): Cache {
  const size = cacheSize(sizes.tier, sizes.cache[name]);
  return new Cache(name, {
    mode: "nodes",
    network,
    key,
    prefix,
    logs,
    protect,
    ...definition,
    ...size,
  });
}

export function createBucket(
  name: string,
  definition: BucketDefinition,
  { key, region, accessLogs, protect }: ResourceContext,
): Bucket {
  return new Bucket(name, { ...definition, encryption: { key, region }, accessLogs, protect });
}

export function createSecret(
  name: string,
  { description, value }: SecretDefinition,
  { key, region, accountId, protect }: ResourceContext,
): Secret {
  const initial = value === "generated" ? { value: { kind: value } } : {};
  return new Secret(name, { description, key, region, accountId, protect, ...initial });
}
