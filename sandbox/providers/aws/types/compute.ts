import type { ResourceContext, TypeRule } from "../../fill/rules";
import { textOf } from "../../wire";
import type { Properties } from "../../wire";

const ECS = "arn:{partition}:ecs:{region}:{account}";
const LAMBDA = "arn:{partition}:lambda:{region}:{account}";

/** Last revision given out per family: a new revision must differ from the one it replaces. */
const revisions = new Map<string, number>();

/** The replacement of a revision that is in the state gets the next one. */
function rememberRevision({ family, revision }: Properties): void {
  const key = textOf(family);
  revisions.set(key, Math.max(Number(revision), revisions.get(key) ?? 0));
}

function nextRevision(context: ResourceContext): number {
  const family = context.text("family");
  const revision = (revisions.get(family) ?? 0) + 1;
  revisions.set(family, revision);
  return revision;
}

function functionVersion(context: ResourceContext): string {
  if (context.inputs.publish !== true) {
    return "$LATEST";
  }
  return String(Number(context.previous?.version ?? 0) + 1);
}

/** Containers, functions and the clusters that run them. */
export const computeTypes: Readonly<Record<string, TypeRule>> = {
  "aws:ecs/cluster:Cluster": { id: "{arn}", outputs: { arn: `${ECS}:cluster/{name}` } },
  "aws:ecs/capacityProvider:CapacityProvider": {
    id: "{arn}",
    outputs: { arn: `${ECS}:capacity-provider/{name}` },
  },
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": {
    id: "{clusterName}",
    replaceOnChange: ["clusterName"],
  },
  "aws:ecs/taskDefinition:TaskDefinition": {
    id: "{family}",
    outputs: {
      revision: nextRevision,
      arn: `${ECS}:task-definition/{family}:{revision}`,
      arnWithoutRevision: `${ECS}:task-definition/{family}`,
      networkMode: "bridge",
    },
    updateInPlace: ["tags", "skipDestroy", "trackLatest"],
    remember: rememberRevision,
  },
  "aws:ecs/service:Service": {
    id: "{arn}",
    outputs: {
      arn: (context) =>
        `arn:aws:ecs:${context.text("region")}:${context.constants.account ?? ""}:service/${lastPart(context.text("cluster"))}/${context.text("name")}`,
      launchType: "EC2",
      platformVersion: "LATEST",
      iamRole: `/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
      availabilityZoneRebalancing: "ENABLED",
    },
    replaceOnChange: ["cluster", "launchType", "schedulingStrategy"],
  },
  "aws:appautoscaling/target:Target": {
    id: "{resourceId}",
    outputs: {
      arn: "arn:{partition}:application-autoscaling:{region}:{account}:scalable-target/{hex32}",
      roleArn:
        "arn:{partition}:iam::{account}:role/aws-service-role/{serviceNamespace}.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling",
    },
    replaceOnChange: ["resourceId", "scalableDimension", "serviceNamespace"],
  },
  "aws:appautoscaling/policy:Policy": {
    id: "{name}",
    outputs: {
      arn: "arn:{partition}:autoscaling:{region}:{account}:scalingPolicy:{uuid}:resource/{serviceNamespace}/{resourceId}:policyName/{name}",
    },
    replaceOnChange: ["resourceId", "scalableDimension", "serviceNamespace"],
  },
  "aws:appautoscaling/scheduledAction:ScheduledAction": { id: "{name}-{resourceId}" },
  "aws:lambda/function:Function": {
    id: "{name}",
    outputs: {
      arn: `${LAMBDA}:function:{name}`,
      invokeArn:
        "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations",
      packageType: "Zip",
      responseStreamingInvokeArn:
        "arn:{partition}:apigateway:{region}:lambda:path/2021-11-15/functions/{arn}/response-streaming-invocations",
      sourceCodeSize: 1024,
      reservedConcurrentExecutions: -1,
    },
    derived: {
      version: functionVersion,
      qualifiedArn: "{arn}:{version}",
      qualifiedInvokeArn:
        "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{qualifiedArn}/invocations",
      lastModified: () => new Date().toISOString(),
    },
    replaceOnChange: ["packageType"],
  },
  "aws:lambda/alias:Alias": {
    id: "{arn}",
    outputs: {
      arn: (context) => `${functionArn(context)}:${context.text("name")}`,
      invokeArn:
        "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations",
    },
    replaceOnChange: ["functionName"],
  },
  "aws:lambda/permission:Permission": {
    id: "{statementId}",
    outputs: { statementId: "{logicalName}-{hex7}" },
    updateInPlace: [],
  },
  "aws:lambda/functionUrl:FunctionUrl": {
    id: "{functionName}",
    outputs: {
      functionArn,
      urlId: "{lower32}",
      functionUrl: "https://{urlId}.lambda-url.{region}.on.aws/",
    },
    replaceOnChange: ["functionName"],
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": {
    id: "{uuid}",
    outputs: {
      arn: `${LAMBDA}:event-source-mapping:{id}`,
      uuid: "{id}",
      functionArn,
      state: "Enabled",
      stateTransitionReason: "USER_INITIATED",
      lastProcessingResult: "No records processed",
    },
    replaceOnChange: ["eventSourceArn"],
  },
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": {
    id: "{functionName}:{qualifier}",
    replaceOnChange: ["functionName", "qualifier"],
  },
  "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": {
    id: "{functionName},{qualifier}",
    replaceOnChange: ["functionName", "qualifier"],
  },
  "aws:lambda/layerVersion:LayerVersion": {
    id: "{arn}",
    outputs: {
      layerArn: `${LAMBDA}:layer:{layerName}`,
      version: "1",
      arn: "{layerArn}:{version}",
    },
    updateInPlace: [],
  },
  "aws:ecr/repository:Repository": {
    id: "{name}",
    outputs: {
      arn: "arn:{partition}:ecr:{region}:{account}:repository/{name}",
      registryId: "{account}",
      repositoryUrl: "{account}.dkr.ecr.{region}.amazonaws.com/{name}",
    },
    replaceOnChange: ["encryptionConfigurations"],
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    id: "{repository}",
    replaceOnChange: ["repository"],
  },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": {
    id: "{repository}",
    replaceOnChange: ["repository"],
  },
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": {
    id: "{ecrRepositoryPrefix}",
    outputs: { registryId: "{account}" },
    replaceOnChange: ["ecrRepositoryPrefix", "upstreamRegistryUrl", "upstreamRepositoryPrefix"],
  },
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": {
    id: "{prefix}",
    outputs: { registryId: "{account}" },
    replaceOnChange: ["prefix"],
  },
  "aws:autoscaling/group:Group": {
    id: "{name}",
    outputs: {
      arn: "arn:{partition}:autoscaling:{region}:{account}:autoScalingGroup:{uuid}:autoScalingGroupName/{name}",
      desiredCapacity: (context) => context.property("minSize"),
      defaultCooldown: 300,
      healthCheckGracePeriod: 300,
      serviceLinkedRoleArn:
        "arn:{partition}:iam::{account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
    },
  },
  "aws:codedeploy/application:Application": {
    id: "{applicationId}:{name}",
    outputs: {
      applicationId: "{uuid}",
      githubAccountName: "",
      arn: "arn:{partition}:codedeploy:{region}:{account}:application:{name}",
    },
  },
  "aws:codedeploy/deploymentConfig:DeploymentConfig": {
    id: "{deploymentConfigName}",
    outputs: {
      deploymentConfigId: "{uuid}",
      arn: "arn:{partition}:codedeploy:{region}:{account}:deploymentconfig:{deploymentConfigName}",
    },
    updateInPlace: [],
  },
  "aws:codedeploy/deploymentGroup:DeploymentGroup": {
    id: "{deploymentGroupId}",
    outputs: {
      deploymentGroupId: "{uuid}",
      computePlatform: "Lambda",
      arn: "arn:{partition}:codedeploy:{region}:{account}:deploymentgroup:{appName}/{deploymentGroupName}",
    },
    replaceOnChange: ["appName"],
  },
};

function functionArn(context: ResourceContext): string {
  const name = context.text("functionName");
  return name.startsWith("arn:")
    ? name
    : `arn:aws:lambda:${context.text("region")}:${context.constants.account ?? ""}:function:${name}`;
}

/** Last part of an ARN or name: `…:cluster/shop` is `shop`. */
function lastPart(text: string): string {
  return text.split("/").pop() ?? text;
}
