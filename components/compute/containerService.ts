import * as ecs from "@pulumi/aws/ecs";
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import type { FargateRuntime, Route, Scale } from "../../services/contract";
import { ArgumentError } from "../internal/errors";
import { allowFrom, allowTo, createSecurityGroup } from "../internal/firewall";
import { autoNameWithin } from "../internal/naming";
import { pullImage, writeLogs } from "../internal/permissions";
import { createServiceRole, type Grant } from "../internal/policyDocument";
import { defaultTasks, sizeFaults } from "../internal/serviceFaults";
import { createLogGroup } from "../observability/logGroup";
import { containerDefinition, containerPort } from "./containerDefinition";
import { Image } from "./image";
import type { Platform } from "./platform";
import { Repository } from "./repository";
import { createTaskScaling } from "./taskScaling";

export interface ContainerServiceArgs extends Platform {
  readonly runtime: FargateRuntime;
  /** What the load balancer sends here. */
  readonly routes: readonly Route[];
  /** Path that answers 200 when a task can work. @default "/health" */
  readonly healthPath?: string;
  /** @default two to ten tasks at 60 % CPU */
  readonly scale?: Scale;
  /** Environment and permissions from the service's links. */
  readonly grants: readonly Grant[];
}

/** Seconds a load balancer lets requests finish before a task stops. */
const drainSeconds = 30;

/**
 * A service on ECS Fargate behind the shared load balancer. Tasks run as a non-root user on a
 * read-only file system in private subnets; a deployment that does not become healthy is rolled back
 * and fails; the task count follows CPU and no deployment resets it.
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

    const taskRole = this.createTaskRole();
    const taskDefinition = this.createTaskDefinition(taskRole.arn);
    const securityGroup = this.createFirewall();
    const targetGroup = this.createTargetGroup();
    const rules = args.loadBalancer.route(args.routes, targetGroup);
    const service = this.createService(taskDefinition, securityGroup.id, targetGroup, rules);
    createTaskScaling(
      `${name}-scaling`,
      { clusterName: args.cluster.clusterName, serviceName: service.name, scale: args.scale ?? {} },
      { parent: this },
    );

    this.serviceName = service.name;
    this.taskRoleArn = taskRole.arn;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({
      serviceName: this.serviceName,
      taskRoleArn: this.taskRoleArn,
      securityGroupId: this.securityGroupId,
    });
  }

  private createTaskRole() {
    return createServiceRole(
      `${this.#name}-task-role`,
      {
        service: "ecs-tasks.amazonaws.com",
        description: `What the ${this.#name} service may do`,
        sourceAccountId: this.#args.accountId,
        statements: this.#args.grants.flatMap((grant) => grant.statements),
      },
      { parent: this },
    );
  }

  private createTaskDefinition(taskRoleArn: pulumi.Output<string>): ecs.TaskDefinition {
    const { runtime, key, logs, prefix, region, grants, accountId } = this.#args;
    const name = this.#name;
    const repository = new Repository(`${name}-images`, { key }, { parent: this });
    const image = new Image(
      `${name}-build`,
      { repository, entry: `services/${name}/main.ts` },
      { parent: this },
    );
    const logGroup = createLogGroup(`${name}-logs`, logs, {}, { parent: this });
    const executionRole = createServiceRole(
      `${name}-execution-role`,
      {
        service: "ecs-tasks.amazonaws.com",
        description: `Starts the ${name} service's tasks: pulls the image, writes the log`,
        sourceAccountId: accountId,
        statements: [
          // Authorisation tokens belong to the account, so there is no narrower resource.
          { sid: "SignInToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
          { sid: "PullImage", actions: pullImage, resources: [repository.arn] },
          {
            sid: "WriteLogs",
            actions: writeLogs,
            resources: [pulumi.interpolate`${logGroup.arn}:log-stream:*`],
          },
        ],
      },
      { parent: this },
    );
    return new ecs.TaskDefinition(
      `${name}-task`,
      {
        family: `${prefix}-${name}`,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: String(runtime.cpu),
        memory: String(runtime.memoryMiB),
        runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
        taskRoleArn,
        executionRoleArn: executionRole.arn,
        containerDefinitions: pulumi.jsonStringify([
          containerDefinition({
            name,
            image: image.uri,
            environment: Object.assign({}, ...grants.map((grant) => grant.environment)) as Record<
              string,
              pulumi.Input<string>
            >,
            healthPath: this.#args.healthPath ?? "/health",
            logGroupName: logGroup.name,
            region,
            stopTimeoutSeconds: drainSeconds,
          }),
        ]),
      },
      { parent: this },
    );
  }

  /** The load balancer reaches the tasks; the tasks reach AWS's APIs; nothing else passes. */
  private createFirewall() {
    const { loadBalancer } = this.#args;
    const name = this.#name;
    const opts = { parent: this };
    const group = createSecurityGroup(
      `${name}-security-group`,
      { vpcId: loadBalancer.network.vpcId, description: `Tasks of the ${name} service` },
      opts,
    );
    const toTasks = { port: containerPort, description: `Load balancer to ${name}` };
    allowTo(
      `${name}-from-load-balancer-egress`,
      {
        ...toTasks,
        securityGroupId: loadBalancer.securityGroupId,
        peer: { securityGroupId: group.id },
      },
      opts,
    );
    allowFrom(
      `${name}-from-load-balancer-ingress`,
      {
        ...toTasks,
        securityGroupId: group.id,
        peer: { securityGroupId: loadBalancer.securityGroupId },
      },
      opts,
    );
    allowTo(
      `${name}-to-aws`,
      {
        securityGroupId: group.id,
        peer: { cidrIpv4: "0.0.0.0/0" },
        port: 443,
        description: "AWS APIs: image, log, linked resources",
      },
      opts,
    );
    return group;
  }

  private createTargetGroup(): lb.TargetGroup {
    return new lb.TargetGroup(
      autoNameWithin(`${this.#name}-targets`, 32),
      {
        targetType: "ip",
        protocol: "HTTP",
        port: containerPort,
        vpcId: this.#args.loadBalancer.network.vpcId,
        deregistrationDelay: drainSeconds,
        healthCheck: {
          path: this.#args.healthPath ?? "/health",
          matcher: "200",
          interval: 10,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
        },
      },
      { parent: this },
    );
  }

  private createService(
    taskDefinition: ecs.TaskDefinition,
    securityGroupId: pulumi.Output<string>,
    targetGroup: lb.TargetGroup,
    listenerRules: pulumi.Resource[],
  ): ecs.Service {
    const { cluster, loadBalancer, scale } = this.#args;
    return new ecs.Service(
      `${this.#name}-service`,
      {
        cluster: cluster.arn,
        taskDefinition: taskDefinition.arn,
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
          subnets: loadBalancer.network.privateSubnetIds,
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
        dependsOn: listenerRules,
        // Scaling moves the count; a deployment must not move it back.
        ignoreChanges: ["desiredCount"],
      },
    );
  }
}
