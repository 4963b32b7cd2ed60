import type * as rds from "@pulumi/aws/rds";
import {
  rdsAutoMinorUpgrade,
  rdsBackupRetention,
  rdsDeletionProtection,
  rdsFinalSnapshot,
  rdsForceTls,
  rdsIamAuth,
  rdsLogExports,
  rdsManagedPassword,
  rdsMultiAz,
  rdsNotPublic,
  rdsPerformanceInsights,
  rdsProxyTls,
  rdsStorageEncrypted,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const instance = resource<rds.InstanceArgs>("aws:rds/instance:Instance", "orders", {
  engine: "postgres",
  instanceClass: "db.m7g.large",
  username: "dbadmin",
  manageMasterUserPassword: true,
  storageEncrypted: true,
  multiAz: true,
  deletionProtection: true,
  finalSnapshotIdentifier: "orders-final",
  backupRetentionPeriod: 7,
  iamDatabaseAuthenticationEnabled: true,
  enabledCloudwatchLogsExports: ["postgresql"],
  performanceInsightsEnabled: true,
  monitoringInterval: 60,
  monitoringRoleArn: UNKNOWN,
  parameterGroupName: UNKNOWN,
});

const cluster = resource<rds.ClusterArgs>("aws:rds/cluster:Cluster", "carts", {
  engine: "aurora-postgresql",
  clusterIdentifier: "carts",
  masterUsername: "dbadmin",
  manageMasterUserPassword: true,
  storageEncrypted: true,
  deletionProtection: true,
  finalSnapshotIdentifier: "carts-final",
  backupRetentionPeriod: 7,
  iamDatabaseAuthenticationEnabled: true,
  enabledCloudwatchLogsExports: ["postgresql"],
});

function member(name: string) {
  return resource<Omit<rds.ClusterInstanceArgs, "engine"> & { readonly engine: string }>(
    "aws:rds/clusterInstance:ClusterInstance",
    name,
    {
      engine: "aurora-postgresql",
      clusterIdentifier: UNKNOWN,
      instanceClass: "db.serverless",
      performanceInsightsEnabled: true,
      monitoringInterval: 60,
      monitoringRoleArn: UNKNOWN,
    },
    { dependsOn: { clusterIdentifier: ["carts"] } },
  );
}

describeRule(rdsStorageEncrypted, {
  valid: [instance, cluster],
  passes: {
    "a replica, which is encrypted as its source is": {
      set: { storageEncrypted: undefined, replicateSourceDb: "orders" },
    },
  },
  fails: {
    "the default": { set: { storageEncrypted: undefined }, says: "storageEncrypted is not set" },
    "a plain cluster": {
      on: "carts",
      at: "carts",
      set: { storageEncrypted: false },
      says: "storageEncrypted is false",
    },
  },
  silent: { "the setting": unknown("storageEncrypted") },
});

describeRule(rdsNotPublic, {
  valid: [instance, member("carts-1")],
  fails: {
    "a public instance": {
      set: { publiclyAccessible: true },
      says: "publiclyAccessible is true",
    },
    "a public member of a cluster": {
      on: "carts-1",
      at: "carts-1",
      set: { publiclyAccessible: true },
      says: "publiclyAccessible is true",
    },
  },
  silent: { "the setting": unknown("publiclyAccessible") },
});

describeRule(rdsDeletionProtection, {
  valid: [instance, cluster],
  passes: {
    "a stack whose data may go": {
      set: { deletionProtection: false },
      config: { exemptStacks: ["test"] },
    },
  },
  fails: {
    "the default": {
      set: { deletionProtection: undefined },
      says: "deletionProtection is not set",
    },
    "another stack than the exempt one": {
      set: { deletionProtection: false },
      config: { exemptStacks: ["dev"] },
      says: "deletionProtection is false",
    },
  },
  silent: { "the setting": unknown("deletionProtection") },
});

describeRule(rdsFinalSnapshot, {
  valid: [instance, cluster],
  passes: {
    "a replica, of which RDS takes none": {
      set: { replicateSourceDb: "orders", finalSnapshotIdentifier: undefined },
    },
    "a stack whose data may go": {
      set: { skipFinalSnapshot: true },
      config: { exemptStacks: ["test"] },
    },
  },
  fails: {
    "no snapshot": { set: { skipFinalSnapshot: true }, says: "skipFinalSnapshot is true" },
    "a snapshot without a name": {
      set: { finalSnapshotIdentifier: undefined },
      says: "finalSnapshotIdentifier is not set",
    },
  },
  silent: { "the setting": unknown("skipFinalSnapshot") },
});

describeRule(rdsBackupRetention, {
  valid: [instance, cluster],
  passes: {
    "fewer days where these are enough": {
      set: { backupRetentionPeriod: 3 },
      config: { days: 3 },
    },
    "a replica": { set: { replicateSourceDb: "orders", backupRetentionPeriod: 0 } },
  },
  fails: {
    "the default, which keeps none": {
      set: { backupRetentionPeriod: undefined },
      says: "backupRetentionPeriod is not set, which is below 7 days",
    },
    "a day too few": {
      set: { backupRetentionPeriod: 6 },
      says: "backupRetentionPeriod is 6, which is below 7 days",
    },
  },
  silent: { "the days": unknown("backupRetentionPeriod") },
});

describeRule(rdsMultiAz, {
  valid: [instance, cluster, member("carts-1"), member("carts-2")],
  passes: {
    "an engine without a standby": { set: { engine: "sqlserver-ex", multiAz: false } },
    "a replica": { set: { replicateSourceDb: "orders", multiAz: false } },
    "a Multi-AZ DB cluster": {
      on: "carts",
      set: { dbClusterInstanceClass: "db.m7g.large" },
      drop: ["carts-1", "carts-2"],
    },
    "a stack that may do without": {
      set: { multiAz: false },
      config: { exemptStacks: ["test"] },
    },
  },
  fails: {
    "the default": { set: { multiAz: undefined }, says: "multiAz is not set" },
    "a cluster of one instance": {
      drop: ["carts-2"],
      at: "carts",
      says: "the cluster has 1 of the 2 instances",
    },
  },
  silent: { "the setting": unknown("multiAz", { multiAz: [] }) },
});

describeRule(rdsManagedPassword, {
  valid: [instance, cluster],
  passes: {
    "a write-only password": {
      set: { manageMasterUserPassword: undefined, passwordWo: UNKNOWN, passwordWoVersion: 1 },
    },
    "a secondary, which has no master user of its own": {
      on: "carts",
      set: { manageMasterUserPassword: undefined, masterUsername: undefined },
    },
  },
  fails: {
    "a password in the program": {
      set: { manageMasterUserPassword: undefined, password: "not to be printed" },
      says: "password is set, and so in the state",
    },
    "a password of a cluster": {
      on: "carts",
      at: "carts",
      set: { masterPassword: UNKNOWN },
      says: "masterPassword is set, and so in the state",
    },
    neither: {
      set: { manageMasterUserPassword: undefined },
      says: "manageMasterUserPassword is not set",
    },
  },
  silent: { "the setting": unknown("manageMasterUserPassword") },
});

describeRule(rdsAutoMinorUpgrade, {
  valid: [instance, member("carts-1")],
  fails: {
    "upgrades switched off": {
      set: { autoMinorVersionUpgrade: false },
      says: "autoMinorVersionUpgrade is false",
    },
  },
  silent: { "the setting": unknown("autoMinorVersionUpgrade") },
});

describeRule(rdsLogExports, {
  valid: [instance, cluster],
  passes: {
    "an engine that is not known": {
      set: { engine: "db2-se", enabledCloudwatchLogsExports: undefined },
    },
    "SQL Server Express, which has no agent": {
      set: { engine: "sqlserver-ex", enabledCloudwatchLogsExports: ["error"] },
    },
  },
  fails: {
    "no logs": {
      set: { enabledCloudwatchLogsExports: undefined },
      says: "enabledCloudwatchLogsExports lacks postgresql",
    },
    "MySQL without its audit log": {
      set: { engine: "mysql", enabledCloudwatchLogsExports: ["error", "slowquery"] },
      says: "enabledCloudwatchLogsExports lacks audit",
    },
    "Oracle with its alerts alone": {
      set: { engine: "oracle-se2", enabledCloudwatchLogsExports: ["alert"] },
      says: "enabledCloudwatchLogsExports lacks audit, listener, trace",
    },
  },
  silent: {
    "the engine": unknown("engine"),
    "the types": unknown("enabledCloudwatchLogsExports"),
    "one type": unknown("enabledCloudwatchLogsExports[0]"),
  },
});

describeRule(rdsPerformanceInsights, {
  valid: [instance, member("carts-1")],
  fails: {
    "no insights": {
      set: { performanceInsightsEnabled: undefined },
      says: "performanceInsightsEnabled is not set",
    },
    "no measurements": { set: { monitoringInterval: 0 }, says: "monitoringInterval is 0" },
    "no role": { set: { monitoringRoleArn: undefined }, says: "monitoringRoleArn is not set" },
    nothing: {
      set: { performanceInsightsEnabled: false, monitoringInterval: undefined },
      says: "performanceInsightsEnabled is false and monitoringInterval is not set",
    },
  },
  silent: {
    "the insights": unknown("performanceInsightsEnabled"),
    "the interval": unknown("monitoringInterval"),
  },
});

describeRule(rdsIamAuth, {
  valid: [instance, cluster],
  passes: {
    "an engine without it": {
      set: { engine: "oracle-se2", iamDatabaseAuthenticationEnabled: undefined },
    },
  },
  fails: {
    "the default": {
      set: { iamDatabaseAuthenticationEnabled: undefined },
      says: "iamDatabaseAuthenticationEnabled is not set",
    },
    "MariaDB without it": {
      set: { engine: "mariadb", iamDatabaseAuthenticationEnabled: false },
      says: "iamDatabaseAuthenticationEnabled is false",
    },
  },
  silent: {
    "the engine": unknown("engine"),
    "the setting": unknown("iamDatabaseAuthenticationEnabled"),
  },
});

const parameters = resource<rds.ParameterGroupArgs>(
  "aws:rds/parameterGroup:ParameterGroup",
  "postgres",
  { family: "postgres17", parameters: [{ name: "rds.force_ssl", value: "1" }] },
);
const clusterParameters = resource<rds.ClusterParameterGroupArgs>(
  "aws:rds/clusterParameterGroup:ClusterParameterGroup",
  "aurora",
  { family: "aurora-mysql8.0", parameters: [{ name: "require_secure_transport", value: "ON" }] },
);

describeRule(rdsForceTls, {
  valid: [parameters, clusterParameters],
  passes: {
    "Oracle, which has no such parameter": { set: { family: "oracle-se2-19", parameters: [] } },
    "the group of an Aurora instance": {
      set: { family: "aurora-postgresql17", parameters: undefined },
    },
    "versions that force TLS by default": { set: { parameters: undefined } },
    "MariaDB 11.8, which forces TLS by default": {
      set: { family: "mariadb11.8", parameters: [] },
    },
    "Aurora PostgreSQL 17, which forces TLS by default": {
      on: "aurora",
      set: { family: "aurora-postgresql17", parameters: undefined },
    },
    "MySQL's spelling": {
      set: {
        family: "mysql8.4",
        parameters: [{ name: "require_secure_transport", value: "1" }],
      },
    },
  },
  fails: {
    "the default of an older version": {
      set: { family: "postgres14", parameters: undefined },
      says: "parameters lack rds.force_ssl",
    },
    "the default of MySQL": {
      set: { family: "mysql8.4", parameters: undefined },
      says: "parameters lack require_secure_transport",
    },
    "the default of Aurora PostgreSQL 16": {
      on: "aurora",
      at: "aurora",
      set: { family: "aurora-postgresql16", parameters: [] },
      says: "parameters lack rds.force_ssl",
    },
    "SQL Server without it": {
      set: { family: "sqlserver-se-16.0", parameters: [] },
      says: "parameters lack rds.force_ssl",
    },
    "TLS switched off": {
      set: { "parameters[0].value": "0" },
      says: "rds.force_ssl does not force TLS",
    },
    "a cluster's group without it": {
      on: "aurora",
      at: "aurora",
      set: { parameters: [] },
      says: "parameters lack require_secure_transport",
    },
  },
  silent: {
    "the family": unknown("family"),
    "the parameters": unknown("parameters"),
    "a name": unknown("parameters[0].name"),
    "the value": unknown("parameters[0].value"),
  },
});

const proxy = resource<rds.ProxyArgs>("aws:rds/proxy:Proxy", "orders-proxy", {
  engineFamily: "POSTGRESQL",
  requireTls: true,
  roleArn: UNKNOWN,
  vpcSubnetIds: [UNKNOWN],
});

describeRule(rdsProxyTls, {
  valid: [proxy],
  fails: {
    "the default": { set: { requireTls: undefined }, says: "requireTls is not set" },
    "statements in the log": { set: { debugLogging: true }, says: "debugLogging is true" },
  },
  silent: {
    "the setting": unknown("requireTls"),
    "the log": unknown("debugLogging"),
  },
});
