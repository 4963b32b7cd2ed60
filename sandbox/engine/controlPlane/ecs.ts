/**
 * What ECS says of deployments and of tasks that run once. Here each one has succeeded as soon as the engine
 * has written it into its state: the tasks themselves are started later, from that state.
 */
import { z } from "zod";
import type { DeployedStack } from "../../cloud/state/deployedStack";
import { ActionError, type ActionInput, type Actions, textsIn } from "./actions";

const serviceSchema = z.object({
  arn: z.string(),
  cluster: z.string(),
  name: z.string(),
  desiredCount: z.number().default(0),
  taskDefinition: z.string(),
});
type Service = z.infer<typeof serviceSchema>;

const definitionSchema = z.object({ arn: z.string(), containerDefinitions: z.string() });
const containersSchema = z.array(z.object({ name: z.string() }));

const prefix = "AmazonEC2ContainerServiceV20141113";
/** AWS's JSON protocol writes times in seconds. */
const deployedAt = 0;

function servicesOf(stack: DeployedStack): Service[] {
  return stack.ofType("aws:ecs/service:Service", serviceSchema).map(({ properties }) => properties);
}

function describeService({ arn, cluster, name, desiredCount, taskDefinition }: Service): object {
  const counts = { desiredCount, runningCount: desiredCount, pendingCount: 0 };
  return {
    ...counts,
    serviceArn: arn,
    serviceName: name,
    clusterArn: cluster,
    status: "ACTIVE",
    taskDefinition,
    deployments: [{ ...counts, status: "PRIMARY", taskDefinition, rolloutState: "COMPLETED" }],
  };
}

/** One for each task definition, so that a new one is a new deployment. */
function describeDeployment({ arn, cluster, taskDefinition }: Service): object {
  const [family, revision = ""] = taskDefinition.split("/").pop()?.split(":") ?? [];
  return {
    serviceDeploymentArn: `${arn.replace(":service/", ":service-deployment/")}/${family ?? ""}-${revision}`,
    serviceArn: arn,
    clusterArn: cluster,
    createdAt: deployedAt,
    startedAt: deployedAt,
    finishedAt: deployedAt,
    status: "SUCCESSFUL",
  };
}

/** The cluster's and the definition's ARN, as far as the stack has them. */
function runnable({ cluster, taskDefinition }: ActionInput, stack: DeployedStack): string[] {
  const clusters = stack.ofType("aws:ecs/cluster:Cluster", z.object({ arn: z.string() }));
  if (!clusters.some(({ properties }) => properties.arn === cluster)) {
    throw new ActionError("ClusterNotFoundException", "Cluster not found.");
  }
  const arn = String(taskDefinition);
  if (definitionOf(arn, stack) === undefined) {
    throw new ActionError("ClientException", `Unable to describe task definition ${arn}.`);
  }
  return [String(cluster), arn];
}

function definitionOf(arn: string, stack: DeployedStack) {
  const type = "aws:ecs/taskDefinition:TaskDefinition";
  const found = stack.ofType(type, definitionSchema);
  return found.find(({ properties }) => properties.arn === arn)?.properties;
}

/**
 * A task of a definition, which has one only, so that its ARN tells all of it. It says of itself that it
 * has not run: the cloud runs it when it starts, and does not start when it fails.
 */
function taskOf(cluster: string, taskDefinition: string, stack: DeployedStack): object {
  const containers = definitionOf(taskDefinition, stack)?.containerDefinitions ?? "[]";
  return {
    taskArn: `${cluster.replace(":cluster/", ":task/")}/${taskDefinition.split("/").pop()?.replace(":", "_") ?? ""}`,
    clusterArn: cluster,
    taskDefinitionArn: taskDefinition,
    lastStatus: "STOPPED",
    desiredStatus: "STOPPED",
    stoppedReason: "Not run while the sandbox deploys; its cloud runs it before the services start",
    containers: containersSchema
      .parse(JSON.parse(containers))
      .map(({ name }) => ({ name, exitCode: 0, lastStatus: "STOPPED" })),
  };
}

export const ecsActions: Actions = {
  [`${prefix}.RunTask`]: (input, stack) => {
    const [cluster = "", taskDefinition = ""] = runnable(input, stack);
    return { tasks: [taskOf(cluster, taskDefinition, stack)], failures: [] };
  },

  [`${prefix}.DescribeServices`]: ({ services }, stack) => {
    const wanted = textsIn(services);
    const found = servicesOf(stack).filter(
      ({ arn, name }) => wanted.includes(arn) || wanted.includes(name),
    );
    const missing = wanted.filter(
      (one) => !found.some(({ arn, name }) => arn === one || name === one),
    );
    return {
      services: found.map(describeService),
      failures: missing.map((arn) => ({ arn, reason: "MISSING" })),
    };
  },

  [`${prefix}.ListServiceDeployments`]: ({ service }, stack) => {
    const found = servicesOf(stack).find(({ arn, name }) => arn === service || name === service);
    if (found === undefined) {
      throw new ActionError("ServiceNotFoundException", "Service not found.");
    }
    return { serviceDeployments: [describeDeployment(found)] };
  },

  [`${prefix}.DescribeServiceDeployments`]: ({ serviceDeploymentArns }, stack) => {
    const wanted = textsIn(serviceDeploymentArns);
    const all = servicesOf(stack).map(describeDeployment);
    return {
      serviceDeployments: all.filter(
        (deployment) =>
          "serviceDeploymentArn" in deployment &&
          wanted.includes(String(deployment.serviceDeploymentArn)),
      ),
    };
  },

  [`${prefix}.DescribeTasks`]: ({ cluster, tasks }, stack) => {
    const wanted = textsIn(tasks);
    const definitions = stack.ofType("aws:ecs/taskDefinition:TaskDefinition", definitionSchema);
    const all = definitions.map(({ properties }) => taskOf(String(cluster), properties.arn, stack));
    const found = all.filter((task) => "taskArn" in task && wanted.includes(String(task.taskArn)));
    const missing = wanted.filter(
      (arn) => !found.some((task) => "taskArn" in task && task.taskArn === arn),
    );
    return { tasks: found, failures: missing.map((arn) => ({ arn, reason: "MISSING" })) };
  },
};
