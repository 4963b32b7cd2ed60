import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { createSecurityGroup } from "../internal/firewall";
import { environmentName, statementName } from "../internal/naming";
import { connectCache } from "../internal/permissions/databases";
import type { Connection, Grant, Linkable } from "../internal/policyDocument";
import { cacheSignals } from "../observability/slo/cachePlans";
import type { Watched } from "../observability/watched";
import { type CacheArgs, isMemcached } from "./caches/arguments";
import { cacheFaults } from "./caches/faults";
import { createMemcached } from "./caches/memcached";
import { createNodes } from "./caches/nodes";
import { createServerless } from "./caches/serverless";
import type { CacheServer } from "./caches/server";
import type { CacheVerb } from "./caches/users";

export type { CacheArgs, CacheVerb };

/**
 * A cache of Amazon ElastiCache in the isolated subnets: TLS only, users who sign in by IAM, and closed
 * to everybody until a link opens it. Memcached knows no users; who may connect is the firewall's.
 */
export class Cache extends pulumi.ComponentResource implements Linkable<CacheVerb> {
  /** Name that a token of IAM is signed for. */
  readonly cacheName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  /** Where reads go. */
  readonly readerHost: pulumi.Output<string>;
  /** TCP port, for TLS. */
  readonly port: number;
  readonly securityGroupId: pulumi.Output<string>;
  readonly watched: Watched;
  readonly #name: string;
  readonly #mode: CacheArgs["mode"];
  readonly #server: CacheServer;

  constructor(name: string, args: CacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:data:Cache", name, {}, opts);
    const faults = cacheFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("Cache", name, faults.join("; "));

    const child = { parent: this };
    const group = createSecurityGroup(
      `${name}-security-group`,
      { vpcId: args.network.vpcId, description: `The ${name} cache` },
      child,
    );
    const server = createServer(name, args, group.id, child);

    this.#name = name;
    this.#mode = args.mode;
    this.#server = server;
    this.cacheName = server.cacheName;
    this.arn = server.arn;
    this.host = server.host;
    this.readerHost = server.readerHost;
    this.port = server.port;
    this.securityGroupId = group.id;
    this.watched = { name, owner: this, ...cacheSignals(name, server.facts) };
    this.registerOutputs({
      cacheName: this.cacheName,
      arn: this.arn,
      host: this.host,
      readerHost: this.readerHost,
      port: this.port,
      securityGroupId: this.securityGroupId,
    });
  }

  /** @throws ArgumentError for `reads` on Memcached, where everybody may write */
  grant(verb: CacheVerb): Grant {
    const { users } = this.#server;
    if (users === undefined && verb === "reads") {
      throw new ArgumentError(
        "Cache",
        this.#name,
        'grant("reads") needs users, got memcached, where whoever connects may write; grant "readsWrites", or use valkey',
      );
    }
    const prefix = environmentName(this.#name);
    const user = users?.byVerb[verb];
    return {
      environment: {
        [`${prefix}_HOST`]: verb === "reads" ? this.readerHost : this.host,
        [`${prefix}_PORT`]: String(this.port),
        ...(user && {
          [`${prefix}_USER`]: user.name,
          [`${prefix}_CACHE_NAME`]: this.cacheName,
          [`${prefix}_CACHE_MODE`]: this.#mode,
        }),
      },
      statements: user
        ? [
            {
              sid: statementName(verb, this.#name, "cache"),
              actions: connectCache,
              resources: [this.arn, user.arn],
            },
          ]
        : [],
      connections: this.connections(),
    };
  }

  private connections(): Connection[] {
    const { readerPort } = this.#server;
    const own = { name: this.#name, securityGroupId: this.securityGroupId, port: this.port };
    return readerPort === undefined
      ? [own]
      : [own, { ...own, name: `${this.#name}-readers`, port: readerPort }];
  }
}

function createServer(
  name: string,
  args: CacheArgs,
  securityGroupId: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): CacheServer {
  if (isMemcached(args)) return createMemcached(name, args, securityGroupId, opts);
  return args.mode === "nodes"
    ? createNodes(name, args, securityGroupId, opts)
    : createServerless(name, args, securityGroupId, opts);
}
