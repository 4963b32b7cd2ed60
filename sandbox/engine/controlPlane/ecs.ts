/**
 * What ECS says of deployments. Here each one has succeeded as soon as the engine has written the service
 * into its state: the tasks themselves are started later, from that state.
 */
import { z } from "zod";
import type { DeployedStack } from "../../cloud/state/deployedStack";
import { ActionError, type Actions, textsIn } from "./actions";

const serviceSchema = z.object({
  arn: z.string(),
  cluster: z.string(),
  name: z.string(),
  desiredCount: z.number().default(0),
  taskDefinition: z.string(),
});
type Service = z.infer<typeof serviceSchema>;

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

export const ecsActions: Actions = {
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
};
