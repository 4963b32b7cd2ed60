import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as rds from "@pulumi/aws/rds";
import * as pulumi from "@pulumi/pulumi";
import type { AuroraArgs } from "./arguments";
import { createOwnPassword, createRotation, type OwnPassword } from "./masterSecret";
import {
  type DatabaseParts,
  type DatabaseServer,
  insightsArguments,
  managedSecretArn,
  monitoringArguments,
  sharedArguments,
} from "./parts";
import { capacityOf, type ClusterCapacity, type DatabaseSettings } from "./settings";

/** An Aurora cluster: a writer, and readers that can take over. */
export function createCluster(
  name: string,
  args: AuroraArgs,
  settings: DatabaseSettings,
  parts: DatabaseParts,
  opts: pulumi.CustomResourceOptions,
): DatabaseServer {
  const capacity = capacityOf(args);
  const isSecondary = args.global?.role === "secondary";
  const own =
    settings.managedPassword || isSecondary
      ? undefined
      : createOwnPassword(name, args, settings, opts);
  const cluster = new rds.Cluster(
    `${name}-cluster`,
    {
      ...clusterArguments(args, settings, parts, capacity),
      ...(isSecondary ? {} : masterArguments(args, settings, own)),
      ...globalArguments(name, args, settings, opts),
    },
    { ...opts, protect: settings.protect, dependsOn: [...parts.logGroups] },
  );
  const instances = createMembers(name, cluster, args, settings, parts, capacity, opts);
  if (capacity.scaling) scaleReaders(name, cluster, capacity, instances, opts);
  const managedArn = settings.managedPassword
    ? managedSecretArn(cluster.masterUserSecrets)
    : undefined;
  if (managedArn) createRotation(name, managedArn, args.secretRotationDays, opts);
  return {
    arn: cluster.arn,
    resourceId: cluster.clusterResourceId,
    host: cluster.endpoint,
    readerHost: cluster.readerEndpoint,
    secretArn: own?.secretArn ?? managedArn,
    facts: {
      kind: "cluster",
      identifier: cluster.clusterIdentifier,
      serverless: capacity.serverless !== undefined,
    },
    hasReaders: capacity.readers > 0,
    proxyTarget: { dbClusterIdentifier: cluster.clusterIdentifier },
    instances,
  };
}

function clusterArguments(
  args: AuroraArgs,
  settings: DatabaseSettings,
  parts: DatabaseParts,
  { serverless }: ClusterCapacity,
) {
  const { backupWindow, maintenanceWindow } = args;
  return {
    ...sharedArguments(args, settings, parts),
    ...insightsArguments(args, settings),
    clusterIdentifier: settings.identifier,
    dbClusterParameterGroupName: parts.parameterGroupName,
    port: settings.facts.port,
    storageType: args.storage === "ioOptimized" ? "aurora-iopt1" : "",
    ...(settings.insights !== "none" && { databaseInsightsMode: settings.insights }),
    ...(serverless && { serverlessv2ScalingConfiguration: scalingOf(serverless) }),
    ...(backupWindow !== undefined && { preferredBackupWindow: backupWindow }),
    ...(maintenanceWindow !== undefined && { preferredMaintenanceWindow: maintenanceWindow }),
  };
}

function scalingOf({
  minUnits,
  maxUnits,
  pauseAfterSeconds,
}: NonNullable<ClusterCapacity["serverless"]>) {
  return {
    minCapacity: minUnits,
    maxCapacity: maxUnits,
    ...(pauseAfterSeconds !== undefined && { secondsUntilAutoPause: pauseAfterSeconds }),
  };
}

function masterArguments(
  args: AuroraArgs,
  { databaseName, masterUsername }: DatabaseSettings,
  own: OwnPassword | undefined,
) {
  return {
    ...(databaseName !== undefined && { databaseName }),
    masterUsername,
    ...(own === undefined
      ? { manageMasterUserPassword: true, masterUserSecretKmsKeyId: args.key.arn }
      : { masterPasswordWo: own.value, masterPasswordWoVersion: own.version }),
  };
}

/** The global database that a primary creates, or that a secondary follows. */
function globalArguments(
  name: string,
  args: AuroraArgs,
  settings: DatabaseSettings,
  opts: pulumi.CustomResourceOptions,
): { globalClusterIdentifier?: pulumi.Input<string> } {
  if (args.global === undefined) return {};
  if (args.global.role === "secondary") {
    return { globalClusterIdentifier: args.global.globalIdentifier };
  }
  const cluster = new rds.GlobalCluster(
    `${name}-global`,
    {
      globalClusterIdentifier: `${settings.identifier}-global`,
      engine: args.engine,
      engineVersion: settings.version,
      ...(settings.databaseName !== undefined && { databaseName: settings.databaseName }),
      storageEncrypted: true,
      deletionProtection: settings.protect,
    },
    { ...opts, protect: settings.protect },
  );
  return { globalClusterIdentifier: cluster.id };
}

/** The writer and the readers. All may take over; serverless readers of these tiers are as large as the writer. */
function createMembers(
  name: string,
  cluster: rds.Cluster,
  args: AuroraArgs,
  settings: DatabaseSettings,
  parts: DatabaseParts,
  { instanceClass, readers }: ClusterCapacity,
  opts: pulumi.CustomResourceOptions,
): rds.ClusterInstance[] {
  return Array.from({ length: readers + 1 }, (_, at) => {
    return new rds.ClusterInstance(
      `${name}-instance-${at + 1}`,
      {
        clusterIdentifier: cluster.id,
        identifier: `${settings.identifier}-${at + 1}`,
        engine: args.engine,
        instanceClass,
        dbSubnetGroupName: parts.subnetGroupName,
        publiclyAccessible: false,
        autoMinorVersionUpgrade: true,
        copyTagsToSnapshot: true,
        promotionTier: at === 0 ? 0 : 1,
        applyImmediately: args.applyImmediately ?? false,
        ...insightsArguments(args, settings),
        ...monitoringArguments(settings, parts),
      },
      opts,
    );
  });
}

/** Readers that come with load: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html */
function scaleReaders(
  name: string,
  cluster: rds.Cluster,
  { readers, scaling }: ClusterCapacity,
  instances: readonly pulumi.Resource[],
  opts: pulumi.CustomResourceOptions,
): void {
  if (scaling === undefined) return;
  const target = new appautoscaling.Target(
    `${name}-readers`,
    {
      serviceNamespace: "rds",
      resourceId: pulumi.interpolate`cluster:${cluster.clusterIdentifier}`,
      scalableDimension: "rds:cluster:ReadReplicaCount",
      minCapacity: readers,
      maxCapacity: scaling.maxReaders,
    },
    { ...opts, dependsOn: [...instances] },
  );
  new appautoscaling.Policy(
    `${name}-readers-tracking`,
    {
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      resourceId: target.resourceId,
      scalableDimension: target.scalableDimension,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "RDSReaderAverageCPUUtilization" },
        targetValue: scaling.cpuPercent,
      },
    },
    opts,
  );
}
