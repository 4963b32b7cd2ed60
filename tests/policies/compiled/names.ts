/** What the free names in the rules' examples stand for, both to compile the examples and to run them. */
import type * as pulumi from "@pulumi/pulumi";
import * as acm from "@pulumi/aws/acm";
import * as apigateway from "@pulumi/aws/apigateway";
import * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as dynamodb from "@pulumi/aws/dynamodb";
import * as ec2 from "@pulumi/aws/ec2";
import * as ecr from "@pulumi/aws/ecr";
import * as ecs from "@pulumi/aws/ecs";
import * as efs from "@pulumi/aws/efs";
import * as elasticache from "@pulumi/aws/elasticache";
import * as iam from "@pulumi/aws/iam";
import * as kms from "@pulumi/aws/kms";
import * as lambda from "@pulumi/aws/lambda";
import * as lb from "@pulumi/aws/lb";
import * as route53 from "@pulumi/aws/route53";
import * as s3 from "@pulumi/aws/s3";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as sns from "@pulumi/aws/sns";
import * as sqs from "@pulumi/aws/sqs";
import type * as inputs from "@pulumi/aws/types/input";
import * as wafv2 from "@pulumi/aws/wafv2";
import type { Fixture } from "../helpers/engine";

/** A class of resources, as far as one that exists already is read. */
interface Kind {
  get(name: string, id: string, state?: object): pulumi.CustomResource;
}

/** Names of resources that the reader's program has, by their class. */
export const RESOURCES = {
  alarmTopic: sns.Topic,
  authorizer: apigateway.Authorizer,
  bucket: s3.Bucket,
  bus: cloudwatch.EventBus,
  certificate: acm.Certificate,
  cluster: ecs.Cluster,
  databaseGroup: ec2.SecurityGroup,
  deadLetters: sqs.Queue,
  eventRule: cloudwatch.EventRule,
  executionRole: iam.Role,
  fargateService: ecs.Service,
  fileSystem: efs.FileSystem,
  githubProvider: iam.OpenIdConnectProvider,
  handler: lambda.Function,
  headersPolicy: cloudfront.ResponseHeadersPolicy,
  httpAuthorizer: apigatewayv2.Authorizer,
  instanceProfile: iam.InstanceProfile,
  key: kms.Key,
  launchTemplate: ec2.LaunchTemplate,
  loadBalancer: lb.LoadBalancer,
  loadBalancerGroup: ec2.SecurityGroup,
  logBucket: s3.Bucket,
  logGroup: cloudwatch.LogGroup,
  network: ec2.Vpc,
  operators: iam.Group,
  operatorsGroup: ec2.SecurityGroup,
  ordersPolicy: iam.Policy,
  queue: sqs.Queue,
  repository: ecr.Repository,
  restApi: apigateway.RestApi,
  restStage: apigateway.Stage,
  role: iam.Role,
  secret: secretsmanager.Secret,
  serviceGroup: ec2.SecurityGroup,
  table: dynamodb.Table,
  taskRole: iam.Role,
  topic: sns.Topic,
  userGroup: elasticache.UserGroup,
  wafLogGroup: cloudwatch.LogGroup,
  webAcl: wafv2.WebAcl,
  zone: route53.Zone,
} satisfies Readonly<Record<string, Kind>>;

type ResourceName = keyof typeof RESOURCES;

/** Resources beside the one that an example sets right, even where both are of one type. */
export const BYSTANDERS: ReadonlySet<string> = new Set<ResourceName>([
  "alarmTopic",
  "deadLetters",
  "executionRole",
  "logBucket",
  "logGroup",
  "operatorsGroup",
  "taskRole",
]);

/** What a resource has before its fix. */
export type Settings = Readonly<Record<string, unknown>>;

/** The last element of a list: where tables have several, the last one is at fault. */
function lastOf<T extends object>(list: unknown, fallback: T): T {
  const last: unknown = Array.isArray(list) ? list.at(-1) : list;
  return typeof last === "object" && last !== null ? (last as T) : fallback;
}

function parsed(text: unknown): unknown {
  if (typeof text !== "string" || !/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function largest(fixtures: readonly Fixture[], property: string, least: number): number {
  const values = fixtures.map(({ props }) => Number((props as Settings)[property] ?? least));
  return Math.max(least, ...values);
}

const BEHAVIOR = {
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
  targetOriginId: "page",
  viewerProtocolPolicy: "redirect-to-https",
};

/** Names of plain values; those that stand for a part of what the resource has are read from there. */
export const VALUES = {
  batchingWindowSeconds: (_, fixtures) => largest(fixtures, "maximumBatchingWindowInSeconds", 0),
  baseline: ({ rules }) =>
    lastOf<inputs.wafv2.WebAclRule>(rules, {
      name: "baseline",
      priority: 0,
      statement: { geoMatchStatement: { countryCodes: ["CH"] } },
      visibilityConfig: {
        cloudwatchMetricsEnabled: true,
        metricName: "baseline",
        sampledRequestsEnabled: true,
      },
    }),
  behavior: ({ defaultCacheBehavior }) =>
    lastOf<inputs.cloudfront.DistributionDefaultCacheBehavior>(defaultCacheBehavior, BEHAVIOR),
  container: ({ containerDefinitions }) =>
    lastOf<Settings>(parsed(containerDefinitions), { name: "orders" }),
  cpuAt60Percent: (): inputs.appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration => ({
    targetValue: 60,
    predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
  }),
  endpoint: () => "https://shop.example.com",
  functionTimeoutSeconds: (_, fixtures) => largest(fixtures, "timeout", 3),
  githubTrust: ({ assumeRolePolicy }) => {
    const { Statement } = (parsed(assumeRolePolicy) ?? {}) as { readonly Statement?: unknown };
    return lastOf<iam.PolicyStatement & { readonly Principal: iam.Principal }>(Statement, {
      Effect: "Allow",
      Principal: { Federated: "token.actions.githubusercontent.com" },
      Action: "sts:AssumeRoleWithWebIdentity",
    });
  },
  imageDigest: () => `sha256:${"0a1b2c3d".repeat(8)}`,
  orderedBehavior: ({ orderedCacheBehaviors }) =>
    lastOf<inputs.cloudfront.DistributionOrderedCacheBehavior>(orderedCacheBehaviors, {
      ...BEHAVIOR,
      pathPattern: "/files/*",
    }),
  origin: ({ origins }) =>
    lastOf<inputs.cloudfront.DistributionOrigin>(origins, {
      originId: "page",
      domainName: "page.example.com",
    }),
  privateRouteTableIds: () => ["rtb-1", "rtb-2"],
  privateSubnetIds: () => ["subnet-1", "subnet-2"],
  publicSubnetIds: () => ["subnet-3", "subnet-4"],
  repositoryUrl: () => "123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders",
  vpcOriginEndpoint: ({ vpcOriginEndpointConfig }) =>
    lastOf<inputs.cloudfront.VpcOriginVpcOriginEndpointConfig>(vpcOriginEndpointConfig, {
      name: "shop",
      arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/1",
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
    }),
} satisfies Readonly<Record<string, (settings: Settings, fixtures: readonly Fixture[]) => unknown>>;

type Values = {
  readonly [Name in keyof typeof VALUES]: ReturnType<(typeof VALUES)[Name]>;
};

/** Every free name with its type. */
export type FreeNames = Values & {
  readonly [Name in ResourceName]: InstanceType<(typeof RESOURCES)[Name]>;
};

/** Every free name. */
export const FREE_NAMES: readonly string[] = [...Object.keys(RESOURCES), ...Object.keys(VALUES)];
