import type { ResourceContext, TypeRule } from "../../fill/rules";
import type { Value } from "../../wire";

const RDS = "arn:{partition}:rds:{region}:{account}";
const ELASTICACHE = "arn:{partition}:elasticache:{region}:{account}";

/** Relational databases and caches. */
export const databaseTypes: Readonly<Record<string, TypeRule>> = {
  "aws:rds/instance:Instance": {
    renameInPlace: true,
    id: "db-{upper26}",
    outputs: {
      arn: `${RDS}:db:{identifier}`,
      address: "{identifier}.{lower12}.{region}.rds.amazonaws.com",
      endpoint: "{address}:{port}",
      hostedZoneId: "Z1TTGA775OQIYO",
      resourceId: "{id}",
      port: (context) => databasePort(context.text("engine")),
      status: "available",
      masterUserSecrets: (context) => masterSecrets(context, "db"),
    },
    replaceOnChange: ["engine", "username", "dbName", "kmsKeyId", "storageEncrypted"],
  },
  "aws:rds/cluster:Cluster": {
    id: "{clusterIdentifier}",
    outputs: {
      arn: `${RDS}:cluster:{clusterIdentifier}`,
      endpoint: "{clusterIdentifier}.cluster-{lower12}.{region}.rds.amazonaws.com",
      readerEndpoint: "{clusterIdentifier}.cluster-ro-{lower12}.{region}.rds.amazonaws.com",
      clusterResourceId: "cluster-{upper26}",
      hostedZoneId: "Z1TTGA775OQIYO",
      port: (context) => databasePort(context.text("engine")),
      masterUserSecrets: (context) => masterSecrets(context, "cluster"),
    },
    replaceOnChange: [
      ...["availabilityZones", "databaseName", "dbSubnetGroupName", "engine", "engineMode"],
      ...["kmsKeyId", "masterUsername", "snapshotIdentifier", "storageEncrypted"],
    ],
  },
  "aws:rds/clusterInstance:ClusterInstance": {
    renameInPlace: true,
    id: "{identifier}",
    outputs: {
      arn: `${RDS}:db:{identifier}`,
      dbiResourceId: "db-{upper26}",
      endpoint: "{identifier}.{lower12}.{region}.rds.amazonaws.com",
      port: (context) => databasePort(context.text("engine")),
    },
    replaceOnChange: ["clusterIdentifier", "engine"],
  },
  "aws:rds/subnetGroup:SubnetGroup": { id: "{name}", outputs: { arn: `${RDS}:subgrp:{name}` } },
  "aws:rds/parameterGroup:ParameterGroup": { id: "{name}", outputs: { arn: `${RDS}:pg:{name}` } },
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": {
    id: "{name}",
    outputs: { arn: `${RDS}:cluster-pg:{name}` },
  },
  "aws:rds/globalCluster:GlobalCluster": {
    id: "{globalClusterIdentifier}",
    outputs: {
      arn: "arn:{partition}:rds::{account}:global-cluster:{globalClusterIdentifier}",
      globalClusterResourceId: "cluster-{hex17}",
    },
    replaceOnChange: ["engine", "storageEncrypted"],
  },
  "aws:rds/optionGroup:OptionGroup": {
    id: "{name}",
    outputs: { arn: `${RDS}:og:{name}` },
    replaceOnChange: ["engineName", "majorEngineVersion"],
  },
  "aws:rds/proxy:Proxy": {
    id: "{name}",
    outputs: {
      arn: `${RDS}:db-proxy:prx-{hex17}`,
      endpoint: "{name}.proxy-{lower12}.{region}.rds.amazonaws.com",
    },
    replaceOnChange: ["engineFamily", "vpcSubnetIds"],
  },
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": {
    id: "{dbProxyName}",
    outputs: { arn: `${RDS}:target-group:prx-tg-{hex17}`, name: "default" },
    replaceOnChange: ["dbProxyName"],
  },
  "aws:rds/proxyEndpoint:ProxyEndpoint": {
    id: "{dbProxyName}/{dbProxyEndpointName}",
    outputs: {
      arn: `${RDS}:db-proxy-endpoint:prx-endpoint-{hex17}`,
      endpoint: "{dbProxyEndpointName}.endpoint.proxy-{lower12}.{region}.rds.amazonaws.com",
    },
    replaceOnChange: ["dbProxyName", "dbProxyEndpointName", "targetRole", "vpcSubnetIds"],
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    id: "{replicationGroupId}",
    outputs: {
      arn: `${ELASTICACHE}:replicationgroup:{replicationGroupId}`,
      primaryEndpointAddress: "master.{replicationGroupId}.{lower6}.use1.cache.amazonaws.com",
      readerEndpointAddress: "replica.{replicationGroupId}.{lower6}.use1.cache.amazonaws.com",
      configurationEndpointAddress:
        "clustercfg.{replicationGroupId}.{lower6}.use1.cache.amazonaws.com",
      port: 6379,
    },
    replaceOnChange: ["kmsKeyId", "subnetGroupName", "atRestEncryptionEnabled"],
  },
  "aws:elasticache/cluster:Cluster": {
    id: "{clusterId}",
    outputs: {
      arn: `${ELASTICACHE}:cluster:{clusterId}`,
      clusterAddress: "{clusterId}.{lower6}.cfg.use1.cache.amazonaws.com",
      configurationEndpoint: "{clusterAddress}:{port}",
    },
    replaceOnChange: ["engine", "port", "subnetGroupName", "transitEncryptionEnabled"],
  },
  "aws:elasticache/parameterGroup:ParameterGroup": {
    id: "{name}",
    outputs: { arn: `${ELASTICACHE}:parametergroup:{name}` },
    replaceOnChange: ["family"],
  },
  "aws:elasticache/user:User": {
    id: "{userId}",
    outputs: { arn: `${ELASTICACHE}:user:{userId}` },
    replaceOnChange: ["engine", "userId", "userName"],
  },
  "aws:elasticache/userGroup:UserGroup": {
    id: "{userGroupId}",
    outputs: { arn: `${ELASTICACHE}:usergroup:{userGroupId}` },
    replaceOnChange: ["userGroupId"],
  },
  "aws:elasticache/serverlessCache:ServerlessCache": {
    id: "{name}",
    outputs: {
      arn: `${ELASTICACHE}:serverlesscache:{name}`,
      status: "available",
      endpoints: (context) => [
        {
          address: `${context.text("name")}-${context.random.text("lower", 6, "host")}.serverless.use1.cache.amazonaws.com`,
          port: 6379,
        },
      ],
      readerEndpoints: (context) => [
        {
          address: `${context.text("name")}-${context.random.text("lower", 6, "host")}.serverless.use1.cache.amazonaws.com`,
          port: 6380,
        },
      ],
    },
    replaceOnChange: ["kmsKeyId", "majorEngineVersion", "subnetIds"],
  },
  "aws:elasticache/subnetGroup:SubnetGroup": {
    id: "{name}",
    outputs: { arn: `${ELASTICACHE}:subnetgroup:{name}` },
  },
};

const PORTS = { postgres: 5432, oracle: 1521, sqlserver: 1433 } as const;

function databasePort(engine: string): number {
  const known = Object.entries(PORTS).find(([word]) => engine.includes(word));
  return known?.[1] ?? 3306;
}

/** The secret that RDS makes when it manages the master password, and no other time. */
function masterSecrets(context: ResourceContext, kind: "cluster" | "db"): Value {
  if (context.inputs.manageMasterUserPassword !== true) return [];
  const { partition = "", region = "", account = "" } = context.constants;
  const name = `rds!${kind}-${context.random.uuid("secret")}-${context.random.text("mixed", 6, "secret")}`;
  return [
    {
      kmsKeyId: context.text("masterUserSecretKmsKeyId"),
      secretStatus: "active",
      secretArn: `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}`,
    },
  ];
}
