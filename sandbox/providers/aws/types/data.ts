import type { TypeRule } from "../../fill/rules";

const DYNAMODB = "arn:{partition}:dynamodb:{region}:{account}:table/{name}";
const RDS = "arn:{partition}:rds:{region}:{account}";
const ELASTICACHE = "arn:{partition}:elasticache:{region}:{account}";

/** Buckets' settings live under the bucket's name and move with it. */
const bucketSetting: TypeRule = { id: "{bucket}", replaceOnChange: ["bucket"] };

const bucketObject: TypeRule = {
  id: "{key}",
  outputs: { arn: "arn:{partition}:s3:::{bucket}/{key}", storageClass: "STANDARD" },
  derived: { etag: "{hex32}", versionId: "{mixed32}" },
  replaceOnChange: ["bucket", "key"],
};

/** Storage and databases. */
export const dataTypes: Readonly<Record<string, TypeRule>> = {
  "aws:s3/bucket:Bucket": {
    id: "{bucket}",
    outputs: {
      arn: "arn:{partition}:s3:::{bucket}",
      bucketDomainName: "{bucket}.s3.amazonaws.com",
      bucketRegion: "{region}",
      bucketRegionalDomainName: "{bucket}.s3.{region}.amazonaws.com",
      hostedZoneId: "Z3AQBSTGFYJSTF",
      requestPayer: "BucketOwner",
      websiteDomain: "s3-website-{region}.amazonaws.com",
      websiteEndpoint: "{bucket}.s3-website-{region}.amazonaws.com",
    },
  },
  "aws:s3/bucketPolicy:BucketPolicy": bucketSetting,
  "aws:s3/bucketVersioning:BucketVersioning": bucketSetting,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": bucketSetting,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": bucketSetting,
  "aws:s3/bucketLogging:BucketLogging": bucketSetting,
  "aws:s3/bucketNotification:BucketNotification": bucketSetting,
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": bucketSetting,
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": bucketSetting,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    bucketSetting,
  "aws:s3/bucketObjectv2:BucketObjectv2": bucketObject,
  "aws:s3/bucketObject:BucketObject": bucketObject,
  "aws:dynamodb/table:Table": {
    id: "{name}",
    outputs: {
      arn: DYNAMODB,
      streamLabel: "2026-01-01T00:00:00.000",
      streamArn: (context) =>
        context.inputs.streamEnabled === true
          ? `${context.text("arn")}/stream/${context.text("streamLabel")}`
          : "",
      billingMode: "PROVISIONED",
    },
    replaceOnChange: ["hashKey", "rangeKey", "localSecondaryIndexes"],
  },
  "aws:dynamodb/tableItem:TableItem": {
    id: "{tableName}|{hashKey}|{hex16}",
    replaceOnChange: ["tableName", "hashKey", "rangeKey"],
  },
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
      masterUserSecrets: (context) => [
        {
          kmsKeyId: "",
          secretStatus: "active",
          secretArn: `arn:aws:secretsmanager:${context.text("region")}:${context.constants.account ?? ""}:secret:rds!cluster-${context.random.uuid("secret")}-${context.random.text("mixed", 6, "secret")}`,
        },
      ],
    },
    replaceOnChange: ["engine", "masterUsername", "databaseName", "kmsKeyId", "storageEncrypted"],
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
  "aws:rds/proxy:Proxy": {
    id: "{name}",
    outputs: {
      arn: `${RDS}:db-proxy:prx-{hex17}`,
      endpoint: "{name}.proxy-{lower12}.{region}.rds.amazonaws.com",
    },
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
  },
  "aws:elasticache/subnetGroup:SubnetGroup": {
    id: "{name}",
    outputs: { arn: `${ELASTICACHE}:subnetgroup:{name}` },
  },
  "aws:efs/fileSystem:FileSystem": {
    id: "fs-{hex17}",
    outputs: {
      arn: "arn:{partition}:elasticfilesystem:{region}:{account}:file-system/{id}",
      dnsName: "{id}.efs.{region}.amazonaws.com",
    },
  },
  "aws:efs/accessPoint:AccessPoint": {
    id: "fsap-{hex17}",
    outputs: { arn: "arn:{partition}:elasticfilesystem:{region}:{account}:access-point/{id}" },
  },
  "aws:opensearch/domain:Domain": {
    id: "{arn}",
    outputs: {
      arn: "arn:{partition}:es:{region}:{account}:domain/{domainName}",
      endpoint: "search-{domainName}-{lower26}.{region}.es.amazonaws.com",
    },
  },
  "aws:backup/vault:Vault": {
    id: "{name}",
    outputs: { arn: "arn:{partition}:backup:{region}:{account}:backup-vault:{name}" },
  },
  "aws:backup/plan:Plan": {
    id: "{uuid}",
    outputs: { arn: "arn:{partition}:backup:{region}:{account}:backup-plan:{id}" },
  },
};

function databasePort(engine: string): number {
  return engine.includes("postgres") ? 5432 : 3306;
}
