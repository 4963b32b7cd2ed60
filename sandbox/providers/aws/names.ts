import type { NameRule } from "../naming";
import type { ResourceSchema } from "../schema/schema";

/**
 * Longest names and their spelling, where they are not the common 255 characters of `name`. From the
 * CreateX actions of each service's API reference.
 */
const NAMES: Readonly<Record<string, NameRule>> = {
  "aws:s3/bucket:Bucket": { property: "bucket", maxLength: 63, lowerCase: true },
  "aws:lb/loadBalancer:LoadBalancer": { property: "name", maxLength: 32 },
  "aws:lb/targetGroup:TargetGroup": { property: "name", maxLength: 32 },
  "aws:iam/role:Role": { property: "name", maxLength: 64 },
  "aws:iam/policy:Policy": { property: "name", maxLength: 128 },
  "aws:iam/instanceProfile:InstanceProfile": { property: "name", maxLength: 128 },
  "aws:lambda/function:Function": { property: "name", maxLength: 64 },
  "aws:ecr/repository:Repository": { property: "name", maxLength: 256, lowerCase: true },
  "aws:kms/alias:Alias": { property: "name", maxLength: 256, prefix: "alias/" },
  "aws:sqs/queue:Queue": {
    property: "name",
    maxLength: 80,
    suffix: { text: ".fifo", when: "fifoQueue" },
  },
  "aws:sns/topic:Topic": {
    property: "name",
    maxLength: 256,
    suffix: { text: ".fifo", when: "fifoTopic" },
  },
  "aws:cloudwatch/eventRule:EventRule": { property: "name", maxLength: 64 },
  "aws:cloudwatch/logGroup:LogGroup": { property: "name", maxLength: 512 },
  "aws:cloudfront/originAccessControl:OriginAccessControl": { property: "name", maxLength: 64 },
  "aws:cloudfront/function:Function": { property: "name", maxLength: 64 },
  "aws:wafv2/webAcl:WebAcl": { property: "name", maxLength: 128 },
  "aws:kinesis/stream:Stream": { property: "name", maxLength: 128 },
  "aws:sfn/stateMachine:StateMachine": { property: "name", maxLength: 80 },
  "aws:scheduler/schedule:Schedule": { property: "name", maxLength: 64 },
  "aws:eks/cluster:Cluster": { property: "name", maxLength: 100 },
  "aws:rds/cluster:Cluster": { property: "clusterIdentifier", maxLength: 63, lowerCase: true },
  "aws:rds/instance:Instance": { property: "identifier", maxLength: 63, lowerCase: true },
  "aws:rds/clusterInstance:ClusterInstance": {
    property: "identifier",
    maxLength: 63,
    lowerCase: true,
  },
  "aws:rds/subnetGroup:SubnetGroup": { property: "name", maxLength: 255, lowerCase: true },
  "aws:rds/parameterGroup:ParameterGroup": { property: "name", maxLength: 255, lowerCase: true },
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": {
    property: "name",
    maxLength: 255,
    lowerCase: true,
  },
  "aws:elasticache/cluster:Cluster": { property: "clusterId", maxLength: 50, lowerCase: true },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    property: "replicationGroupId",
    maxLength: 40,
    lowerCase: true,
  },
  "aws:elasticache/serverlessCache:ServerlessCache": {
    property: "name",
    maxLength: 40,
    lowerCase: true,
  },
  "aws:budgets/budget:Budget": { property: "name", maxLength: 100 },
};

/** How AWS names a type; undefined when its name is not generated. */
export function awsNameRule(schema: ResourceSchema): NameRule | undefined {
  const known = NAMES[schema.token];
  if (known !== undefined) {
    return known;
  }
  // pulumi-aws generates every `name` that is text and that AWS always reports.
  const input = schema.inputs.get("name");
  const output = schema.outputs.get("name");
  const generated =
    input?.shape.kind === "string" && !input.required && output?.mayBeAbsent === false;
  return generated ? { property: "name", maxLength: 255 } : undefined;
}
