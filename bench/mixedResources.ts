/**
 * Resources of many kinds, for measuring the policy pack: the same small service over and over. Nothing
 * in them is meant as an example; some rules are met and some are not.
 */

/** Stands for an output of another resource. */
export class Reference {
  constructor(
    /** Logical name of the resource. */
    readonly to: string,
    readonly output: "id" | "arn",
  ) {}
}

export interface MixedResource {
  readonly type: string;
  readonly name: string;
  /** Inputs; a value at the top may be a Reference, or a list of them. */
  readonly props: Readonly<Record<string, unknown>>;
}

type Kind = readonly [type: string, noun: string, props: Readonly<Record<string, unknown>>];

const ASSUMED_BY_LAMBDA = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});

function grant(service: number): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
        Resource: `arn:aws:dynamodb:eu-west-1:123456789012:table/orders-${service}`,
      },
      { Effect: "Allow", Action: ["sqs:SendMessage"], Resource: "*" },
    ],
  });
}

function storage(service: number): readonly Kind[] {
  const id = (noun: string) => new Reference(`${noun}-${service}`, "id");
  const bucket = { bucket: id("bucket") };
  return [
    ["aws:kms/key:Key", "key", { description: "Data", enableKeyRotation: true }],
    ["aws:s3/bucket:Bucket", "bucket", { tags: { service: `${service}` } }],
    ["aws:s3/bucketVersioning:BucketVersioning", "versioning", versioningOf(bucket)],
    [
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      "block",
      { ...bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true },
    ],
    ["aws:s3/bucket:Bucket", "plain-bucket", {}],
    [
      "aws:dynamodb/table:Table",
      "table",
      {
        ...{ name: `orders-${service}`, hashKey: "id", billingMode: "PAY_PER_REQUEST" },
        attributes: [{ name: "id", type: "S" }],
      },
    ],
    [
      "aws:rds/instance:Instance",
      "database",
      {
        ...{ engine: "postgres", instanceClass: "db.t4g.micro", allocatedStorage: 20 },
        ...{ storageEncrypted: true, publiclyAccessible: false, skipFinalSnapshot: true },
      },
    ],
  ];
}

function versioningOf(bucket: object) {
  return { ...bucket, versioningConfiguration: { status: "Enabled" } };
}

function compute(service: number): readonly Kind[] {
  const ref = (noun: string, output: "id" | "arn" = "arn") =>
    new Reference(`${noun}-${service}`, output);
  return [
    ["aws:cloudwatch/logGroup:LogGroup", "logs", { retentionInDays: 30 }],
    ["aws:iam/role:Role", "role", { assumeRolePolicy: ASSUMED_BY_LAMBDA }],
    ["aws:iam/rolePolicy:RolePolicy", "grant", { role: ref("role", "id"), policy: grant(service) }],
    [
      "aws:lambda/function:Function",
      "function",
      {
        ...{ role: ref("role"), runtime: "nodejs22.x", handler: "index.handler" },
        ...{ memorySize: 256, timeout: 30, s3Bucket: "code", s3Key: `${service}.zip` },
        environment: { variables: { TABLE: `orders-${service}` } },
      },
    ],
    [
      "aws:ecs/taskDefinition:TaskDefinition",
      "task",
      {
        ...{ family: `task-${service}`, cpu: "256", memory: "512", networkMode: "awsvpc" },
        ...{ requiresCompatibilities: ["FARGATE"], executionRoleArn: ref("role") },
        containerDefinitions: JSON.stringify([
          { name: "app", image: "example.com/app:1.2.3", environment: [{ name: "A", value: "b" }] },
        ]),
      },
    ],
  ];
}

function wiring(service: number): readonly Kind[] {
  const ref = (noun: string, output: "id" | "arn" = "arn") =>
    new Reference(`${noun}-${service}`, output);
  const ingress = { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/16" };
  return [
    ["aws:sqs/queue:Queue", "queue", { visibilityTimeoutSeconds: 180 }],
    [
      "aws:lambda/eventSourceMapping:EventSourceMapping",
      "source",
      { eventSourceArn: ref("queue"), functionName: ref("function") },
    ],
    ["aws:sns/topic:Topic", "topic", { kmsMasterKeyId: ref("key", "id") }],
    [
      "aws:sns/topicSubscription:TopicSubscription",
      "subscription",
      { topic: ref("topic"), protocol: "sqs", endpoint: ref("queue") },
    ],
    ["aws:ec2/securityGroup:SecurityGroup", "group", { description: `Service ${service}` }],
    [
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "ingress",
      { securityGroupId: ref("group", "id"), ...ingress },
    ],
    ["aws:lb/targetGroup:TargetGroup", "targets", { protocol: "HTTP", port: 8080 }],
    [
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "alarm",
      {
        ...{ comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 1 },
        ...{ metricName: "Errors", namespace: "AWS/Lambda", alarmActions: [ref("topic")] },
      },
    ],
  ];
}

/** `count` resources, references before what refers to them. */
export function mixedResources(count: number): readonly MixedResource[] {
  const resources: MixedResource[] = [];
  for (let service = 0; resources.length < count; service++) {
    for (const [type, noun, props] of [storage, compute, wiring].flatMap((kinds) =>
      kinds(service),
    )) {
      resources.push({ type, name: `${noun}-${service}`, props });
    }
  }
  return resources.slice(0, count);
}
