import * as elasticache from "@pulumi/aws/elasticache";
import type * as pulumi from "@pulumi/pulumi";
import type { ServerlessArgs } from "./arguments";
import { cacheEngines, majorOf, serverlessReaderPort } from "./engines";
import type { CacheServer } from "./server";
import { createUsers } from "./users";

/** A serverless cache: TLS always, replicated over the zones of its subnets. */
export function createServerless(
  name: string,
  args: ServerlessArgs,
  securityGroupId: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): CacheServer {
  const engine = args.engine ?? "valkey";
  const { port, defaultVersion } = cacheEngines[engine];
  const maxStorageGB = args.maxStorageGB ?? 10;
  const users = createUsers(name, { engine, prefix: args.prefix }, opts);
  const cache = new elasticache.ServerlessCache(
    `${name}-cache`,
    {
      description: `The ${name} cache`,
      engine,
      majorEngineVersion: majorOf(args.version ?? defaultVersion),
      subnetIds: args.network.isolatedSubnetIds,
      securityGroupIds: [securityGroupId],
      kmsKeyId: args.key.arn,
      userGroupId: users.groupId,
      cacheUsageLimits: {
        dataStorage: { maximum: maxStorageGB, unit: "GB" },
        ecpuPerSeconds: [{ maximum: args.maxUnitsPerSecond ?? 10_000 }],
      },
      snapshotRetentionLimit: args.snapshotRetentionDays ?? 7,
      ...(args.snapshotTime !== undefined && { dailySnapshotTime: args.snapshotTime }),
    },
    { ...opts, protect: args.protect ?? false },
  );
  const host = cache.endpoints.apply(([endpoint]) => endpoint?.address ?? "");
  return {
    facts: { kind: "serverless", cacheName: cache.name, maxStorageGB },
    arn: cache.arn,
    cacheName: cache.name,
    host,
    readerHost: host,
    port,
    readerPort: serverlessReaderPort,
    users,
  };
}
