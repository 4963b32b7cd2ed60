import * as rds from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import type { InstanceArgs } from "./arguments";
import { createOwnPassword, createRotation, type OwnPassword } from "./masterSecret";
import {
  type DatabaseParts,
  type DatabaseServer,
  insightsArguments,
  managedSecretArn,
  monitoringArguments,
  sharedArguments,
} from "./parts";
import { type DatabaseSettings, storageOf } from "./settings";

/** One database instance of RDS, with its standby where there is one. */
export function createInstance(
  name: string,
  args: InstanceArgs,
  settings: DatabaseSettings,
  parts: DatabaseParts,
  opts: pulumi.CustomResourceOptions,
): DatabaseServer {
  const own = settings.managedPassword ? undefined : createOwnPassword(name, args, settings, opts);
  const instance = new rds.Instance(
    `${name}-instance`,
    {
      ...instanceArguments(args, settings, parts),
      ...sizeArguments(args, settings),
      ...masterArguments(args, settings, own),
    },
    { ...opts, protect: settings.protect, dependsOn: [...parts.logGroups] },
  );
  const secretArn = own?.secretArn ?? managedSecretArn(instance.masterUserSecrets);
  if (settings.managedPassword) createRotation(name, secretArn, args.secretRotationDays, opts);
  return {
    arn: instance.arn,
    resourceId: instance.resourceId,
    host: instance.address,
    readerHost: instance.address,
    secretArn,
    facts: {
      kind: "instance",
      identifier: instance.identifier,
      storageGiB: storageOf(args).storageGiB,
    },
    hasReaders: false,
    proxyTarget: { dbInstanceIdentifier: instance.identifier },
    instances: [instance],
  };
}

function instanceArguments(args: InstanceArgs, settings: DatabaseSettings, parts: DatabaseParts) {
  const { facts, databaseName } = settings;
  const { backupWindow, maintenanceWindow } = args;
  return {
    ...sharedArguments(args, settings, parts),
    ...insightsArguments(args, settings),
    ...monitoringArguments(settings, parts),
    identifier: settings.identifier,
    parameterGroupName: parts.parameterGroupName,
    ...(parts.optionGroupName && { optionGroupName: parts.optionGroupName }),
    ...(databaseName !== undefined && { dbName: databaseName }),
    port: facts.tls.by === "port" ? facts.tls.plainPort : facts.port,
    multiAz: settings.availability === "multiAz",
    publiclyAccessible: false,
    autoMinorVersionUpgrade: true,
    ...(settings.insights !== "none" && { databaseInsightsMode: settings.insights }),
    ...(backupWindow !== undefined && { backupWindow }),
    ...(maintenanceWindow !== undefined && { maintenanceWindow }),
    ...("updates" in args && { blueGreenUpdate: { enabled: args.updates === "blueGreen" } }),
  };
}

function sizeArguments(args: InstanceArgs, { facts }: DatabaseSettings) {
  const { storageGiB, maxStorageGiB } = storageOf(args);
  const licence = "licence" in args && args.licence === "bringYourOwn";
  const licenceModel = licence ? "bring-your-own-license" : facts.licenceModel;
  return {
    instanceClass: args.instanceClass ?? facts.defaultInstanceClass,
    storageType: "gp3",
    allocatedStorage: storageGiB,
    maxAllocatedStorage: maxStorageGiB,
    ...(args.iops !== undefined && { iops: args.iops }),
    ...(args.throughputMiBps !== undefined && { storageThroughput: args.throughputMiBps }),
    ...(licenceModel !== undefined && { licenseModel: licenceModel }),
  };
}

function masterArguments(
  args: InstanceArgs,
  { masterUsername }: DatabaseSettings,
  own: OwnPassword | undefined,
) {
  return {
    username: masterUsername,
    ...(own === undefined
      ? { manageMasterUserPassword: true, masterUserSecretKmsKeyId: args.key.arn }
      : { passwordWo: own.value, passwordWoVersion: own.version }),
  };
}
