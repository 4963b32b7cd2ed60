/** What AWS and Kubernetes demand of names; AWS's by resource type, from each API reference's CreateX action. */

export interface NameLimit {
  /** Input that holds the name; Pulumi generates it from the logical name when it is not given. */
  readonly property: string;
  readonly maxLength: number;
  /** Characters of the whole name. */
  readonly pattern: RegExp;
}

/** Pulumi's suffix of a generated name: a hyphen and seven hexadecimal digits. */
const generatedSuffix = "-0a1b2c3";

const lettersDigitsHyphens = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;
const withUnderscores = /^[A-Za-z0-9_-]+$/;
const iamName = /^[\w+=,.@-]+$/;
const anything = /^[\x20-\x7e]+$/;

function name(maxLength: number, pattern: RegExp, property = "name"): NameLimit {
  return { property, maxLength, pattern };
}

/** Every type with a name that the program generates or gives. */
export const nameLimits: Readonly<Record<string, NameLimit>> = {
  "aws:appautoscaling/policy:Policy": name(256, anything),
  "aws:autoscaling/group:Group": name(255, anything),
  "aws:cloudwatch/eventRule:EventRule": name(64, /^[.\-_A-Za-z0-9]+$/),
  "aws:cloudwatch/logGroup:LogGroup": name(512, /^[.\-_/#A-Za-z0-9]+$/),
  "aws:cloudwatch/metricAlarm:MetricAlarm": name(255, anything, "name"),
  "aws:codedeploy/application:Application": name(100, anything),
  "aws:codedeploy/deploymentConfig:DeploymentConfig": name(100, anything, "deploymentConfigName"),
  "aws:codedeploy/deploymentGroup:DeploymentGroup": name(100, anything, "deploymentGroupName"),
  "aws:ec2/launchTemplate:LaunchTemplate": name(128, /^[a-zA-Z0-9().\-/_]+$/),
  "aws:ec2/securityGroup:SecurityGroup": name(255, /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/),
  "aws:ecr/repository:Repository": name(256, /^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/),
  "aws:ecs/capacityProvider:CapacityProvider": name(255, /^(?!aws|ecs|fargate)[A-Za-z0-9_-]+$/),
  "aws:ecs/cluster:Cluster": name(255, withUnderscores),
  "aws:ecs/service:Service": name(255, withUnderscores),
  "aws:ecs/taskDefinition:TaskDefinition": name(255, withUnderscores, "family"),
  "aws:eks/cluster:Cluster": name(100, /^[0-9A-Za-z][A-Za-z0-9_-]*$/),
  "aws:iam/instanceProfile:InstanceProfile": name(128, iamName),
  "aws:iam/role:Role": name(64, iamName),
  "aws:iam/rolePolicy:RolePolicy": name(128, iamName),
  "aws:lambda/function:Function": name(64, withUnderscores),
  "aws:lb/loadBalancer:LoadBalancer": name(32, lettersDigitsHyphens),
  "aws:lb/targetGroup:TargetGroup": name(32, lettersDigitsHyphens),
  "aws:scheduler/schedule:Schedule": name(64, /^[0-9a-zA-Z-_.]+$/),
  "aws:sns/topic:Topic": name(256, withUnderscores),
  "aws:sqs/queue:Queue": name(80, withUnderscores),
};

/** A label of DNS, which any Kubernetes object's name may have to be. */
const kubernetesLimit = name(63, /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/);

function limitOf(type: string): NameLimit | undefined {
  return type.startsWith("kubernetes:") ? kubernetesLimit : nameLimits[type];
}

/** The name that the program gives: AWS's at the top, Kubernetes' in the metadata. */
function givenName(type: string, property: string, inputs: Inputs): unknown {
  const metadata = inputs["metadata"] as Inputs | undefined;
  return type.startsWith("kubernetes:") ? metadata?.["name"] : inputs[property];
}

type Inputs = Readonly<Record<string, unknown>>;

/** The faults in the name that a resource gets in AWS. */
export function nameFaults(type: string, logicalName: string, inputs: Inputs): string[] {
  const limit = limitOf(type);
  if (limit === undefined) return [];
  const given = givenName(type, limit.property, inputs);
  const full = typeof given === "string" ? given : `${logicalName}${generatedSuffix}`;
  return [
    ...(full.length <= limit.maxLength ? [] : [`${full.length} > ${limit.maxLength} characters`]),
    ...(limit.pattern.test(full) ? [] : [`does not match ${String(limit.pattern)}`]),
  ].map((fault) => `${type} "${full}": ${fault}`);
}
