/** Caches. */
import type { CaughtCut } from "./caughtCut";

export const caches: readonly CaughtCut[] = [
  {
    title: "whoever reaches a cache may use it",
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    name: "catalog-cache-nodes",
    set: { userGroupIds: undefined },
    caughtBy: ["elasticache-auth"],
  },
  {
    title: "a cache takes connections without TLS",
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    name: "catalog-cache-nodes",
    set: { transitEncryptionMode: "preferred" },
    caughtBy: ["elasticache-encryption"],
  },
  {
    title: "a cache keeps no backup",
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    name: "catalog-cache-nodes",
    set: { snapshotRetentionLimit: 0 },
    caughtBy: ["elasticache-backups"],
  },
  {
    title: "a cache stays at its minor version",
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    name: "catalog-cache-nodes",
    set: { autoMinorVersionUpgrade: false },
    caughtBy: ["elasticache-auto-minor-upgrade"],
  },
  {
    title: "a cache stands in the subnets of the default network",
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    name: "catalog-cache-nodes",
    set: { subnetGroupName: "default" },
    alone: true,
    caughtBy: ["elasticache-subnet-group"],
  },
  {
    title: "a cache stays away when its node fails",
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    name: "catalog-cache-nodes",
    set: { automaticFailoverEnabled: false, multiAzEnabled: false },
    stack: "prod",
    caughtBy: ["elasticache-multi-az"],
  },
];
