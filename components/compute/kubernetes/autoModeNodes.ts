import type * as eks from "@pulumi/aws/eks";
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import { ConfigMap } from "@pulumi/kubernetes/core/v1";
import type * as pulumi from "@pulumi/pulumi";
import type { Network } from "../../network/network";
import { architectureOf, defaultMaxVcpus, type NodeSettings } from "./clusterSettings";
import { createManagedRole, type ManagedRole } from "./managedRole";
import { PodFirewall } from "./podFirewall";
import { serviceTrust } from "./trust";

/** Name of the services' node pool and node class. */
export const servicesPool = "services";

/** Keeps everything but services off the services' nodes. */
export const servicesTaint = { key: "dedicated", value: "services", effect: "NoSchedule" } as const;

/** Processors as Kubernetes calls them. */
export const kubernetesArchitectures = { arm64: "arm64", x86_64: "amd64" } as const;

/** https://docs.aws.amazon.com/eks/latest/userguide/auto-create-node-role.html */
export function createNodeRole(
  name: string,
  clusterName: string,
  opts: pulumi.CustomResourceOptions,
): ManagedRole {
  return createManagedRole(
    `${name}-node-role`,
    {
      description: `Nodes of ${clusterName}`,
      trust: serviceTrust("ec2.amazonaws.com", ["sts:AssumeRole"]),
      policies: ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"],
    },
    opts,
  );
}

export interface AutoModeNodesArgs {
  readonly cluster: eks.Cluster;
  readonly clusterName: string;
  readonly network: Network;
  readonly nodeRole: ManagedRole;
  readonly nodes: Extract<NodeSettings, { kind: "autoMode" }>;
}

/** What a service on Auto Mode needs of its cluster. */
export interface AutoModeNodes {
  readonly firewall: PodFirewall;
  /** What must exist before the first pod of a service. */
  readonly ready: readonly pulumi.Resource[];
}

/** The nodes that services run on, and the security group of their pods. */
export function createAutoModeNodes(
  name: string,
  args: AutoModeNodesArgs,
  opts: pulumi.CustomResourceOptions,
  inCluster: pulumi.CustomResourceOptions,
): AutoModeNodes {
  const { cluster, clusterName, network, nodes, nodeRole } = args;
  const clusterSecurityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
  const firewall = new PodFirewall(
    name,
    { vpcId: network.vpcId, clusterName, clusterSecurityGroupId },
    opts,
  );
  // Without it Kubernetes takes network policies and does not enforce them.
  // https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
  new ConfigMap(
    `${name}-network-policies`,
    {
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
      data: { "enable-network-policy-controller": "true" },
    },
    inCluster,
  );
  const nodeClass = new CustomResource(
    `${name}-node-class`,
    {
      apiVersion: "eks.amazonaws.com/v1",
      kind: "NodeClass",
      metadata: { name: servicesPool },
      spec: nodeClassSpec(network, nodeRole, clusterSecurityGroupId, firewall),
    },
    inCluster,
  );
  const nodePool = new CustomResource(
    `${name}-node-pool`,
    {
      apiVersion: "karpenter.sh/v1",
      kind: "NodePool",
      metadata: { name: servicesPool },
      spec: nodePoolSpec(nodes),
    },
    { ...inCluster, dependsOn: [nodeClass] },
  );
  return { firewall, ready: [nodePool] };
}

/** https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html#auto-node-class-spec */
function nodeClassSpec(
  network: Network,
  nodeRole: ManagedRole,
  clusterSecurityGroupId: pulumi.Output<string>,
  firewall: PodFirewall,
) {
  const subnets = network.privateSubnetIds.apply((ids) => ids.map((id) => ({ id })));
  return {
    role: nodeRole.role.name,
    subnetSelectorTerms: subnets,
    securityGroupSelectorTerms: [{ id: clusterSecurityGroupId }],
    // AWS takes groups for pods only together with subnets for pods.
    podSubnetSelectorTerms: subnets,
    podSecurityGroupSelectorTerms: [{ id: firewall.group.id }],
    // Pods leave with their own address; with the node's, the node's security group would count.
    snatPolicy: "Disabled",
    networkPolicy: "DefaultAllow",
    networkPolicyEventLogs: "Disabled",
  };
}

/** https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html */
function nodePoolSpec(nodes: AutoModeNodesArgs["nodes"]) {
  const oneOf = (key: string, ...values: string[]) => ({ key, operator: "In", values });
  return {
    template: {
      spec: {
        nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: servicesPool },
        requirements: [
          oneOf("kubernetes.io/arch", kubernetesArchitectures[architectureOf(nodes)]),
          oneOf("karpenter.sh/capacity-type", nodes.capacity === "spot" ? "spot" : "on-demand"),
          oneOf("eks.amazonaws.com/instance-category", "c", "m", "r"),
          { key: "eks.amazonaws.com/instance-generation", operator: "Gt", values: ["4"] },
        ],
        taints: [servicesTaint],
        // Every node is new, and patched, within two weeks.
        expireAfter: "336h",
      },
    },
    limits: { cpu: String(nodes.maxVcpus ?? defaultMaxVcpus) },
    disruption: {
      consolidationPolicy: "WhenEmptyOrUnderutilized",
      consolidateAfter: "5m",
      budgets: [{ nodes: "10%" }],
    },
  };
}
