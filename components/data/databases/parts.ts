/** What a cluster and an instance have in common: monitoring, backups, protection. */
import * as rds from "@pulumi/aws/rds";
import * as random from "@pulumi/random";
import * as pulumi from "@pulumi/pulumi";
import { keepMeasurements, writeMeasurements } from "../../internal/permissions/databases";
import { createServiceRole } from "../../internal/policyDocument";
import { createLogGroup } from "../../observability/logGroup";
import type { DatabaseFacts } from "../../observability/slo/databasePlans";
import type { DatabaseArgs } from "./arguments";
import { isAurora } from "./engines";
import type { DatabaseSettings } from "./settings";

/** What stands around a database before it is created. */
export interface DatabaseParts {
  readonly securityGroupId: pulumi.Output<string>;
  readonly subnetGroupName: pulumi.Output<string>;
  readonly parameterGroupName: pulumi.Output<string>;
  readonly optionGroupName: pulumi.Output<string> | undefined;
  readonly monitoringRoleArn: pulumi.Output<string> | undefined;
  /** Groups that RDS would make without retention or key if they were not there first. */
  readonly logGroups: readonly pulumi.Resource[];
  readonly finalSnapshotIdentifier: pulumi.Output<string> | undefined;
}

/** What the rest of the component needs of a database, whichever kind it is. */
export interface DatabaseServer {
  /** How CloudWatch knows it. */
  readonly facts: DatabaseFacts;
  readonly arn: pulumi.Output<string>;
  /** Id, such as `cluster-ABC` or `db-ABC`, by which IAM names the database. */
  readonly resourceId: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  /** Where reads go; the same host where there are no readers. */
  readonly readerHost: pulumi.Output<string>;
  /** Undefined for a secondary, which has no master user of its own. */
  readonly secretArn: pulumi.Output<string> | undefined;
  /** Whether it has readers. */
  readonly hasReaders: boolean;
  /** How a proxy names it. */
  readonly proxyTarget:
    | { readonly dbClusterIdentifier: pulumi.Output<string> }
    | { readonly dbInstanceIdentifier: pulumi.Output<string> };
  /** Exist once the database takes connections. */
  readonly instances: readonly pulumi.Resource[];
}

export function createSubnetGroup(
  name: string,
  args: DatabaseArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  return new rds.SubnetGroup(
    `${name}-subnets`,
    { description: `Isolated subnets of ${name}`, subnetIds: args.network.isolatedSubnetIds },
    opts,
  ).name;
}

/** Lets RDS write the measurements of this account's databases: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html */
export function createMonitoringRole(
  name: string,
  args: DatabaseArgs,
  { monitoringSeconds }: DatabaseSettings,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> | undefined {
  if (monitoringSeconds === 0) return undefined;
  const group = pulumi.interpolate`arn:aws:logs:${args.region}:${args.accountId}:log-group:RDSOSMetrics`;
  const role = createServiceRole(
    `${name}-monitoring-role`,
    {
      service: "monitoring.rds.amazonaws.com",
      description: `Writes the measurements of ${name}`,
      sourceAccountId: args.accountId,
      statements: [
        { sid: "KeepMeasurements", actions: keepMeasurements, resources: [group] },
        {
          sid: "WriteMeasurements",
          actions: writeMeasurements,
          resources: [pulumi.interpolate`${group}:log-stream:*`],
        },
      ],
    },
    opts,
  );
  return role.arn;
}

export function createLogGroups(
  name: string,
  args: DatabaseArgs,
  { identifier, logExports }: DatabaseSettings,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const kind = isAurora(args.engine) ? "cluster" : "instance";
  return logExports.map((type) =>
    createLogGroup(
      `${name}-${type}-log`,
      args.logs,
      { groupName: `/aws/rds/${kind}/${identifier}/${type}` },
      opts,
    ),
  );
}

/** A name that a database created again under the same identifier does not find taken. */
export function finalSnapshotName(
  name: string,
  { finalSnapshot, identifier }: DatabaseSettings,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> | undefined {
  if (!finalSnapshot) return undefined;
  const suffix = new random.RandomId(`${name}-final-snapshot`, { byteLength: 4 }, opts);
  return pulumi.interpolate`${identifier}-final-${suffix.hex}`;
}

/** Arguments that a cluster and an instance spell alike. */
export function sharedArguments(
  args: DatabaseArgs,
  settings: DatabaseSettings,
  parts: DatabaseParts,
) {
  return {
    engine: args.engine,
    engineVersion: settings.version,
    allowMajorVersionUpgrade: args.allowMajorUpgrade ?? false,
    applyImmediately: args.applyImmediately ?? false,
    backupRetentionPeriod: settings.backupRetentionDays,
    copyTagsToSnapshot: true,
    // Backups outlive the database by their retention.
    deleteAutomatedBackups: false,
    dbSubnetGroupName: parts.subnetGroupName,
    deletionProtection: settings.protect,
    enabledCloudwatchLogsExports: [...settings.logExports],
    iamDatabaseAuthenticationEnabled: settings.signIn === "iam",
    kmsKeyId: args.key.arn,
    storageEncrypted: true,
    vpcSecurityGroupIds: [parts.securityGroupId],
    skipFinalSnapshot: !settings.finalSnapshot,
    ...(parts.finalSnapshotIdentifier && {
      finalSnapshotIdentifier: parts.finalSnapshotIdentifier,
    }),
  };
}

/** Load that Database Insights keeps: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Database-Insights.html */
export function insightsArguments(args: DatabaseArgs, { insights }: DatabaseSettings) {
  return insights === "none"
    ? { performanceInsightsEnabled: false }
    : {
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: args.key.arn,
        performanceInsightsRetentionPeriod: insights === "advanced" ? 465 : 7,
      };
}

export function monitoringArguments(
  { monitoringSeconds }: DatabaseSettings,
  { monitoringRoleArn }: DatabaseParts,
) {
  return {
    monitoringInterval: monitoringSeconds,
    ...(monitoringRoleArn && { monitoringRoleArn }),
  };
}

/** ARN of the secret that RDS made; known once the database is there. */
export function managedSecretArn(
  secrets: pulumi.Output<{ readonly secretArn: string }[]>,
): pulumi.Output<string> {
  return secrets.apply(([secret]) => secret?.secretArn ?? "");
}
