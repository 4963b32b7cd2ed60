import * as ecs from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { Ec2Runtime, FargateRuntime } from "../../../services/contract";
import { containerCpu } from "../../internal/fargateSizes";
import { pullImage, writeLogs } from "../../internal/permissions";
import { createServiceRole } from "../../internal/policyDocument";
import { createLogGroup } from "../../observability/logGroup";
import { Image } from "../image";
import { Repository } from "../repository";
import { defaultHealthPath, environmentOf, statementsOf, type WorkloadArgs } from "../workload";
import { containerDefinition } from "./containerDefinition";
import { drainSeconds } from "./targetGroup";

export interface TaskDefinitionArgs extends WorkloadArgs {
  readonly runtime: FargateRuntime | Ec2Runtime;
}

/** A task definition and the role that its containers act in. */
export interface TaskDefinition {
  readonly arn: pulumi.Output<string>;
  readonly taskRoleArn: pulumi.Output<string>;
}

/** What a service's tasks consist of: image, log, the role that starts them and the role they act in. */
export function createTaskDefinition(
  name: string,
  args: TaskDefinitionArgs,
  opts: pulumi.CustomResourceOptions,
): TaskDefinition {
  const { runtime, key, logs, prefix, region, accountId } = args;
  const taskRole = createServiceRole(
    `${name}-task-role`,
    {
      service: "ecs-tasks.amazonaws.com",
      description: `What the ${name} service may do`,
      sourceAccountId: accountId,
      statements: statementsOf(args),
    },
    opts,
  );
  const repository = new Repository(`${name}-images`, { key }, opts);
  const image = new Image(`${name}-build`, { repository, entry: `services/${name}/main.ts` }, opts);
  const logGroup = createLogGroup(`${name}-logs`, logs, {}, opts);
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
    opts,
  );
  const definition = new ecs.TaskDefinition(
    `${name}-task`,
    {
      family: `${prefix}-${name}`,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(containerCpu(runtime)),
      memory: String(runtime.memoryMiB),
      runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
      taskRoleArn: taskRole.arn,
      executionRoleArn: executionRole.arn,
      containerDefinitions: pulumi.jsonStringify([
        containerDefinition({
          name,
          image: image.uri,
          environment: environmentOf(name, args),
          healthPath: args.healthPath ?? defaultHealthPath,
          logGroupName: logGroup.name,
          region,
          stopTimeoutSeconds: drainSeconds,
        }),
      ]),
    },
    opts,
  );
  return { arn: definition.arn, taskRoleArn: taskRole.arn };
}
