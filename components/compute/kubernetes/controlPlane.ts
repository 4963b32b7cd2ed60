import * as eks from "@pulumi/aws/eks";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { Key } from "../../data/key";
import type { Network } from "../../network/network";
import { createLogGroup, type LogSettings } from "../../observability/logGroup";
import { type ClusterSettings, defaultServiceCidrBlock, defaultVersion } from "./clusterSettings";
import { createManagedRole, type ManagedRole, readyArn } from "./managedRole";
import { serviceTrust } from "./trust";

export interface ControlPlaneArgs extends ClusterSettings {
  readonly clusterName: string;
  readonly network: Network;
  readonly key: Key;
  readonly logs: LogSettings;
  /** Role of Auto Mode's nodes. @default none; the pods run on Fargate */
  readonly nodeRole?: ManagedRole;
  readonly administrators?: Readonly<Record<string, pulumi.Input<string>>>;
  readonly zonalShift?: boolean;
  readonly protect?: boolean;
}

const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html */
const autoModePolicies = [
  "AmazonEKSClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStoragePolicyV2",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
];
/** https://docs.aws.amazon.com/eks/latest/userguide/security-groups-pods-deployment.html */
const fargatePolicies = ["AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController"];

export interface ControlPlane {
  readonly cluster: eks.Cluster;
  /** What must exist before Kubernetes can be spoken to. */
  readonly access: readonly pulumi.Resource[];
}

/** The cluster's API server with its role, its log group and who may reach and administer it. */
export function createControlPlane(
  name: string,
  args: ControlPlaneArgs,
  opts: pulumi.CustomResourceOptions,
): ControlPlane {
  const { role, attachments } = createManagedRole(
    `${name}-cluster-role`,
    {
      description: `Runs the control plane of ${args.clusterName}`,
      // Auto Mode tags its sessions with the cluster's name, which the managed policies ask for.
      trust: serviceTrust("eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]),
      policies: args.nodeRole ? autoModePolicies : fargatePolicies,
    },
    opts,
  );
  // EKS would make the group itself, without retention and encryption, at its first line.
  const logGroup = createLogGroup(
    `${name}-control-plane-logs`,
    args.logs,
    { groupName: `/aws/eks/${args.clusterName}/cluster` },
    opts,
  );
  const cluster = new eks.Cluster(
    `${name}-cluster`,
    {
      name: args.clusterName,
      roleArn: role.arn,
      version: args.version ?? defaultVersion,
      upgradePolicy: { supportType: "STANDARD" },
      accessConfig: {
        authenticationMode: "API",
        bootstrapClusterCreatorAdminPermissions: true,
      },
      encryptionConfig: { provider: { keyArn: args.key.arn }, resources: ["secrets"] },
      enabledClusterLogTypes: logTypes,
      vpcConfig: {
        subnetIds: args.network.privateSubnetIds,
        endpointPrivateAccess: true,
        endpointPublicAccess: args.publicAccessCidrs !== undefined,
        ...(args.publicAccessCidrs && { publicAccessCidrs: [...args.publicAccessCidrs] }),
      },
      deletionProtection: args.protect ?? false,
      ...(args.zonalShift === true && { zonalShiftConfig: { enabled: true } }),
      ...(args.nodeRole ? autoModeConfig(args, args.nodeRole) : fargateConfig(args)),
    },
    // Without its role's policies EKS could not remove what it made in the account.
    { ...opts, protect: args.protect ?? false, dependsOn: [logGroup, ...attachments] },
  );
  return { cluster, access: admit(name, args, cluster, opts) };
}

type Config = Pick<
  eks.ClusterArgs,
  "bootstrapSelfManagedAddons" | "computeConfig" | "kubernetesNetworkConfig" | "storageConfig"
>;

function serviceRange({ serviceCidrBlock = defaultServiceCidrBlock }: ClusterSettings) {
  return { serviceIpv4Cidr: serviceCidrBlock };
}

/** All three of Auto Mode's capabilities; EKS takes them only together. */
function autoModeConfig(args: ControlPlaneArgs, nodeRole: ManagedRole): Config {
  return {
    bootstrapSelfManagedAddons: false,
    computeConfig: {
      enabled: true,
      // Add-ons run in this pool; the services' own one takes nothing but services.
      nodePools: ["general-purpose"],
      nodeRoleArn: readyArn(nodeRole),
    },
    kubernetesNetworkConfig: { ...serviceRange(args), elasticLoadBalancing: { enabled: true } },
    storageConfig: { blockStorage: { enabled: true } },
  };
}

/** Without the add-ons for nodes: CoreDNS comes as a managed add-on that Fargate can run. */
function fargateConfig(args: ControlPlaneArgs): Config {
  return { bootstrapSelfManagedAddons: false, kubernetesNetworkConfig: serviceRange(args) };
}

/** Lets people and pipelines in: their addresses to the endpoint, their roles to Kubernetes. */
function admit(
  name: string,
  { clusterName, privateAccessCidrs = [], administrators = {} }: ControlPlaneArgs,
  cluster: eks.Cluster,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const rules = privateAccessCidrs.map(
    (cidr) =>
      new vpc.SecurityGroupIngressRule(
        `${name}-from-${cidr.replace("/", "-")}`,
        {
          securityGroupId: cluster.vpcConfig.clusterSecurityGroupId,
          cidrIpv4: cidr,
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          description: "Administration of the cluster",
        },
        opts,
      ),
  );
  const policies = Object.entries(administrators).map(([administrator, principalArn]) => {
    const entry = new eks.AccessEntry(
      `${name}-${administrator}`,
      { clusterName: cluster.name, principalArn },
      opts,
    );
    return new eks.AccessPolicyAssociation(
      `${name}-${administrator}-policy`,
      {
        clusterName,
        principalArn: entry.principalArn,
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        accessScope: { type: "cluster" },
      },
      opts,
    );
  });
  return [...rules, ...policies];
}
