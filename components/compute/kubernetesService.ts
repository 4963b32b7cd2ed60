import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import { Deployment } from "@pulumi/kubernetes/apps/v1";
import { Service, ServiceAccount } from "@pulumi/kubernetes/core/v1";
import * as pulumi from "@pulumi/pulumi";
import type { EksRuntime } from "../../services/contract";
import { ArgumentError } from "../internal/errors";
import { defaultTasks } from "../internal/serviceFaults";
import { createLogGroup } from "../observability/logGroup";
import type { BalancedTraffic, MonitoredPods } from "../observability/monitoredService";
import { architectureOf } from "./kubernetes/clusterSettings";
import { serviceLogGroupName } from "./kubernetes/logRouting";
import { podFaults } from "./kubernetes/podFaults";
import { createPodNetwork } from "./kubernetes/podNetwork";
import { createPodRole, type PodRole } from "./kubernetes/podRole";
import { createPodScaling } from "./kubernetes/podScaling";
import { podSpec } from "./kubernetes/podSpec";
import { targetGroupTags } from "./kubernetes/targetRegistrar";
import type { KubernetesCluster } from "./kubernetesCluster";
import { createTargetGroup } from "./tasks/targetGroup";
import { createTaskImage, type TaskImage } from "./tasks/taskImage";
import type { ImageSource } from "./tasks/taskOptions";
import {
  defaultHealthPath,
  environmentOf,
  statementsOf,
  trafficTo,
  type WorkloadArgs,
} from "./workload";

export interface KubernetesServiceArgs extends WorkloadArgs {
  readonly runtime: EksRuntime;
  readonly kubernetes: KubernetesCluster;
  /** @default built from `services/<name>/main.ts` */
  readonly image?: ImageSource;
}

/** Port of the Kubernetes Service, by which its pods are registered with the target group. */
const servicePort = 80;

/**
 * A service in pods of an EKS cluster behind the ingress. Pods run as a non-root user on a read-only
 * file system, spread over the zones; a release replaces them one after another and stops at the first
 * that does not become healthy; their number follows CPU and no release resets it.
 */
export class KubernetesService extends pulumi.ComponentResource {
  readonly deploymentName: pulumi.Output<string>;
  readonly podRoleArn: pulumi.Output<string>;
  /** How CloudWatch knows the service, for alarms and dashboards. */
  readonly monitored: MonitoredPods;
  readonly #name: string;
  readonly #args: KubernetesServiceArgs;
  readonly #labels: Readonly<Record<string, string>>;
  readonly #inCluster: pulumi.CustomResourceOptions;

  constructor(name: string, args: KubernetesServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:KubernetesService", name, {}, opts);
    const { kubernetes, accountId, scale } = args;
    const faults = podFaults(args, kubernetes.nodes.settings);
    if (faults.length > 0) throw new ArgumentError("KubernetesService", name, faults.join("; "));
    const child = { parent: this };
    this.#name = name;
    this.#args = args;
    this.#labels = { "app.kubernetes.io/name": name };
    this.#inCluster = {
      ...child,
      provider: kubernetes.provider,
      dependsOn: [...kubernetes.ready],
    };

    const role = createPodRole(
      name,
      { kubernetes, accountId, serviceAccount: name, statements: statementsOf(args) },
      child,
    );
    const { binding, traffic } = this.createBinding();
    const before = [
      this.createServiceAccount(role),
      ...(binding === undefined ? [] : [binding]),
      ...createPodNetwork(name, { ...args, labels: this.#labels }, child, this.#inCluster),
      ...role.ready,
    ];
    const deployment = this.createDeployment(before);
    createPodScaling(
      name,
      {
        namespace: kubernetes.namespace,
        deployment: deployment.metadata.name,
        labels: this.#labels,
        scale: scale ?? {},
      },
      this.#inCluster,
    );

    this.deploymentName = deployment.metadata.name;
    this.podRoleArn = role.arn;
    this.monitored = this.describe(traffic);
    this.registerOutputs({ deploymentName: this.deploymentName, podRoleArn: this.podRoleArn });
  }

  private get metadata() {
    const { kubernetes } = this.#args;
    return { name: this.#name, namespace: kubernetes.namespace, labels: this.#labels };
  }

  private createServiceAccount({ annotations }: PodRole): ServiceAccount {
    return new ServiceAccount(
      `${this.#name}-account`,
      {
        metadata: { ...this.metadata, annotations },
        automountServiceAccountToken: false,
      },
      this.#inCluster,
    );
  }

  private describe(traffic: BalancedTraffic | undefined): MonitoredPods {
    const { clusterName, namespace, nodes } = this.#args.kubernetes;
    const { kind } = nodes.settings;
    return {
      kind: "eks",
      ...{ clusterName, namespace, nodes: kind, podName: this.#name },
      ...(traffic === undefined ? {} : { traffic }),
      logGroupName: serviceLogGroupName(clusterName, kind === "fargate" ? undefined : this.#name),
    };
  }

  /** The target group, and what registers the pods with it; nothing for a service without routes. */
  private createBinding(): {
    readonly binding?: CustomResource;
    readonly traffic?: BalancedTraffic;
  } {
    const name = this.#name;
    const { kubernetes, ingress, routes } = this.#args;
    if (routes.length === 0) return {};
    const production = createTargetGroup(
      `${name}-targets`,
      { ...this.#args, tags: targetGroupTags(kubernetes.clusterName) },
      { parent: this },
    );
    const rules = ingress.routeToTasks(routes, { production });
    const service = new Service(
      `${name}-endpoints`,
      {
        metadata: this.metadata,
        spec: {
          type: "ClusterIP",
          selector: this.#labels,
          ports: [{ name: "http", port: servicePort, targetPort: "http", protocol: "TCP" }],
        },
      },
      this.#inCluster,
    );
    const api = "issuer" in kubernetes.nodes ? "elbv2.k8s.aws/v1beta1" : "eks.amazonaws.com/v1";
    const binding = new CustomResource(
      `${name}-binding`,
      {
        apiVersion: api,
        kind: "TargetGroupBinding",
        metadata: this.metadata,
        spec: {
          serviceRef: { name: service.metadata.name, port: servicePort },
          targetGroupARN: production.arn,
          targetType: "ip",
        },
      },
      // A target group that no listener uses finds no pod healthy, and no pod would become ready.
      { ...this.#inCluster, dependsOn: [...kubernetes.ready, ...rules.production] },
    );
    return { binding, traffic: trafficTo({ production }, rules) };
  }

  private createDeployment(before: readonly pulumi.Resource[]): Deployment {
    const name = this.#name;
    const { kubernetes, runtime, scale, healthPath = defaultHealthPath } = this.#args;
    const nodes = kubernetes.nodes.settings;
    const labels = this.#labels;
    const environment = environmentOf(name, this.#args);
    const image = this.createImage();
    const spec = podSpec({
      ...{ name, runtime, environment, healthPath, nodes, labels },
      image: image.uri,
    });
    const migrated = this.#args.beforeRelease?.(image) ?? [];
    return new Deployment(
      `${name}-deployment`,
      {
        metadata: this.metadata,
        spec: {
          replicas: scale?.min ?? defaultTasks.min,
          revisionHistoryLimit: 5,
          progressDeadlineSeconds: 600,
          selector: { matchLabels: labels },
          strategy: {
            type: "RollingUpdate",
            rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 },
          },
          template: { metadata: { labels }, spec },
        },
      },
      {
        ...this.#inCluster,
        dependsOn: [...kubernetes.ready, ...before, ...migrated, ...this.createLogGroup()],
        // Scaling moves the number; a release must not move it back.
        ignoreChanges: ["spec.replicas"],
        customTimeouts: { create: "15m", update: "15m" },
      },
    );
  }

  private createImage(): TaskImage {
    const { key, kubernetes, image, beforeRelease } = this.#args;
    const architecture = architectureOf(kubernetes.nodes.settings);
    const migrates = beforeRelease !== undefined;
    return createTaskImage(this.#name, { key, image, architecture, migrates }, { parent: this });
  }

  /** The service's own group, which agents on Auto Mode's nodes write to; Fargate has one group for all. */
  private createLogGroup(): pulumi.Resource[] {
    const { kubernetes, logs } = this.#args;
    if ("issuer" in kubernetes.nodes) return [];
    const groupName = serviceLogGroupName(kubernetes.clusterName, this.#name);
    return [createLogGroup(`${this.#name}-logs`, logs, { groupName }, { parent: this })];
  }
}
