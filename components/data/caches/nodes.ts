import * as elasticache from "@pulumi/aws/elasticache";
import * as pulumi from "@pulumi/pulumi";
import { createLogGroup } from "../../observability/logGroup";
import type { NodesArgs } from "./arguments";
import { cacheEngines } from "./engines";
import { replicasOf } from "./faults";
import type { CacheServer } from "./server";
import { createUsers } from "./users";

/** A replication group: a primary, and replicas that can take over; or a cluster of such shards. */
export function createNodes(
  name: string,
  args: NodesArgs,
  securityGroupId: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): CacheServer {
  const engine = args.engine ?? "valkey";
  const facts = cacheEngines[engine];
  const users = createUsers(name, { engine, prefix: args.prefix }, opts);
  const group = new elasticache.ReplicationGroup(
    `${name}-nodes`,
    {
      description: `The ${name} cache`,
      engine,
      engineVersion: args.version ?? facts.defaultVersion,
      nodeType: args.nodeType ?? facts.defaultNodeType,
      port: facts.port,
      ...layoutOf(args),
      parameterGroupName: createParameterGroup(name, args, opts),
      subnetGroupName: createSubnetGroup(name, args, opts),
      securityGroupIds: [securityGroupId],
      atRestEncryptionEnabled: true,
      kmsKeyId: args.key.arn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      userGroupIds: [users.groupId],
      autoMinorVersionUpgrade: true,
      applyImmediately: args.applyImmediately ?? false,
      snapshotRetentionLimit: args.snapshotRetentionDays ?? 7,
      ...(args.snapshotWindow !== undefined && { snapshotWindow: args.snapshotWindow }),
      ...(args.maintenanceWindow !== undefined && { maintenanceWindow: args.maintenanceWindow }),
      logDeliveryConfigurations: createLogs(name, args, opts),
    },
    { ...opts, protect: args.protect ?? false },
  );
  const isCluster = args.shards !== undefined;
  return {
    facts: { kind: "nodes", shards: nodeIds(args, group.replicationGroupId) },
    arn: group.arn,
    cacheName: group.replicationGroupId,
    host: isCluster ? group.configurationEndpointAddress : group.primaryEndpointAddress,
    readerHost: isCluster ? group.configurationEndpointAddress : group.readerEndpointAddress,
    port: facts.port,
    users,
  };
}

/**
 * The ids that ElastiCache gives to nodes, by shard: `carts-001`, or `carts-0001-001` in a cluster.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.html
 */
function nodeIds(args: NodesArgs, group: pulumi.Output<string>): pulumi.Output<string>[][] {
  const nodes = (prefix: pulumi.Input<string>) =>
    Array.from(
      { length: replicasOf(args) + 1 },
      (_, at) => pulumi.interpolate`${prefix}-${String(at + 1).padStart(3, "0")}`,
    );
  return args.shards === undefined
    ? [nodes(group)]
    : Array.from({ length: args.shards }, (_, at) =>
        nodes(pulumi.interpolate`${group}-${String(at + 1).padStart(4, "0")}`),
      );
}

/** Nodes and zones. A cluster fails over by itself, which ElastiCache wants said. */
function layoutOf(args: NodesArgs) {
  const replicas = replicasOf(args);
  const multiAz = args.availability !== "single";
  return args.shards === undefined
    ? {
        numCacheClusters: replicas + 1,
        automaticFailoverEnabled: multiAz,
        multiAzEnabled: multiAz,
      }
    : {
        numNodeGroups: args.shards,
        replicasPerNodeGroup: replicas,
        automaticFailoverEnabled: true,
        multiAzEnabled: multiAz,
      };
}

function createParameterGroup(
  name: string,
  args: NodesArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { family, defaultVersion } = cacheEngines[args.engine ?? "valkey"];
  const parameters = {
    "maxmemory-policy": args.evictionPolicy ?? "volatile-lru",
    "slowlog-log-slower-than": String(args.slowLogMicroseconds ?? 10_000),
    ...(args.shards !== undefined && { "cluster-enabled": "yes" }),
    ...args.parameters,
  };
  return new elasticache.ParameterGroup(
    `${name}-parameters`,
    {
      family: family(args.version ?? defaultVersion),
      description: `Parameters of the ${name} cache`,
      parameters: Object.entries(parameters)
        .map(([key, value]) => ({ name: key, value }))
        .sort((one, other) => (one.name < other.name ? -1 : 1)),
    },
    opts,
  ).name;
}

/** Subnets that the nodes are in, one group for each cache. */
export function createSubnetGroup(
  name: string,
  { network }: Pick<NodesArgs, "network">,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  return new elasticache.SubnetGroup(
    `${name}-subnets`,
    { description: `Isolated subnets of ${name}`, subnetIds: network.isolatedSubnetIds },
    opts,
  ).name;
}

/** The slow log and the engine's own: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Log_Delivery.html */
function createLogs(
  name: string,
  { logs, prefix }: NodesArgs,
  opts: pulumi.CustomResourceOptions,
): elasticache.ReplicationGroupArgs["logDeliveryConfigurations"] {
  return (["slow-log", "engine-log"] as const).map((logType) => ({
    logType,
    destinationType: "cloudwatch-logs",
    destination: createLogGroup(
      `${name}-${logType}`,
      logs,
      { groupName: `/aws/elasticache/${prefix}-${name}/${logType}` },
      opts,
    ).name,
    logFormat: "json",
  }));
}
