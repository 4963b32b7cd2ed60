/** Rules against losing what cannot be made again. */
import type * as dax from "@pulumi/aws/dax";
import type * as dynamodb from "@pulumi/aws/dynamodb";
import type * as lb from "@pulumi/aws/lb";
import {
  daxEncryption,
  dynamodbDeletionProtection,
  lbDeletionProtection,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

describeRule(dynamodbDeletionProtection, {
  valid: [
    resource<dynamodb.TableArgs>("aws:dynamodb/table:Table", "orders", {
      deletionProtectionEnabled: true,
    }),
  ],
  passes: {
    "a stack whose data may go": {
      set: { deletionProtectionEnabled: false },
      config: { exemptStacks: ["test"] },
    },
  },
  fails: {
    "the default": {
      set: { deletionProtectionEnabled: undefined },
      says: "deletionProtectionEnabled is not set",
    },
    "a table that may go": {
      set: { deletionProtectionEnabled: false },
      says: "deletionProtectionEnabled is false",
    },
    "a replica that may go": {
      add: [
        {
          type: "aws:dynamodb/tableReplica:TableReplica",
          name: "orders-replica",
          props: { globalTableArn: UNKNOWN },
        },
      ],
      at: "orders-replica",
      says: "deletionProtectionEnabled is not set",
    },
    "another stack than the exempt one": {
      set: { deletionProtectionEnabled: false },
      config: { exemptStacks: ["tes"] },
      says: "deletionProtectionEnabled is false",
    },
  },
  silent: { "the setting": unknown("deletionProtectionEnabled") },
});

describeRule(lbDeletionProtection, {
  valid: [
    resource<lb.LoadBalancerArgs>("aws:lb/loadBalancer:LoadBalancer", "api", {
      enableDeletionProtection: true,
    }),
  ],
  passes: {
    "a stack that may lose it": {
      set: { enableDeletionProtection: false },
      config: { exemptStacks: ["test"] },
    },
  },
  fails: {
    "the default": {
      set: { enableDeletionProtection: undefined },
      says: "enableDeletionProtection is not set",
    },
    "a load balancer that may go": {
      set: { enableDeletionProtection: false },
      says: "enableDeletionProtection is false",
    },
  },
  silent: { "the setting": unknown("enableDeletionProtection") },
});

describeRule(daxEncryption, {
  valid: [
    resource<dax.ClusterArgs>("aws:dax/cluster:Cluster", "hot", {
      clusterName: "hot",
      iamRoleArn: "arn:aws:iam::111122223333:role/dax",
      nodeType: "dax.r5.large",
      replicationFactor: 3,
      clusterEndpointEncryptionType: "TLS",
      serverSideEncryption: { enabled: true },
    }),
  ],
  passes: {
    "one node in a stack that may lose it": {
      set: { replicationFactor: 1 },
      config: { exemptStacks: ["test"] },
    },
    "fewer nodes where that is enough": { set: { replicationFactor: 2 }, config: { nodes: 2 } },
  },
  fails: {
    "no encryption at rest": {
      set: { serverSideEncryption: undefined },
      says: "serverSideEncryption.enabled is not set",
    },
    "encryption at rest turned off, in any stack": {
      set: { "serverSideEncryption.enabled": false },
      config: { exemptStacks: ["test"] },
      says: "serverSideEncryption.enabled is false",
    },
    "the default endpoint": {
      set: { clusterEndpointEncryptionType: undefined },
      says: "clusterEndpointEncryptionType is not set",
    },
    "a plain endpoint": {
      set: { clusterEndpointEncryptionType: "NONE" },
      says: 'clusterEndpointEncryptionType is "NONE"',
    },
    "two nodes": {
      set: { replicationFactor: 2 },
      says: "replicationFactor is 2, and 3 nodes outlive the loss of a zone",
    },
  },
  silent: {
    "the encryption at rest": unknown("serverSideEncryption"),
    "the endpoint": unknown("clusterEndpointEncryptionType"),
    "the number of nodes": unknown("replicationFactor"),
  },
});
