/** Tasks that run once before the services start, such as migrations: each by the input of RunTask that a parameter holds. */
import { z } from "zod";
import type { DeployedStack } from "../state/deployedStack";
import {
  type ContainerServiceDefinition,
  readDefinition,
  taskDefinitionSchema,
} from "./definitions";

/** What a task definition says of itself when its task runs once. */
const TAG = "microservices:one-off";

const parameterSchema = z.object({ insecureValue: z.string().optional() });
const requestSchema = z.object({
  taskDefinition: z.string(),
  networkConfiguration: z.object({
    awsvpcConfiguration: z.object({
      subnets: z.array(z.string()),
      securityGroups: z.array(z.string()),
    }),
  }),
});

/** How each such task is run, by the ARN of its definition. */
function readRequests(stack: DeployedStack): Map<string, z.infer<typeof requestSchema>> {
  const requests = stack
    .ofType("aws:ssm/parameter:Parameter", parameterSchema)
    .flatMap(({ properties }) => {
      const request = requestSchema.safeParse(jsonOf(properties.insecureValue ?? ""));
      return request.success ? [request.data] : [];
    });
  return new Map(requests.map((request) => [request.taskDefinition, request]));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The tasks as a service of one task would be declared, with no load balancer before it. */
export function readOneOffTasks(stack: DeployedStack): ContainerServiceDefinition[] {
  const requests = readRequests(stack);
  return stack
    .ofType("aws:ecs/taskDefinition:TaskDefinition", taskDefinitionSchema)
    .flatMap(({ urn, displayName, properties }) => {
      const request = requests.get(properties.arn)?.networkConfiguration.awsvpcConfiguration;
      if (properties.tags[TAG] === undefined || request === undefined) return [];
      return [
        {
          ...readDefinition(properties, urn),
          name: displayName,
          serviceName: properties.family,
          desiredCount: 1,
          gracePeriodSeconds: 0,
          subnetIds: request.subnets,
          securityGroupIds: request.securityGroups,
          targetGroups: [],
        },
      ];
    });
}
