import type { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import type { Key } from "../data/key";
import { ArgumentError } from "../internal/errors";
import type { Network } from "../network/network";
import type { LogSettings } from "../observability/logGroup";
import {
  createMetricsServer,
  createObservability,
  createSharedLogGroup,
} from "./kubernetes/addons";
import {
  type AutoModeNodes,
  createAutoModeNodes,
  createNodeRole,
} from "./kubernetes/autoModeNodes";
import {
  clusterFaults,
  type ClusterSettings,
  defaultServiceCidrBlock,
  dnsAddress,
  type NodeSettings,
} from "./kubernetes/clusterSettings";
import { createControlPlane } from "./kubernetes/controlPlane";
import { createFargateNodes, type FargateNodes } from "./kubernetes/fargateNodes";
import { createKubernetesProvider } from "./kubernetes/kubernetesProvider";
import { createNamespace, denyByDefault } from "./kubernetes/namespace";

export interface KubernetesClusterArgs extends ClusterSettings {
  readonly network: Network;
  /** Tells the cluster from its like in other stacks of the account, and names the services' namespace. */
  readonly prefix: string;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  /** Key that encrypts Kubernetes' secrets. */
  readonly key: Key;
  readonly logs: LogSettings;
  /**
   * ARNs of IAM roles that may do everything in the cluster, by a name of your own.
   * @default nobody but whoever creates the cluster
   */
  readonly administrators?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Collects metrics and, on Auto Mode, the pods' logs. @default true */
  readonly containerInsights?: boolean;
  /** Lets Amazon Application Recovery Controller move the cluster's traffic out of a zone. @default false */
  readonly zonalShift?: boolean;
  /** Refuses to delete the cluster. @default false */
  readonly protect?: boolean;
}

/** What services find their pods run on. */
export type ClusterNodes =
  | ({ readonly settings: Extract<NodeSettings, { kind: "autoMode" }> } & AutoModeNodes)
  | ({ readonly settings: Extract<NodeSettings, { kind: "fargate" }> } & FargateNodes);

/**
 * An EKS cluster for the stack's services. Its API server has a private endpoint, its secrets are
 * encrypted, its audit log is kept; pods run on nodes of EKS Auto Mode, or on Fargate, in one namespace
 * that refuses privileged pods.
 */
export class KubernetesCluster extends pulumi.ComponentResource {
  /** Name in the EKS API. */
  readonly clusterName: string;
  readonly arn: pulumi.Output<string>;
  readonly endpoint: pulumi.Output<string>;
  /** Security group of the API server and of the nodes themselves. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Namespace of the services. */
  readonly namespace: string;
  /** Address of the cluster's DNS. */
  readonly dnsAddress: string;
  readonly nodes: ClusterNodes;
  /** Speaks to the cluster. */
  readonly provider: Provider;
  /** What must exist before the first pod of a service. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: KubernetesClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:KubernetesCluster", name, {}, opts);
    this.clusterName = `${args.prefix}-${name}`;
    this.namespace = args.prefix;
    this.dnsAddress = dnsAddress(args.serviceCidrBlock ?? defaultServiceCidrBlock);
    const faults = clusterFaults(this.clusterName, this.namespace, args);
    if (faults.length > 0) throw new ArgumentError("KubernetesCluster", name, faults.join("; "));

    const { clusterName, namespace } = this;
    const child = { parent: this };
    const settings = args.nodes ?? { kind: "autoMode" };
    const nodeRole =
      settings.kind === "autoMode" ? createNodeRole(name, clusterName, child) : undefined;
    const { cluster, access } = createControlPlane(name, { ...args, clusterName, nodeRole }, child);
    this.provider = createKubernetesProvider(`${name}-provider`, cluster, args.region, {
      ...child,
      dependsOn: [...access],
    });
    const inCluster = { ...child, provider: this.provider };
    const logGroup = createSharedLogGroup(name, clusterName, args.logs, child);
    const shared = { ...args, cluster, clusterName, namespace };
    if (settings.kind === "autoMode" && nodeRole !== undefined) {
      const nodes = { ...shared, nodes: settings, nodeRole };
      const autoMode = createAutoModeNodes(name, nodes, child, inCluster);
      createMetricsServer(name, cluster.name, child);
      if (args.containerInsights !== false) createObservability(name, shared, child);
      this.nodes = { settings, ...autoMode };
    } else {
      const nodes = { ...shared, logGroupArn: logGroup.arn };
      const fargate = createFargateNodes(name, nodes, child, inCluster);
      this.nodes = { settings: { kind: "fargate" }, ...fargate };
    }
    this.ready = this.createNamespace(name, inCluster);

    this.arn = cluster.arn;
    this.endpoint = cluster.endpoint;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.registerOutputs({
      clusterName,
      arn: this.arn,
      endpoint: this.endpoint,
      securityGroupId: this.securityGroupId,
      namespace,
      dnsAddress: this.dnsAddress,
    });
  }

  private createNamespace(name: string, inCluster: pulumi.CustomResourceOptions) {
    const { nodes } = this;
    const registrar = "firewall" in nodes ? "eks.amazonaws.com" : "elbv2.k8s.aws";
    const namespace = createNamespace(name, this.namespace, registrar, inCluster);
    // Fargate does not enforce network policies; its pods have security groups of their own instead.
    if ("firewall" in nodes) denyByDefault(name, namespace.metadata.name, inCluster);
    return [namespace, ...nodes.ready];
  }
}
