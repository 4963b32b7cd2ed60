/** Relational databases, and what is kept beside them. */
import { find } from "../../helpers/recordingMocks";
import type { CaughtCut } from "./caughtCut";

export const databases: readonly CaughtCut[] = [
  {
    title: "a database is not encrypted",
    type: "aws:rds/cluster:Cluster",
    name: "catalog-db-cluster",
    set: { storageEncrypted: false },
    alone: true,
    caughtBy: ["rds-storage-encrypted"],
  },
  {
    title: "a database keeps its backups for a day",
    type: "aws:rds/cluster:Cluster",
    name: "catalog-db-cluster",
    set: { backupRetentionPeriod: 1 },
    caughtBy: ["rds-backup-retention"],
  },
  {
    title: "a database's first password is in the state",
    type: "aws:rds/cluster:Cluster",
    name: "catalog-db-cluster",
    set: { manageMasterUserPassword: undefined, masterPassword: "hunter2-hunter2" },
    caughtBy: ["rds-managed-password"],
  },
  {
    title: "a database takes no sign-in of IAM",
    type: "aws:rds/cluster:Cluster",
    name: "catalog-db-cluster",
    set: { iamDatabaseAuthenticationEnabled: false },
    caughtBy: ["rds-iam-auth"],
  },
  {
    title: "a database's log stays on its disk",
    type: "aws:rds/cluster:Cluster",
    name: "catalog-db-cluster",
    set: { enabledCloudwatchLogsExports: [] },
    caughtBy: ["rds-log-exports"],
  },
  {
    title: "a database takes connections without TLS",
    type: "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    name: "catalog-db-parameters",
    set: { parameters: [{ name: "rds.force_ssl", value: "0", applyMethod: "immediate" }] },
    caughtBy: ["rds-force-tls"],
  },
  {
    title: "a database's instance has a public address",
    type: "aws:rds/clusterInstance:ClusterInstance",
    name: "catalog-db-instance-1",
    set: { publiclyAccessible: true },
    caughtBy: ["rds-not-public"],
  },
  {
    title: "a database's instance stays at its minor version",
    type: "aws:rds/clusterInstance:ClusterInstance",
    name: "catalog-db-instance-1",
    set: { autoMinorVersionUpgrade: false },
    caughtBy: ["rds-auto-minor-upgrade"],
  },
  {
    title: "nobody sees what a database's instance waits for",
    type: "aws:rds/clusterInstance:ClusterInstance",
    name: "catalog-db-instance-1",
    set: { performanceInsightsEnabled: false },
    caughtBy: ["rds-performance-insights"],
  },
  {
    title: "a database has nothing to fail over to",
    type: "aws:rds/clusterInstance:ClusterInstance",
    name: "catalog-db-instance-2",
    stack: "prod",
    caughtBy: ["rds-multi-az"],
    at: "catalog-db-cluster",
  },
  {
    title: "a database may be deleted",
    type: "aws:rds/cluster:Cluster",
    name: "catalog-db-cluster",
    set: { deletionProtection: false },
    stack: "prod",
    caughtBy: ["rds-deletion-protection"],
  },
  {
    title: "a database leaves nothing behind",
    type: "aws:rds/cluster:Cluster",
    name: "catalog-db-cluster",
    set: { skipFinalSnapshot: true },
    stack: "prod",
    caughtBy: ["rds-final-snapshot"],
  },
  {
    title: "what faces the internet speaks to a database",
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    name: "catalog-to-catalog-db-ingress",
    set: (stack) => ({
      referencedSecurityGroupId: find(
        stack,
        "aws:ec2/securityGroup:SecurityGroup",
        "api-security-group",
      ).outputs.id,
    }),
    // The stand-in does not repeat ids among outputs, as AWS's provider does, and the rule knows groups by them.
    onMocksOnly: true,
    caughtBy: ["vpc-database-reachability"],
    at: "catalog-db-cluster",
  },
  {
    title: "a parameter keeps a database's password in plain text",
    type: "aws:ssm/parameter:Parameter",
    name: "catalog-migration-run",
    set: { name: "/microservices-dev/catalog-db-password" },
    caughtBy: ["ssm-secure-string"],
  },
];
