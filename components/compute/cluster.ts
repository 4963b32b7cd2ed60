import * as ecs from "@pulumi/aws/ecs";
import * as servicediscovery from "@pulumi/aws/servicediscovery";
import * as pulumi from "@pulumi/pulumi";
import type { Key } from "../data/key";
import { ArgumentError } from "../internal/errors";
import type { PolicyStatement } from "../internal/policyDocument";
import { createExecLog, type ExecLog, type ExecSettings } from "./ecs/execLog";
import { InstanceCapacity, type InstanceSettings } from "./instanceCapacity";
import { reservedNames } from "./instances/instanceFaults";

export interface EcsClusterArgs {
  /** Container Insights: metrics per task and container, per service, or none. @default "enhanced" */
  readonly containerInsights?: "enhanced" | "enabled" | "disabled";
  /** EC2 instances to run tasks on. @default none; tasks run on Fargate */
  readonly instances?: InstanceSettings;
  /** Makes a namespace by which services call each other with Service Connect. @default false */
  readonly serviceConnect?: boolean;
  /** Records ECS Exec sessions. @default none are recorded, and no service should allow them */
  readonly exec?: ExecSettings;
  /**
   * Key that encrypts the tasks' ephemeral storage; its policy must have the statements of
   * `managedStorageEncryption`. @default a key that AWS owns
   */
  readonly storageKey?: Key;
}

/** An ECS cluster with Fargate, Fargate Spot and, when asked for, EC2 instances as capacity providers. */
export class EcsCluster extends pulumi.ComponentResource {
  /** ARN, known once services may use every capacity provider of the cluster. */
  readonly arn: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;
  /** Name of the capacity provider of the EC2 instances; undefined without `instances`. */
  readonly instanceCapacityProvider: pulumi.Output<string> | undefined;
  /** Namespace of Service Connect; undefined without `serviceConnect`. */
  readonly serviceConnectNamespaceArn: pulumi.Output<string> | undefined;
  readonly serviceConnectNamespaceName: pulumi.Output<string> | undefined;
  /** Whether ECS Exec sessions are recorded. */
  readonly execLogging: boolean;
  /** What the role of a task needs so that its sessions are recorded; empty without `exec`. */
  readonly execStatements: readonly PolicyStatement[];

  constructor(name: string, args: EcsClusterArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:EcsCluster", name, {}, opts);
    checkArguments(name, args);

    const child = { parent: this };
    const exec = args.exec && createExecLog(name, args.exec, child);
    const cluster = createCluster(name, args, exec?.configuration, child);
    const instances =
      args.instances &&
      new InstanceCapacity(
        `${name}-instances`,
        { ...args.instances, cluster: { arn: cluster.arn, clusterName: cluster.name } },
        child,
      );
    const providers = new ecs.ClusterCapacityProviders(
      `${name}-capacity`,
      {
        clusterName: cluster.name,
        capacityProviders: [
          "FARGATE",
          "FARGATE_SPOT",
          ...(instances === undefined ? [] : [instances.capacityProviderName]),
        ],
      },
      child,
    );
    const namespace = args.serviceConnect === true ? createNamespace(name, child) : undefined;

    // A service that came before its capacity provider would be refused, and a provider that went
    // before its service would be in use.
    this.arn = pulumi.all([cluster.arn, providers.id]).apply(([arn]) => arn);
    this.clusterName = cluster.name;
    this.instanceCapacityProvider = instances?.capacityProviderName;
    this.serviceConnectNamespaceArn = namespace?.arn;
    this.serviceConnectNamespaceName = namespace?.name;
    this.execLogging = exec !== undefined;
    this.execStatements = exec?.statements ?? [];
    this.registerOutputs({
      arn: this.arn,
      clusterName: this.clusterName,
      execLogging: this.execLogging,
      ...(instances && { instanceCapacityProvider: this.instanceCapacityProvider }),
      ...(namespace && {
        serviceConnectNamespaceArn: this.serviceConnectNamespaceArn,
        serviceConnectNamespaceName: this.serviceConnectNamespaceName,
      }),
    });
  }
}

const insights = ["enhanced", "enabled", "disabled"] as const;

function checkArguments(name: string, { containerInsights, instances }: EcsClusterArgs): void {
  const refuse = (fault: string): never => {
    throw new ArgumentError("EcsCluster", name, fault);
  };
  if (!/^[A-Za-z0-9_-]{1,200}$/.test(name)) {
    refuse(
      `name must be 1 to 200 letters, digits, hyphens and underscores, got "${name}"; rename the cluster`,
    );
  }
  if (instances !== undefined && reservedNames.test(name)) {
    refuse(
      `name must not begin with aws, ecs or fargate when the cluster has instances, since ECS keeps such names for its own capacity providers, got "${name}"; rename the cluster`,
    );
  }
  if (containerInsights !== undefined && !insights.includes(containerInsights)) {
    refuse(
      `containerInsights must be enhanced, enabled or disabled, got "${containerInsights as string}"`,
    );
  }
}

function createCluster(
  name: string,
  { containerInsights, storageKey }: EcsClusterArgs,
  executeCommandConfiguration: ExecLog["configuration"] | undefined,
  opts: pulumi.CustomResourceOptions,
): ecs.Cluster {
  return new ecs.Cluster(
    `${name}-cluster`,
    {
      settings: [{ name: "containerInsights", value: containerInsights ?? "enhanced" }],
      ...((executeCommandConfiguration ?? storageKey) && {
        configuration: {
          ...(executeCommandConfiguration && { executeCommandConfiguration }),
          ...(storageKey && {
            managedStorageConfiguration: {
              fargateEphemeralStorageKmsKeyId: storageKey.arn,
              kmsKeyId: storageKey.arn,
            },
          }),
        },
      }),
    },
    opts,
  );
}

function createNamespace(
  name: string,
  opts: pulumi.CustomResourceOptions,
): servicediscovery.HttpNamespace {
  return new servicediscovery.HttpNamespace(
    `${name}-namespace`,
    { description: `Services of the cluster ${name}` },
    opts,
  );
}
