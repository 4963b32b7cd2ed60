import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import { ConfigMap, Namespace } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import { writePodLogs } from "../../internal/permissions/logs";
import { policyDocument } from "../../internal/policyDocument";
import type { Network } from "../../network/network";
import { createAddon, createMetricsServer } from "./addons";
import { fargateLogOutput } from "./logRouting";
import { createManagedRole, type ManagedRole, readyArn } from "./managedRole";
import { createTargetRegistrar } from "./targetRegistrar";
import { type ClusterIssuer, podExecutionTrust } from "./trust";

export interface FargateNodesArgs {
  readonly cluster: eks.Cluster;
  readonly clusterName: string;
  readonly network: Network;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  /** Namespace of the services. */
  readonly namespace: string;
  /** ARN of the group that takes the pods' logs. */
  readonly logGroupArn: pulumi.Output<string>;
}

/** What a service on Fargate needs of its cluster. */
export interface FargateNodes {
  readonly issuer: ClusterIssuer;
  /** What must exist before the first pod of a service. */
  readonly ready: readonly pulumi.Resource[];
}

/**
 * Fargate for the services and for the cluster's own pods, with what Auto Mode has built in: DNS,
 * registration of pods with target groups, and identities for pods.
 */
export function createFargateNodes(
  name: string,
  args: FargateNodesArgs,
  opts: pulumi.CustomResourceOptions,
  inCluster: pulumi.CustomResourceOptions,
): FargateNodes {
  const { cluster } = args;
  const role = createPodExecutionRole(name, args, opts);
  const system = createProfile(`${name}-system`, args, "kube-system", role, opts);
  // EKS makes or removes one profile of a cluster at a time.
  const services = createProfile(`${name}-services`, args, args.namespace, role, {
    ...opts,
    dependsOn: [system],
  });
  const addonOpts = { ...opts, dependsOn: [system] };
  const dns = createAddon(
    `${name}-dns`,
    {
      clusterName: cluster.name,
      addonName: "coredns",
      configurationValues: JSON.stringify({ computeType: "Fargate" }),
    },
    addonOpts,
  );
  createMetricsServer(name, cluster.name, addonOpts);
  const issuer = createIssuer(name, cluster, opts);
  const registrar = createTargetRegistrar(name, { ...args, issuer }, opts, {
    ...inCluster,
    dependsOn: [system, dns],
  });
  return { issuer, ready: [services, dns, registrar, createLogRouter(name, args, inCluster)] };
}

function createPodExecutionRole(
  name: string,
  args: FargateNodesArgs,
  opts: pulumi.CustomResourceOptions,
): ManagedRole {
  const role = createManagedRole(
    `${name}-pod-execution-role`,
    {
      description: `Starts the pods of ${args.clusterName} on Fargate: pulls images, writes logs`,
      trust: podExecutionTrust(args),
      policies: ["AmazonEKSFargatePodExecutionRolePolicy"],
    },
    opts,
  );
  new iam.RolePolicy(
    `${name}-pod-execution-role-policy`,
    {
      role: role.role.name,
      policy: policyDocument([
        {
          sid: "WriteLogs",
          actions: writePodLogs,
          resources: [args.logGroupArn, pulumi.interpolate`${args.logGroupArn}:log-stream:*`],
        },
      ]),
    },
    opts,
  );
  return role;
}

function createProfile(
  name: string,
  { cluster, network }: FargateNodesArgs,
  namespace: string,
  role: ManagedRole,
  opts: pulumi.CustomResourceOptions,
): eks.FargateProfile {
  return new eks.FargateProfile(
    `${name}-profile`,
    {
      clusterName: cluster.name,
      podExecutionRoleArn: readyArn(role),
      selectors: [{ namespace }],
      subnetIds: network.privateSubnetIds,
    },
    opts,
  );
}

function createIssuer(
  name: string,
  cluster: eks.Cluster,
  opts: pulumi.CustomResourceOptions,
): ClusterIssuer {
  const url = cluster.identities.apply((identities) => identities[0]?.oidcs[0]?.issuer ?? "");
  const provider = new iam.OpenIdConnectProvider(
    `${name}-issuer`,
    { url, clientIdLists: ["sts.amazonaws.com"] },
    opts,
  );
  return { arn: provider.arn, host: url.apply((text) => text.replace(/^https:\/\//, "")) };
}

/** Fargate reads where logs go when it starts a pod. */
function createLogRouter(
  name: string,
  { clusterName, region }: FargateNodesArgs,
  inCluster: pulumi.CustomResourceOptions,
): ConfigMap {
  const namespace = new Namespace(
    `${name}-log-namespace`,
    {
      metadata: { name: "aws-observability", labels: { "aws-observability": "enabled" } },
    },
    inCluster,
  );
  return new ConfigMap(
    `${name}-log-router`,
    {
      metadata: { name: "aws-logging", namespace: namespace.metadata.name },
      data: { "output.conf": fargateLogOutput(clusterName, region) },
    },
    inCluster,
  );
}
