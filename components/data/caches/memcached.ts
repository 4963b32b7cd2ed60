import * as elasticache from "@pulumi/aws/elasticache";
import type * as pulumi from "@pulumi/pulumi";
import type { MemcachedArgs } from "./arguments";
import { cacheEngines } from "./engines";
import { createSubnetGroup } from "./nodes";
import type { CacheServer } from "./server";

/** Memcached nodes, spread over the zones; clients find them by one address. */
export function createMemcached(
  name: string,
  args: MemcachedArgs,
  securityGroupId: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): CacheServer {
  const { port, defaultNodeType, defaultVersion, family } = cacheEngines.memcached;
  const version = args.version ?? defaultVersion;
  const nodes = args.nodes ?? 2;
  const parameters = new elasticache.ParameterGroup(
    `${name}-parameters`,
    { family: family(version), description: `Parameters of the ${name} cache` },
    opts,
  );
  const cluster = new elasticache.Cluster(
    `${name}-nodes`,
    {
      engine: "memcached",
      engineVersion: version,
      nodeType: args.nodeType ?? defaultNodeType,
      numCacheNodes: nodes,
      // ElastiCache refuses to spread one node.
      azMode: nodes > 1 ? "cross-az" : "single-az",
      port,
      parameterGroupName: parameters.name,
      subnetGroupName: createSubnetGroup(name, args, opts),
      securityGroupIds: [securityGroupId],
      transitEncryptionEnabled: true,
      ...(args.maintenanceWindow !== undefined && { maintenanceWindow: args.maintenanceWindow }),
    },
    { ...opts, protect: args.protect ?? false },
  );
  return {
    facts: { kind: "memcached", clusterId: cluster.clusterId },
    arn: cluster.arn,
    cacheName: cluster.clusterId,
    host: cluster.clusterAddress,
    readerHost: cluster.clusterAddress,
    port,
    users: undefined,
  };
}
