import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { Ec2Runtime, FargateRuntime } from "../../../services/contract";
import { containerCpu } from "../../internal/fargateSizes";
import { openSessionChannels } from "../../internal/permissions/instances";
import {
  createServiceRole,
  type PolicyStatement,
  type ServiceRole,
} from "../../internal/policyDocument";
import { type MemoryUse, serviceMemoryMiB } from "../../internal/taskMemory";
import { createLogGroup } from "../../observability/logGroup";
import type { EcsCluster } from "../cluster";
import { defaultHealthPath, environmentOf, statementsOf, type WorkloadArgs } from "../workload";
import { containerDefinition, type LogTarget } from "./containerDefinition";
import { createExecutionRole } from "./executionRole";
import { execMountPoints, execVolumes } from "./exec";
import { containerSecrets, secretStatements } from "./secrets";
import { proxyMemory } from "./serviceConnect";
import { createTaskImage } from "./taskImage";
import { defaultStopTimeoutSeconds, type TaskOptions } from "./taskOptions";
import {
  afterCollector,
  collectorDefinition,
  collectorEnvironment,
  collectorMemory,
  collectorOf,
  collectorStatement,
} from "./tracing";

export interface TaskDefinitionArgs extends WorkloadArgs, TaskOptions {
  readonly runtime: FargateRuntime | Ec2Runtime;
  readonly cluster: EcsCluster;
}

/** A task definition, the role that its containers act in and the log that they write. */
export interface TaskDefinition {
  readonly arn: pulumi.Output<string>;
  readonly taskRoleArn: pulumi.Output<string>;
  readonly log: LogTarget & { readonly logGroupName: pulumi.Output<string> };
}

/** What runs beside a service's own container and takes memory of its task. */
export function memoryBeside(options: TaskOptions): MemoryUse[] {
  const collector = collectorOf(options);
  return [
    ...(collector === undefined ? [] : [collectorMemory(collector)]),
    ...((options.serviceConnect ?? "none") === "none" ? [] : [proxyMemory]),
  ];
}

/** What a service's tasks consist of: image, log, the role that starts them and the role they act in. */
export function createTaskDefinition(
  name: string,
  args: TaskDefinitionArgs,
  opts: pulumi.CustomResourceOptions,
): TaskDefinition {
  const { runtime, logs, prefix, region, architecture = "arm64" } = args;
  const taskRole = createTaskRole(name, args, opts);
  const migrates = args.beforeRelease !== undefined;
  const image = createTaskImage(name, { ...args, migrates }, opts);
  const logGroup = createLogGroup(`${name}-logs`, logs, {}, opts);
  const log = { logGroupName: logGroup.name, region };
  const executionRole = createExecutionRole(
    name,
    {
      ...args,
      what: `the ${name} service's tasks`,
      logGroupArn: logGroup.arn,
      pulling: image.statements,
      more: [
        ...(args.imageCache?.statements ?? []),
        ...secretStatements(args.secrets ?? {}, region),
      ],
    },
    opts,
  );
  const definition = new ecs.TaskDefinition(
    `${name}-task`,
    {
      family: `${prefix}-${name}`,
      requiresCompatibilities: [runtime.kind === "fargate" ? "FARGATE" : "EC2"],
      networkMode: "awsvpc",
      cpu: String(containerCpu(runtime)),
      memory: String(runtime.memoryMiB),
      runtimePlatform: {
        cpuArchitecture: architecture === "arm64" ? "ARM64" : "X86_64",
        operatingSystemFamily: "LINUX",
      },
      taskRoleArn: taskRole.arn,
      executionRoleArn: executionRole.arn,
      containerDefinitions: pulumi.jsonStringify(containers(name, args, image.uri, log)),
      ...(args.exec === true ? { volumes: execVolumes } : {}),
    },
    { ...opts, dependsOn: [...(args.beforeRelease?.(image) ?? [])] },
  );
  return { arn: definition.arn, taskRoleArn: taskRole.arn, log };
}

function containers(
  name: string,
  args: TaskDefinitionArgs,
  image: pulumi.Output<string>,
  log: LogTarget,
): object[] {
  const collector = collectorOf(args);
  const service = containerDefinition({
    ...log,
    name,
    image,
    environment: {
      ...environmentOf(name, args),
      // Fargate and Lambda say so themselves; tasks on instances cannot ask the instance.
      ...(args.runtime.kind === "ec2" ? { AWS_REGION: args.region } : {}),
      ...(collector === undefined ? {} : collectorEnvironment(name, collector)),
    },
    healthPath: args.healthPath ?? defaultHealthPath,
    stopTimeoutSeconds: args.stopTimeoutSeconds ?? defaultStopTimeoutSeconds,
    startSeconds: args.startSeconds,
    secrets: containerSecrets(args.secrets ?? {}),
    temporaryStorageMiB: args.temporaryStorageMiB,
    namesPort: (args.serviceConnect ?? "none") !== "none",
    ...(args.exec === true ? { mountPoints: execMountPoints } : {}),
    ...(collector === undefined
      ? {}
      : {
          memoryMiB: serviceMemoryMiB(args.runtime.memoryMiB, memoryBeside(args)),
          dependsOn: afterCollector,
        }),
  });
  return collector === undefined ? [service] : [service, collectorDefinition(collector, log)];
}

/** What the containers may do. */
function createTaskRole(
  name: string,
  args: TaskDefinitionArgs,
  opts: pulumi.CustomResourceOptions,
): ServiceRole {
  const sessions: PolicyStatement[] =
    args.exec === true
      ? [
          { sid: "OpenSession", actions: openSessionChannels, resources: ["*"] },
          ...args.cluster.execStatements,
        ]
      : [];
  return createServiceRole(
    `${name}-task-role`,
    {
      service: "ecs-tasks.amazonaws.com",
      description: `What the ${name} service may do`,
      sourceAccountId: args.accountId,
      statements: [
        ...statementsOf(args),
        ...(collectorOf(args) === undefined ? [] : [collectorStatement]),
        ...sessions,
      ],
    },
    opts,
  );
}
