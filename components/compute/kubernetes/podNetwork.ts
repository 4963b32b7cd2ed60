import type * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1";
import type * as pulumi from "@pulumi/pulumi";
import { allowFrom } from "../../internal/firewall";
import type { KubernetesCluster } from "../kubernetesCluster";
import { containerPort } from "../tasks/containerDefinition";
import { createTaskFirewall } from "../tasks/taskFirewall";
import { connectionsOf, type WorkloadArgs } from "../workload";

export interface PodNetworkArgs extends Pick<WorkloadArgs, "network" | "ingress" | "grants"> {
  readonly kubernetes: KubernetesCluster;
  readonly labels: Readonly<Record<string, string>>;
}

/** Who may reach a service's pods and whom they reach, and what must exist before the first of them. */
export function createPodNetwork(
  name: string,
  args: PodNetworkArgs,
  opts: pulumi.CustomResourceOptions,
  inCluster: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const { nodes } = args.kubernetes;
  if ("issuer" in nodes) {
    const group = createTaskFirewall(name, args, opts);
    openFargatePods(name, group, args.kubernetes.securityGroupId, opts);
    return [assignGroup(name, args, group, inCluster)];
  }
  nodes.firewall.admit(args.ingress);
  for (const connection of connectionsOf(args)) nodes.firewall.connect(connection);
  return [createPolicy(name, args, inCluster)];
}

/** Where the agent that hands out credentials listens on every node. */
const podIdentityAgent = "169.254.170.23/32";
const anywhere = "0.0.0.0/0";

/**
 * What a service's pods may do on the network. Addresses are as wide as here because the pods' security
 * group narrows them: to the load balancer for requests, to the linked servers for connections.
 */
function createPolicy(
  name: string,
  { kubernetes, labels, grants }: PodNetworkArgs,
  inCluster: pulumi.CustomResourceOptions,
): NetworkPolicy {
  const to = (cidr: string, ...ports: { protocol: string; port: number }[]) => ({
    to: [{ ipBlock: { cidr } }],
    ports,
  });
  const tcp = (port: number) => ({ protocol: "TCP", port });
  const servers = [...new Set(connectionsOf({ grants }).map(({ port }) => port))];
  return new NetworkPolicy(
    `${name}-network-policy`,
    {
      metadata: { name, namespace: kubernetes.namespace },
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ from: [{ ipBlock: { cidr: anywhere } }], ports: [tcp(containerPort)] }],
        egress: [
          to(`${kubernetes.dnsAddress}/32`, { protocol: "UDP", port: 53 }, tcp(53)),
          to(podIdentityAgent, tcp(80)),
          to(anywhere, tcp(443), ...servers.map(tcp)),
        ],
      },
    },
    inCluster,
  );
}

/**
 * What a pod on Fargate needs of its cluster, besides what a task on ECS needs.
 * https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html#security-group-restricting-cluster-traffic
 */
function openFargatePods(
  name: string,
  pods: ec2.SecurityGroup,
  cluster: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): void {
  const fromPods = { securityGroupId: pods.id };
  allowFrom(
    `${name}-to-api-server`,
    {
      securityGroupId: cluster,
      peer: fromPods,
      port: 443,
      description: `Nodes of ${name} to the API server`,
    },
    opts,
  );
  allowFrom(
    `${name}-from-api-server`,
    {
      securityGroupId: pods.id,
      peer: { securityGroupId: cluster },
      port: 10250,
      description: `API server and metrics to the nodes of ${name}`,
    },
    opts,
  );
  for (const ipProtocol of ["tcp", "udp"]) {
    const dns = {
      ipProtocol,
      fromPort: 53,
      toPort: 53,
      description: `${name} to the cluster's DNS`,
    };
    new vpc.SecurityGroupEgressRule(
      `${name}-to-dns-${ipProtocol}-egress`,
      { ...dns, securityGroupId: pods.id, referencedSecurityGroupId: cluster },
      opts,
    );
    new vpc.SecurityGroupIngressRule(
      `${name}-to-dns-${ipProtocol}-ingress`,
      { ...dns, securityGroupId: cluster, referencedSecurityGroupId: pods.id },
      opts,
    );
  }
}

/** https://docs.aws.amazon.com/eks/latest/userguide/security-groups-pods-deployment.html */
function assignGroup(
  name: string,
  { kubernetes, labels }: PodNetworkArgs,
  group: ec2.SecurityGroup,
  inCluster: pulumi.CustomResourceOptions,
): CustomResource {
  return new CustomResource(
    `${name}-security-group-policy`,
    {
      apiVersion: "vpcresources.k8s.aws/v1beta1",
      kind: "SecurityGroupPolicy",
      metadata: { name, namespace: kubernetes.namespace },
      spec: {
        podSelector: { matchLabels: labels },
        securityGroups: { groupIds: [group.id] },
      },
    },
    inCluster,
  );
}
