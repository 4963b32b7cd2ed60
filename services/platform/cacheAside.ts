import * as z from "zod";
import type { CircuitBreaker } from "./circuitBreaker";
import { errorFields, type Logger } from "./logger";
import type { KeyValueCache } from "./valkey";

export interface CacheAsideOptions {
  readonly cache: KeyValueCache;
  readonly breaker: CircuitBreaker;
  readonly logger: Logger;
  /** Begins every key. It names the form of the values, so that a new form takes another one. */
  readonly namespace: string;
  /** Longest that a value may lag behind its source. */
  readonly ttlMs: number;
  /** Share, 0 to 1, by which values may live shorter, so that they do not all end at once. @default 0.2 */
  readonly jitter?: number;
  /** Random numbers from 0 to 1. @default Math.random */
  readonly random?: () => number;
}

/** Reads by way of a cache. */
export interface CacheAside {
  /**
   * The value under `key`, from the cache or else from `load`, whose result is kept, `undefined` too.
   * Fails only when `load` does: a cache that is slow, down or holds something else is passed by.
   */
  read<Value>(key: string, schema: z.ZodType<Value>, load: () => Promise<Value>): Promise<Value>;
}

/** JSON knows no `undefined`, and a value that is not there is worth remembering too. */
const entrySchema = z.object({ value: z.unknown().optional() });

/**
 * Cache-aside: https://docs.aws.amazon.com/whitepapers/latest/database-caching-strategies-using-redis/caching-patterns.html
 *
 * Callers that ask for the same key at the same time share one read, so that a value that ends costs its
 * source one query for each copy of the service, not one for each caller.
 */
export function createCacheAside(options: CacheAsideOptions): CacheAside {
  const { cache, breaker, namespace, ttlMs, jitter = 0.2, random = Math.random } = options;
  const underWay = new Map<string, Promise<unknown>>();

  const readOnce = async <Value>(
    key: string,
    schema: z.ZodType<Value>,
    load: () => Promise<Value>,
  ): Promise<Value> => {
    const kept = await breaker.run(() => cache.get(key), undefined);
    const found = kept === undefined ? undefined : parseEntry(kept, schema, key, options.logger);
    if (found !== undefined) return found.value;
    const value = await load();
    const text = JSON.stringify({ value });
    await breaker.run(() => cache.set(key, text, ttlMs * (1 - jitter * random())), undefined);
    return value;
  };

  return {
    read<Value>(key: string, schema: z.ZodType<Value>, load: () => Promise<Value>) {
      const fullKey = `${namespace}:${key}`;
      const running = underWay.get(fullKey) as Promise<Value> | undefined;
      if (running !== undefined) return running;
      const reading = readOnce(fullKey, schema, load).finally(() => underWay.delete(fullKey));
      underWay.set(fullKey, reading);
      return reading;
    },
  };
}

/** What a kept text holds; undefined when it is not what this version of the service keeps. */
function parseEntry<Value>(
  text: string,
  schema: z.ZodType<Value>,
  key: string,
  logger: Logger,
): { readonly value: Value } | undefined {
  try {
    const entry = entrySchema.parse(JSON.parse(text));
    return { value: schema.parse(entry.value) };
  } catch (error) {
    const { error: name, reason } = errorFields(error);
    logger.warn("malformed cache entry passed by", { key, error: name, reason });
    return undefined;
  }
}
