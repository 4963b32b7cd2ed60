/** State that is public, unencrypted, or gone for good once it is lost. */
import * as cloudtrail from "@pulumi/aws/cloudtrail";
import * as dynamodb from "@pulumi/aws/dynamodb";
import * as ecr from "@pulumi/aws/ecr";
import * as elasticache from "@pulumi/aws/elasticache";
import * as kms from "@pulumi/aws/kms";
import * as rds from "@pulumi/aws/rds";
import * as s3 from "@pulumi/aws/s3";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as ssm from "@pulumi/aws/ssm";
import type { OpenNetwork } from "./network";

/** A policy that lets everybody do something. */
function forEverybody(action: string, resource: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: action, Resource: resource }],
  });
}

function createBuckets(): s3.Bucket {
  const bucket = "vulnerable-shop-exports";
  const exportsBucket = new s3.Bucket("exports", { bucket, forceDestroy: true });
  new s3.BucketPublicAccessBlock("exports-access", {
    bucket: exportsBucket.id,
    ...{ blockPublicAcls: false, blockPublicPolicy: false },
    ...{ ignorePublicAcls: false, restrictPublicBuckets: false },
  });
  new s3.BucketOwnershipControls("exports-ownership", {
    bucket: exportsBucket.id,
    rule: { objectOwnership: "ObjectWriter" },
  });
  new s3.BucketAcl("exports-acl", { bucket: exportsBucket.id, acl: "public-read" });
  new s3.BucketPolicy("exports-policy", {
    bucket: exportsBucket.id,
    policy: forEverybody("s3:GetObject", `arn:aws:s3:::${bucket}/*`),
  });
  // One region only, and nobody can tell whether its files were changed.
  new cloudtrail.Trail("audit", {
    s3BucketName: exportsBucket.id,
    ...{ isMultiRegionTrail: false, enableLogFileValidation: false },
  });
  return exportsBucket;
}

function createDatabases({ subnetIds, ordersGroup, reportsGroup }: OpenNetwork): void {
  const subnets = new rds.SubnetGroup("databases", { subnetIds });
  const shared = { engine: "postgres", instanceClass: "db.t4g.micro", allocatedStorage: 20 };
  new rds.Instance("orders", {
    ...{ ...shared, dbSubnetGroupName: subnets.name, vpcSecurityGroupIds: [ordersGroup.id] },
    ...{ storageEncrypted: true, multiAz: true, backupRetentionPeriod: 7, username: "orders" },
    ...{ manageMasterUserPassword: true, deletionProtection: true },
    ...{ iamDatabaseAuthenticationEnabled: true, performanceInsightsEnabled: true },
    ...{ enabledCloudwatchLogsExports: ["postgresql"], finalSnapshotIdentifier: "orders-final" },
  });
  new rds.Instance("reports", {
    ...{ ...shared, dbSubnetGroupName: subnets.name, vpcSecurityGroupIds: [reportsGroup.id] },
    ...{ publiclyAccessible: true, storageEncrypted: false, autoMinorVersionUpgrade: false },
    ...{ username: "admin", password: "correct-horse-battery" },
    ...{ backupRetentionPeriod: 0, skipFinalSnapshot: true },
  });
  new elasticache.ReplicationGroup("sessions", {
    description: "Sessions",
    ...{ engine: "valkey", nodeType: "cache.t4g.micro", numCacheClusters: 1 },
    ...{ atRestEncryptionEnabled: false, transitEncryptionEnabled: false },
  });
  new dynamodb.Table("carts", {
    ...{ hashKey: "id", attributes: [{ name: "id", type: "S" }] },
    ...{ billingMode: "PROVISIONED", readCapacity: 5, writeCapacity: 5 },
  });
}

export function createStorage(network: OpenNetwork): { readonly exportsBucket: s3.Bucket } {
  const exportsBucket = createBuckets();
  createDatabases(network);
  new kms.Key("data", {
    description: "Data",
    enableKeyRotation: false,
    policy: forEverybody("kms:*", "*"),
  });
  const payments = new secretsmanager.Secret("payments", { recoveryWindowInDays: 0 });
  new secretsmanager.SecretPolicy("payments-policy", {
    secretArn: payments.arn,
    policy: forEverybody("secretsmanager:GetSecretValue", "*"),
  });
  new ssm.Parameter("api-token", {
    type: "String",
    name: "/shop/api-token",
    value: "tk-4711-open",
  });
  const images = new ecr.Repository("images", {
    imageTagMutability: "MUTABLE",
    imageScanningConfiguration: { scanOnPush: false },
  });
  new ecr.RepositoryPolicy("images-policy", {
    repository: images.name,
    policy: forEverybody("ecr:BatchGetImage", "*"),
  });
  return { exportsBucket };
}
