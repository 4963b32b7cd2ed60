import type * as elasticache from "@pulumi/aws/elasticache";
import {
  elasticacheAuth,
  elasticacheAutoMinorUpgrade,
  elasticacheBackups,
  elasticacheEncryption,
  elasticacheMultiAz,
  elasticacheSubnetGroup,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const group = resource<elasticache.ReplicationGroupArgs>(
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "sessions",
  {
    description: "Sessions",
    engine: "valkey",
    atRestEncryptionEnabled: true,
    transitEncryptionEnabled: true,
    transitEncryptionMode: "required",
    userGroupIds: [UNKNOWN],
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    numCacheClusters: 2,
    snapshotRetentionLimit: 7,
    subnetGroupName: UNKNOWN,
  },
);
const memcached = resource<elasticache.ClusterArgs>("aws:elasticache/cluster:Cluster", "pages", {
  engine: "memcached",
  subnetGroupName: "pages",
});
const serverless = resource<elasticache.ServerlessCacheArgs>(
  "aws:elasticache/serverlessCache:ServerlessCache",
  "carts",
  { engine: "valkey", snapshotRetentionLimit: 1 },
);

describeRule(elasticacheEncryption, {
  valid: [group],
  passes: {
    "TLS without a mode, which is required": { set: { transitEncryptionMode: undefined } },
  },
  fails: {
    "plain data": {
      set: { atRestEncryptionEnabled: undefined },
      says: "atRestEncryptionEnabled is not set",
    },
    "no TLS": {
      set: { transitEncryptionEnabled: false },
      says: "transitEncryptionEnabled is false",
    },
    "TLS for those who like": {
      set: { transitEncryptionMode: "preferred" },
      says: 'transitEncryptionMode is "preferred"',
    },
  },
  silent: {
    "encryption at rest": unknown("atRestEncryptionEnabled"),
    TLS: unknown("transitEncryptionEnabled"),
    "the mode": unknown("transitEncryptionMode"),
  },
});

describeRule(elasticacheAuth, {
  valid: [group],
  passes: {
    "a token": { set: { userGroupIds: undefined, authToken: UNKNOWN } },
    "a write-only token": { set: { userGroupIds: undefined, authTokenWo: UNKNOWN } },
  },
  fails: {
    "nobody to sign in as": {
      set: { userGroupIds: undefined },
      says: "none of userGroupIds, authToken and authTokenWo is set",
    },
  },
});

describeRule(elasticacheMultiAz, {
  valid: [group],
  passes: {
    "a cluster whose shards have a replica": {
      set: { numCacheClusters: undefined, numNodeGroups: 3, replicasPerNodeGroup: 1 },
    },
    "a stack that may do without": {
      set: { numCacheClusters: 1, automaticFailoverEnabled: false, multiAzEnabled: false },
      config: { exemptStacks: ["test"] },
    },
  },
  fails: {
    "no failover": {
      set: { automaticFailoverEnabled: undefined },
      says: "automaticFailoverEnabled is not set",
    },
    "one zone": { set: { multiAzEnabled: false }, says: "multiAzEnabled is false" },
    "one node": { set: { numCacheClusters: 1 }, says: "there is no replica" },
    "shards of one node": {
      set: { numCacheClusters: undefined, numNodeGroups: 3 },
      says: "there is no replica",
    },
  },
  silent: {
    failover: unknown("automaticFailoverEnabled"),
    "the nodes": unknown("numCacheClusters"),
  },
});

describeRule(elasticacheBackups, {
  valid: [group, memcached, serverless],
  passes: {
    "a member, which is kept with its group": {
      on: "pages",
      set: { engine: "redis", replicationGroupId: "sessions" },
    },
  },
  fails: {
    "the default": {
      set: { snapshotRetentionLimit: undefined },
      says: "snapshotRetentionLimit is not set",
    },
    "none of a serverless cache": {
      on: "carts",
      at: "carts",
      set: { snapshotRetentionLimit: 0 },
      says: "snapshotRetentionLimit is 0",
    },
    "none of a Redis node": {
      on: "pages",
      at: "pages",
      set: { engine: "redis" },
      says: "snapshotRetentionLimit is not set",
    },
  },
  silent: { "the engine": unknown("engine"), "the days": unknown("snapshotRetentionLimit") },
});

describeRule(elasticacheSubnetGroup, {
  valid: [group, memcached],
  passes: {
    "a member, which is where its group is": {
      on: "pages",
      set: { subnetGroupName: undefined, replicationGroupId: "sessions" },
    },
  },
  fails: {
    "no group": { set: { subnetGroupName: undefined }, says: "subnetGroupName is not set" },
    "the default group": {
      on: "pages",
      at: "pages",
      set: { subnetGroupName: "default" },
      says: 'subnetGroupName is "default"',
    },
  },
});

describeRule(elasticacheAutoMinorUpgrade, {
  valid: [group, memcached],
  fails: {
    "upgrades switched off": {
      set: { autoMinorVersionUpgrade: false },
      says: "autoMinorVersionUpgrade is false",
    },
    "those of a single node": {
      on: "pages",
      at: "pages",
      set: { engine: "redis", autoMinorVersionUpgrade: "false" },
      says: "autoMinorVersionUpgrade is false",
    },
  },
  silent: { "the setting": unknown("autoMinorVersionUpgrade") },
});
