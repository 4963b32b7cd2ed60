/** ECS services and their task definitions as the state declares them. */
import { z } from "zod";
import type { RoleAssumer } from "../identity/roles";
import type { PodPolicy } from "../network/networkPolicies";
import type { DeployedStack } from "../state/deployedStack";
import { CloudError, type ServiceRuntime } from "../types";

const containerSchema = z.object({
  name: z.string(),
  image: z.string(),
  essential: z.boolean().nullish(),
  entryPoint: z.array(z.string()).nullish(),
  command: z.array(z.string()).nullish(),
  workingDirectory: z.string().nullish(),
  environment: z.array(z.object({ name: z.string(), value: z.string().default("") })).nullish(),
  secrets: z.array(z.object({ name: z.string(), valueFrom: z.string() })).nullish(),
  portMappings: z.array(z.object({ containerPort: z.number() })).nullish(),
  /** Fargate's default is 30 seconds and its limit 120. */
  stopTimeout: z.number().max(120).nullish(),
});
export type Container = z.infer<typeof containerSchema>;

export const taskDefinitionSchema = z.object({
  arn: z.string(),
  family: z.string(),
  containerDefinitions: z.string(),
  taskRoleArn: z.string().optional(),
  executionRoleArn: z.string().optional(),
  requiresCompatibilities: z.array(z.string()).default([]),
  tags: z.record(z.string(), z.string()).default({}),
});
const serviceSchema = z.object({
  name: z.string(),
  taskDefinition: z.string(),
  desiredCount: z.number().default(1),
  healthCheckGracePeriodSeconds: z.number().default(0),
  networkConfiguration: z
    .object({
      subnets: z.array(z.string()).default([]),
      securityGroups: z.array(z.string()).default([]),
    })
    .default({ subnets: [], securityGroups: [] }),
  loadBalancers: z
    .array(
      z.object({
        targetGroupArn: z.string().optional(),
        containerName: z.string(),
        containerPort: z.number(),
      }),
    )
    .default([]),
});

/** One service of ECS or Kubernetes with the container that is run for it. */
export interface ContainerServiceDefinition {
  readonly name: string;
  readonly runtime: Exclude<ServiceRuntime, "lambda">;
  /** Name in the API of ECS or, after its namespace, of Kubernetes. */
  readonly serviceName: string;
  readonly family: string;
  readonly desiredCount: number;
  readonly gracePeriodSeconds: number;
  readonly container: Container;
  /** Other containers of the task, which are not run. */
  readonly sidecars: readonly string[];
  readonly taskRoleArn?: string;
  /** Who assumes the task role. @default ECS */
  readonly taskRoleAssumer?: RoleAssumer;
  readonly executionRoleArn?: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** Network policies of Kubernetes that select the pods. @default none */
  readonly policies?: readonly PodPolicy[];
  readonly targetGroups: readonly { readonly arn: string; readonly containerPort: number }[];
}

function parseContainers(json: string, family: string): Container[] {
  const parsed = z.array(containerSchema).min(1).safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CloudError(
    `Task definition ${family}: containerDefinitions.${issue?.path.join(".") ?? ""} ` +
      `${issue?.message ?? "cannot be read"}. ECS would refuse it too; fix the definition and deploy again.`,
  );
}

/** What a task definition alone says: the container that is run for it, and in which roles. */
export function readDefinition(
  definition: z.infer<typeof taskDefinitionSchema>,
  urn: string,
  containerName?: string,
): Pick<
  ContainerServiceDefinition,
  "runtime" | "family" | "container" | "sidecars" | "taskRoleArn" | "executionRoleArn"
> {
  const { family, taskRoleArn, executionRoleArn, requiresCompatibilities } = definition;
  const containers = parseContainers(definition.containerDefinitions, family);
  const container = containers.find(({ name }) => name === containerName) ?? containers[0];
  if (container === undefined) throw new CloudError(`${urn} has no container.`);
  return {
    runtime: requiresCompatibilities.includes("EC2") ? "ec2" : "fargate",
    family,
    container,
    sidecars: containers.filter((other) => other !== container).map(({ name }) => name),
    taskRoleArn,
    executionRoleArn,
  };
}

export function readContainerServices(stack: DeployedStack): ContainerServiceDefinition[] {
  const definitions = stack.ofType("aws:ecs/taskDefinition:TaskDefinition", taskDefinitionSchema);
  return stack
    .ofType("aws:ecs/service:Service", serviceSchema)
    .map(({ displayName, urn, properties }) => {
      const definition = definitions.find(
        ({ properties: { arn, family } }) =>
          properties.taskDefinition === arn || properties.taskDefinition === family,
      )?.properties;
      if (definition === undefined) {
        throw new CloudError(
          `${urn} runs task definition ${properties.taskDefinition}, which is not in the state. ` +
            "The sandbox runs only what the stack deployed.",
        );
      }
      return {
        ...readDefinition(definition, urn, properties.loadBalancers[0]?.containerName),
        name: displayName,
        serviceName: properties.name,
        desiredCount: properties.desiredCount,
        gracePeriodSeconds: properties.healthCheckGracePeriodSeconds,
        subnetIds: properties.networkConfiguration.subnets,
        securityGroupIds: properties.networkConfiguration.securityGroups,
        targetGroups: properties.loadBalancers.flatMap(({ targetGroupArn, containerPort }) =>
          targetGroupArn === undefined ? [] : [{ arn: targetGroupArn, containerPort }],
        ),
      };
    });
}
