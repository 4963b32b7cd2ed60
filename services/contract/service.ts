import type { Links, Subscription } from "./links";
import type { Release, Slo } from "./release";
import type { KnownNames } from "./resources";
import type { Runtime, Scale } from "./runtime";

/** HTTP methods that a route can name. */
export type HttpMethod = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

/** A path of the public API that a service answers. */
export interface Route {
  /** Path pattern below `/api`, such as `/catalog/*`; `*` matches any run of characters. */
  readonly path: `/${string}`;
  /** Who may call it: anybody on the internet, or customers who signed in and send their access token. */
  readonly auth: "public" | "customer";
  /**
   * Place among the load balancer's rules, 1 to 50000; the lowest number that matches wins.
   * @default computed from the path, the more specific first
   */
  readonly priority?: number;
  /**
   * Seconds that caches in front of the service may keep answers to GET, 0 to 3600. Not for
   * `customer` routes, whose answers belong to one person. @default 0
   */
  readonly cacheSeconds?: number;
  /** Requests per second, of all callers together, beyond which an API Gateway answers 429. @default 1000 */
  readonly requestsPerSecond?: number;
}

/** One microservice. `Names` are those that it may link to. */
export interface ServiceDefinition<Names extends KnownNames = KnownNames> {
  /** Lower-case letters, digits and hyphens, 2 to 20 characters, starting with a letter. Its folder has the same name. */
  readonly name: string;
  readonly runtime: Runtime;
  /** None for a service that only works on messages. */
  readonly routes: readonly Route[];
  /** @default no links: the service may touch nothing */
  readonly links?: Links<Names>;
  /** Events that the service wants, a bus at most once. @default none */
  readonly subscribes?: readonly Subscription<Names>[];
  /** @default two to ten copies at 60 % CPU */
  readonly scale?: Scale;
  /** @default rolling, rolled back on failing copies and on alarm 5xx */
  readonly release?: Release;
  /** @default 99.9 % of requests without an error, 99 % of them within a second */
  readonly slo?: Slo;
  /**
   * Database that the service's migrations change, before each release: `migrate.ts` and `migrations/` of
   * its folder. One service alone migrates a database. @default the service has no migrations
   */
  readonly migrates?: Names["migrates"];
  /** Path that answers 200 when the service can work. @default "/health" */
  readonly healthPath?: `/${string}`;
}
