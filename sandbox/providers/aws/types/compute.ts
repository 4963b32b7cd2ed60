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
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    id: "{repository}",
    replaceOnChange: ["repository"],
  },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": {
    id: "{repository}",
    replaceOnChange: ["repository"],
  },
  "aws:autoscaling/group:Group": {
    id: "{name}",
    outputs: {
      arn: "arn:{partition}:autoscaling:{region}:{account}:autoScalingGroup:{uuid}:autoScalingGroupName/{name}",
    },
  },
  "aws:eks/cluster:Cluster": {
    id: "{name}",
    outputs: {
      arn: "arn:{partition}:eks:{region}:{account}:cluster/{name}",
      endpoint: "https://{upper32}.gr7.{region}.eks.amazonaws.com",
      version: "1.34",
      status: "ACTIVE",
      platformVersion: "eks.1",
      certificateAuthority: (context) => ({ data: context.random.text("mixed", 64, "ca") }),
      identities: (context) => [
        {
          oidcs: [
            {
              issuer: `https://oidc.eks.${context.text("region")}.amazonaws.com/id/${context.random.text("upper", 32, "oidc")}`,
            },
          ],
        },
      ],
    },
    replaceOnChange: ["roleArn"],
  },
  "aws:eks/nodeGroup:NodeGroup": {
    id: "{clusterName}:{nodeGroupName}",
    outputs: {
      arn: "arn:{partition}:eks:{region}:{account}:nodegroup/{clusterName}/{nodeGroupName}/{uuid}",
      status: "ACTIVE",
    },
  },
  "aws:codedeploy/application:Application": {
    id: "{applicationId}:{name}",
    outputs: {
      applicationId: "{uuid}",
      arn: "arn:{partition}:codedeploy:{region}:{account}:application:{name}",
    },
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
