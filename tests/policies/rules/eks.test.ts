import type * as eks from "@pulumi/aws/eks";
import {
  eksControlPlaneLogs,
  eksNodeGroupNoSsh,
  eksPrivateEndpoint,
  eksSecretsEncryption,
  eksSupportedVersion,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const cluster = resource<eks.ClusterArgs>("aws:eks/cluster:Cluster", "shop", {
  version: "1.35",
  roleArn: UNKNOWN,
  vpcConfig: { subnetIds: [UNKNOWN], endpointPublicAccess: false, endpointPrivateAccess: true },
  encryptionConfig: { resources: ["secrets"], provider: { keyArn: UNKNOWN } },
  enabledClusterLogTypes: ["api", "audit", "authenticator"],
});

const nodes = resource<eks.NodeGroupArgs>("aws:eks/nodeGroup:NodeGroup", "nodes", {
  clusterName: "shop",
  version: "1.35",
  nodeRoleArn: UNKNOWN,
  subnetIds: [UNKNOWN],
  scalingConfig: { minSize: 1, maxSize: 2, desiredSize: 1 },
});

describeRule(eksSupportedVersion, {
  valid: [cluster, nodes],
  passes: {
    "a version that the calendar does not list yet": { set: { version: "1.99" } },
    "nodes whose image a launch template names": {
      on: "nodes",
      set: { version: undefined, launchTemplate: { id: UNKNOWN, version: "1" } },
    },
  },
  fails: {
    "a version past its standard support": {
      set: { version: "1.31" },
      says: 'version is "1.31", whose standard support ended on 2025-11-26',
    },
    "a version older than the calendar": {
      set: { version: "1.9" },
      says: 'version is "1.9", whose standard support ended long ago',
    },
    "no version": { set: { version: undefined }, says: "version is not set" },
    "nodes past their standard support": {
      on: "nodes",
      at: "nodes",
      set: { version: "1.32" },
      says: 'version is "1.32", whose standard support ended on 2026-03-23',
    },
    "nodes that stay behind their cluster": {
      on: "nodes",
      at: "nodes",
      set: { version: undefined },
      says: "version is not set",
    },
  },
  silent: { "the version": unknown("version") },
});

describeRule(eksPrivateEndpoint, {
  valid: [cluster],
  passes: {
    "a public endpoint for known addresses": {
      set: {
        "vpcConfig.endpointPublicAccess": true,
        "vpcConfig.publicAccessCidrs": ["192.0.2.0/24"],
      },
    },
  },
  fails: {
    "the default": {
      set: { "vpcConfig.endpointPublicAccess": undefined },
      says: "the endpoint is public and publicAccessCidrs is not set",
    },
    "every address": {
      set: {
        "vpcConfig.endpointPublicAccess": true,
        "vpcConfig.publicAccessCidrs": ["192.0.2.0/24", "0.0.0.0/0"],
      },
      says: "the endpoint is public to every address",
    },
  },
  silent: {
    "the endpoint": unknown("vpcConfig.endpointPublicAccess"),
    "the addresses": {
      set: { "vpcConfig.endpointPublicAccess": true, "vpcConfig.publicAccessCidrs": UNKNOWN },
    },
  },
});

describeRule(eksSecretsEncryption, {
  valid: [cluster],
  fails: {
    "the default": { set: { encryptionConfig: undefined }, says: "encryptionConfig is not set" },
    "another resource": {
      set: { "encryptionConfig.resources": [] },
      says: "encryptionConfig.resources does not name secrets",
    },
    "no key": {
      set: { "encryptionConfig.provider": {} },
      says: "encryptionConfig.provider.keyArn is not set",
    },
  },
  silent: {
    "the configuration": unknown("encryptionConfig"),
    "the resources": unknown("encryptionConfig.resources"),
  },
});

describeRule(eksControlPlaneLogs, {
  valid: [cluster],
  passes: {
    "more types": {
      set: {
        enabledClusterLogTypes: ["api", "audit", "authenticator", "scheduler", "controllerManager"],
      },
    },
    "fewer types where these are enough": {
      set: { enabledClusterLogTypes: ["audit"] },
      config: { logTypes: ["audit"] },
    },
  },
  fails: {
    "no logs": {
      set: { enabledClusterLogTypes: undefined },
      says: "enabledClusterLogTypes lacks api, audit, authenticator",
    },
    "no audit log": {
      set: { enabledClusterLogTypes: ["api", "authenticator"] },
      says: "enabledClusterLogTypes lacks audit",
    },
  },
  silent: {
    "the types": unknown("enabledClusterLogTypes"),
    "one type": unknown("enabledClusterLogTypes[0]"),
  },
});

describeRule(eksNodeGroupNoSsh, {
  valid: [nodes],
  passes: {
    "SSH from one group": {
      set: { remoteAccess: { ec2SshKey: "key", sourceSecurityGroupIds: [UNKNOWN] } },
    },
  },
  fails: {
    "SSH from anywhere": {
      set: { remoteAccess: { ec2SshKey: "key" } },
      says: "an SSH key is set and remoteAccess.sourceSecurityGroupIds is not set",
    },
  },
  silent: { "the access": unknown("remoteAccess") },
});
