import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { Ec2Runtime, FargateRuntime } from "../../services/contract";
import type { TaskRules } from "../edge/ingress";
import type * as lb from "@pulumi/aws/lb";
import { ArgumentError } from "../internal/errors";
import { defaultTasks, sizeFaults } from "../internal/serviceFaults";
import type { EcsCluster } from "./cluster";
import { containerPort } from "./tasks/containerDefinition";
import { createTargetGroup } from "./tasks/targetGroup";
import { createTaskDefinition } from "./tasks/taskDefinition";
import { createTaskFirewall } from "./tasks/taskFirewall";
import { createTaskScaling } from "./tasks/taskScaling";
import type { WorkloadArgs } from "./workload";

export interface ContainerServiceArgs extends WorkloadArgs {
  readonly runtime: FargateRuntime | Ec2Runtime;
  readonly cluster: EcsCluster;
}

/**
 * A service on ECS Fargate behind the ingress. Tasks run as a non-root user on a read-only file system
 * in private subnets; a deployment that does not become healthy is rolled back and fails; the task
 * count follows CPU and no deployment resets it.
 */
export class ContainerService extends pulumi.ComponentResource {
  readonly serviceName: pulumi.Output<string>;
  readonly taskRoleArn: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly #name: string;
  readonly #args: ContainerServiceArgs;

  constructor(name: string, args: ContainerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:compute:ContainerService", name, {}, opts);
    const faults = sizeFaults(args.runtime, args.scale);
    if (faults.length > 0) throw new ArgumentError("ContainerService", name, faults.join("; "));
    this.#name = name;
    this.#args = args;

    const child = { parent: this };
    const task = createTaskDefinition(name, args, child);
    const securityGroup = createTaskFirewall(name, args, child);
    const production = createTargetGroup(`${name}-targets`, args, child);
    const rules = args.ingress.routeToTasks(args.routes, { production });
    const service = this.createService(task.arn, securityGroup.id, production, rules);
    createTaskScaling(
      `${name}-scaling`,
      { clusterName: args.cluster.clusterName, serviceName: service.name, scale: args.scale ?? {} },
      child,
    );

    this.serviceName = service.name;
    this.taskRoleArn = task.taskRoleArn;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({
      serviceName: this.serviceName,
      taskRoleArn: this.taskRoleArn,
      securityGroupId: this.securityGroupId,
    });
  }

  private createService(
    taskDefinitionArn: pulumi.Output<string>,
    securityGroupId: pulumi.Output<string>,
    targetGroup: lb.TargetGroup,
    rules: TaskRules,
  ): ecs.Service {
    const { cluster, network, scale } = this.#args;
    return new ecs.Service(
      `${this.#name}-service`,
      {
        cluster: cluster.arn,
        taskDefinition: taskDefinitionArn,
        desiredCount: scale?.min ?? defaultTasks.min,
        launchType: "FARGATE",
        propagateTags: "SERVICE",
        availabilityZoneRebalancing: "ENABLED",
        deploymentCircuitBreaker: { enable: true, rollback: true },
        deploymentMinimumHealthyPercent: 100,
        deploymentMaximumPercent: 200,
        healthCheckGracePeriodSeconds: 30,
        waitForSteadyState: true,
        networkConfiguration: {
          subnets: network.privateSubnetIds,
          securityGroups: [securityGroupId],
          assignPublicIp: false,
        },
        loadBalancers: [
          { targetGroupArn: targetGroup.arn, containerName: this.#name, containerPort },
        ],
      },
      {
        parent: this,
        // ECS refuses a target group that no listener uses yet.
        dependsOn: [...rules.production],
        // Scaling moves the count; a deployment must not move it back.
        ignoreChanges: ["desiredCount"],
      },
    );
  }
}
