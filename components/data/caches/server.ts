import type * as pulumi from "@pulumi/pulumi";
import type { CacheFacts } from "../../observability/slo/cachePlans";
import type { CacheUsers } from "./users";

/** What the component needs of a cache, whichever kind it is. */
export interface CacheServer {
  /** How CloudWatch knows it. */
  readonly facts: CacheFacts;
  readonly arn: pulumi.Output<string>;
  /** Name that a signed token is for. */
  readonly cacheName: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  /** Where reads go; the same host where there are no replicas to ask. */
  readonly readerHost: pulumi.Output<string>;
  readonly port: number;
  /** Port that clients use besides, of their own accord. */
  readonly readerPort?: number;
  /** Undefined for Memcached, which knows no users. */
  readonly users: CacheUsers | undefined;
}
