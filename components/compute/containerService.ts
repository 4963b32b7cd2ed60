import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { Ec2Runtime, FargateRuntime } from "../../services/contract";
import { ArgumentError } from "../internal/errors";
import { defaultTasks } from "../internal/serviceFaults";
import type { MonitoredTasks } from "../observability/monitoredService";
import type { EcsCluster } from "./cluster";
import { released } from "./release/follower";
import { createServiceRelease, type Entrance, type ServiceRelease } from "./release/release";
import { releaseFaults, sloFaults } from "./release/releaseFaults";
import { defaultRelease, isShifting } from "./release/strategy";
import { type CapacityOptions, capacityOf } from "./tasks/capacity";
import { containerPort } from "./tasks/containerDefinition";
import { containerServiceFaults } from "./tasks/containerServiceFaults";
import { serviceConnectConfiguration } from "./tasks/serviceConnect";
import { createTargetGroup, type TargetOptions } from "./tasks/targetGroup";
import { createTaskDefinition, type TaskDefinition } from "./tasks/taskDefinition";
import { createTaskFirewall } from "./tasks/taskFirewall";
import type { TaskOptions } from "./tasks/taskOptions";
import { createTaskScaling, type ScalingOptions } from "./tasks/taskScaling";
import { trafficTo, type WorkloadArgs } from "./workload";

export interface ContainerServiceArgs
  extends WorkloadArgs, TaskOptions, TargetOptions, CapacityOptions, ScalingOptions {
  readonly runtime: FargateRuntime | Ec2Runtime;
  readonly cluster: EcsCluster;
  /** Seconds in which a new task's failed load balancer checks do not count, 0 to 3600. @default 30 */
  readonly graceSeconds?: number;
}

/**
 * A service on ECS, on Fargate or on the cluster's EC2 instances, behind the ingress. Tasks run as a
 * non-root user on a read-only file system in private subnets; a deployment that does not become
 * healthy is rolled back and fails; the task count follows the load and no deployment resets it.
 */
export class ContainerService extends pulumi.ComponentResource {
  readonly serviceName: pulumi.Output<string>;
  readonly taskRoleArn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  /** How CloudWatch knows the service, for alarms and dashboards. */
  readonly monitored: MonitoredTasks;
  readonly #name: string;
  readonly #args: ContainerServiceArgs;

  constructor(name: string, args: ContainerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:ContainerService", name, {}, opts);
    const faults = [
      ...containerServiceFaults(name, args),
      ...releaseFaults(args.runtime.kind, args.release, args.routes),
      ...sloFaults(args.slo),
    ];
    if (faults.length > 0) throw new ArgumentError("ContainerService", name, faults.join("; "));
    this.#name = name;
    this.#args = args;

    const child = { parent: this };
    const task = createTaskDefinition(name, args, child);
    const securityGroup = createTaskFirewall(name, args, child);
    const entrance = this.createEntrance();
    const release = createServiceRelease(name, { ...args, entrance }, child);
    const service = this.createService(task, securityGroup.id, entrance, release);
    if (args.scheduling !== "daemon") this.createScaling(service, entrance);

    const { releases } = args;
    const { waitingMinutes } = release;
    this.serviceName = released({ name, service, releases, waitingMinutes, parent: this });
    this.taskRoleArn = task.taskRoleArn;
    this.securityGroupId = securityGroup.id;
    this.logGroupName = task.log.logGroupName;
    this.monitored = {
      kind: "ecs",
      clusterName: args.cluster.clusterName,
      // Not the followed name: a service whose release failed is watched all the more.
      serviceName: service.name,
      logGroupName: this.logGroupName,
      ...(entrance === undefined ? {} : { traffic: trafficTo(entrance.targets, entrance.rules) }),
    };
    this.registerOutputs({
      serviceName: this.serviceName,
      taskRoleArn: this.taskRoleArn,
      securityGroupId: this.securityGroupId,
      logGroupName: this.logGroupName,
    });
  }

  /**
   * The target groups that requests go to, and the rules that send them there; undefined for a service
   * without routes, which works on its own.
   */
  private createEntrance(): Entrance | undefined {
    const { ingress, routes } = this.#args;
    if (routes.length === 0) return undefined;
    const create = (name: string) => createTargetGroup(name, this.#args, { parent: this });
    const production = create(`${this.#name}-targets`);
    const targets = isShifting(this.#args.release ?? defaultRelease)
      ? { production, alternate: create(`${this.#name}-alternate`) }
      : { production };
    return { targets, rules: ingress.routeToTasks(routes, targets) };
  }

  private createService(
    task: TaskDefinition,
    securityGroupId: pulumi.Output<string>,
    entrance: Entrance | undefined,
    release: ServiceRelease,
  ): ecs.Service {
    const { cluster, network, releases } = this.#args;
    return new ecs.Service(
      `${this.#name}-service`,
      {
        cluster: cluster.arn,
        taskDefinition: task.arn,
        ...this.count(),
        ...capacityOf(this.#args),
        ...release.settings,
        ...this.rollout(),
        ...this.balancing(entrance, release),
        ...this.connection(task),
        ...(this.#args.exec === true ? { enableExecuteCommand: true } : {}),
        propagateTags: "SERVICE",
        // Tasks are steady after a rollback too, and not yet while a canary is watched.
        waitForSteadyState: releases === undefined,
        networkConfiguration: {
          subnets: network.privateSubnetIds,
          securityGroups: [securityGroupId],
          assignPublicIp: false,
        },
      },
      {
        parent: this,
        // ECS refuses a target group that no listener uses yet.
        dependsOn: [...(entrance?.rules.production ?? []), ...(entrance?.rules.test ?? [])],
        // Scaling moves the count; a deployment must not move it back.
        ignoreChanges: ["desiredCount"],
      },
    );
  }

  /** Tasks to start with; a daemon has as many as there are instances. */
  private count(): Partial<ecs.ServiceArgs> {
    const { scheduling, scale } = this.#args;
    return scheduling === "daemon" ? {} : { desiredCount: scale?.min ?? defaultTasks.min };
  }

  /** How new tasks take over; a daemon's instance has room for one task, so the old one goes first. */
  private rollout(): Partial<ecs.ServiceArgs> {
    const daemon = this.#args.scheduling === "daemon";
    return {
      deploymentMinimumHealthyPercent: daemon ? 0 : 100,
      deploymentMaximumPercent: daemon ? 100 : 200,
    };
  }

  private balancing(
    entrance: Entrance | undefined,
    release: ServiceRelease,
  ): Partial<ecs.ServiceArgs> {
    if (entrance === undefined) return {};
    const { production } = entrance.targets;
    return {
      healthCheckGracePeriodSeconds: this.#args.graceSeconds ?? 30,
      loadBalancers: [
        {
          targetGroupArn: production.arn,
          containerName: this.#name,
          containerPort,
          ...release.loadBalancer,
        },
      ],
    };
  }

  private connection(task: TaskDefinition): Partial<ecs.ServiceArgs> {
    const { cluster, serviceConnect = "none" } = this.#args;
    const namespaceArn = cluster.serviceConnectNamespaceArn;
    if (serviceConnect === "none" || namespaceArn === undefined) return {};
    const args = { ...task.log, name: this.#name, role: serviceConnect, namespaceArn };
    return { serviceConnectConfiguration: serviceConnectConfiguration(args) };
  }

  private createScaling(service: ecs.Service, entrance: Entrance | undefined): void {
    const { cluster, scale = {} } = this.#args;
    createTaskScaling(
      `${this.#name}-scaling`,
      {
        ...this.#args,
        clusterName: cluster.clusterName,
        serviceName: service.name,
        scale,
        ...(entrance === undefined
          ? {}
          : {
              targets: {
                ...entrance.targets,
                loadBalancerArnSuffix: entrance.rules.loadBalancerArnSuffix,
              },
            }),
      },
      { parent: this },
    );
  }
}
