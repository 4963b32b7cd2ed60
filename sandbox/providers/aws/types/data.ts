import type { TypeRule } from "../../fill/rules";
import { databaseTypes } from "./databases";

const DYNAMODB = "arn:{partition}:dynamodb:{region}:{account}:table/{name}";

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
    replaceOnChange: ["objectLockEnabled"],
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
  "aws:dynamodb/tableReplica:TableReplica": {
    id: (context) => {
      const [, , , mainRegion = "", , resource = ""] = context.text("globalTableArn").split(":");
      return `${resource.replace("table/", "")}:${mainRegion}`;
    },
    outputs: {
      arn: (context) =>
        context
          .text("globalTableArn")
          .replace(/^(arn:[^:]*:dynamodb):[^:]*/, `$1:${context.text("region")}`),
    },
    replaceOnChange: ["globalTableArn", "kmsKeyArn", "region"],
  },
  "aws:dynamodb/resourcePolicy:ResourcePolicy": {
    id: "{resourceArn}",
    replaceOnChange: ["resourceArn"],
  },
  "aws:dax/cluster:Cluster": {
    id: "{clusterName}",
    outputs: {
      arn: "arn:{partition}:dax:{region}:{account}:cache/{clusterName}",
      clusterAddress: "{clusterName}.{lower6}.dax-clusters.{region}.amazonaws.com",
      port: (context) => (context.text("clusterEndpointEncryptionType") === "TLS" ? 9111 : 8111),
      configurationEndpoint: "{clusterAddress}:{port}",
    },
    replaceOnChange: [
      "clusterEndpointEncryptionType",
      "iamRoleArn",
      "nodeType",
      "serverSideEncryption",
      "subnetGroupName",
    ],
  },
  "aws:dynamodb/tableItem:TableItem": {
    id: "{tableName}|{hashKey}|{hex16}",
    replaceOnChange: ["tableName", "hashKey", "rangeKey"],
  },
  ...databaseTypes,
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
