/** For each rule that can set right what it objects to: a resource that breaks it, and what is to be set. */

export interface Broken {
  readonly rule: string;
  readonly type: string;
  /** Everything that the resource's type demands, and what breaks the rule. */
  readonly props: Readonly<Record<string, unknown>>;
  /** Values by path after the remedy; nothing else changes. */
  readonly sets: Readonly<Record<string, unknown>>;
}

const ARN = "arn:aws:iam::123456789012:role/example";
const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/1";
const ASSUME = JSON.stringify({ Version: "2012-10-17", Statement: [] });

function distribution(changes: object): Broken["props"] {
  return {
    enabled: true,
    origins: [{ originId: "site", domainName: "site.example.com" }],
    defaultCacheBehavior: {
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      targetOriginId: "site",
      viewerProtocolPolicy: "redirect-to-https",
      compress: true,
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
    ...changes,
  };
}

function origin(settings: object): object {
  const ports = { httpPort: 80, httpsPort: 443 };
  const modern = { originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] };
  return {
    originId: "site",
    domainName: "site.example.com",
    customOriginConfig: { ...ports, ...modern, ...settings },
  };
}

function rule(id: string, type: string, props: Broken["props"], sets: Broken["sets"]): Broken {
  return { rule: id, type: `aws:${type}`, props, sets };
}

const behavior = distribution({}).defaultCacheBehavior as object;
const visibility = { metricName: "acl", sampledRequestsEnabled: true };
const database = { instanceClass: "db.t4g.micro", engine: "postgres", allocatedStorage: 20 };
const instance = { ami: "ami-12345678", instanceType: "t4g.micro" };

const EDGE: readonly Broken[] = [
  rule(
    "cloudfront-viewer-https",
    "cloudfront/distribution:Distribution",
    distribution({
      defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "allow-all" },
      orderedCacheBehaviors: [
        { ...behavior, pathPattern: "/a", viewerProtocolPolicy: "https-only" },
        { ...behavior, pathPattern: "/b", viewerProtocolPolicy: "allow-all" },
      ],
    }),
    {
      "defaultCacheBehavior.viewerProtocolPolicy": "redirect-to-https",
      "orderedCacheBehaviors[1].viewerProtocolPolicy": "redirect-to-https",
    },
  ),
  rule(
    "cloudfront-minimum-tls",
    "cloudfront/distribution:Distribution",
    distribution({
      viewerCertificate: {
        acmCertificateArn: CERTIFICATE,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1",
      },
    }),
    { "viewerCertificate.minimumProtocolVersion": "TLSv1.2_2021" },
  ),
  rule(
    "cloudfront-origin-https-only",
    "cloudfront/distribution:Distribution",
    distribution({
      origins: [
        { originId: "bucket", domainName: "bucket.s3.amazonaws.com" },
        origin({ originProtocolPolicy: "http-only" }),
      ],
    }),
    { "origins[1].customOriginConfig.originProtocolPolicy": "https-only" },
  ),
  rule(
    "cloudfront-origin-tls12",
    "cloudfront/distribution:Distribution",
    distribution({ origins: [origin({ originSslProtocols: ["TLSv1", "TLSv1.2"] })] }),
    { "origins[0].customOriginConfig.originSslProtocols": ["TLSv1.2"] },
  ),
  rule(
    "cloudfront-hsts",
    "cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    {
      securityHeadersConfig: {
        strictTransportSecurity: { accessControlMaxAgeSec: 60, override: true },
      },
    },
    { "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec": 31_536_000 },
  ),
  rule(
    "cloudfront-compress-http2",
    "cloudfront/distribution:Distribution",
    distribution({
      httpVersion: "http1.1",
      defaultCacheBehavior: { ...behavior, compress: false },
    }),
    { httpVersion: "http2and3", "defaultCacheBehavior.compress": true },
  ),
  rule(
    "waf-rule-metrics",
    "wafv2/webAcl:WebAcl",
    {
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: { ...visibility, cloudwatchMetricsEnabled: false },
    },
    { "visibilityConfig.cloudwatchMetricsEnabled": true },
  ),
  rule(
    "lb-listener-tls-policy",
    "lb/listener:Listener",
    {
      loadBalancerArn: ARN,
      port: 443,
      protocol: "HTTPS",
      certificateArn: CERTIFICATE,
      defaultActions: [{ type: "forward", targetGroupArn: ARN }],
    },
    { sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" },
  ),
  rule(
    "alb-drop-invalid-headers",
    "lb/loadBalancer:LoadBalancer",
    {},
    {
      dropInvalidHeaderFields: true,
    },
  ),
  rule(
    "alb-desync-mode",
    "lb/loadBalancer:LoadBalancer",
    { desyncMitigationMode: "monitor" },
    { desyncMitigationMode: "defensive" },
  ),
  rule(
    "lb-deletion-protection",
    "lb/loadBalancer:LoadBalancer",
    {},
    {
      enableDeletionProtection: true,
    },
  ),
  rule(
    "apigw-no-data-trace",
    "apigateway/methodSettings:MethodSettings",
    { restApi: "api", stageName: "live", methodPath: "*/*", settings: { dataTraceEnabled: true } },
    { "settings.dataTraceEnabled": false },
  ),
  rule(
    "apigw-stage-xray",
    "apigateway/stage:Stage",
    { restApi: "api", deployment: "1", stageName: "live" },
    { xrayTracingEnabled: true },
  ),
  rule(
    "apigw-cache-encrypted",
    "apigateway/methodSettings:MethodSettings",
    { restApi: "api", stageName: "live", methodPath: "*/*", settings: { cachingEnabled: true } },
    { "settings.cacheDataEncrypted": true },
  ),
  rule(
    "apigw-domain-tls12",
    "apigateway/domainName:DomainName",
    { domainName: "api.example.com", securityPolicy: "TLS_1_0" },
    { securityPolicy: "TLS_1_2" },
  ),
];

const COMPUTE: readonly Broken[] = [
  rule(
    "ecs-container-insights",
    "ecs/cluster:Cluster",
    { settings: [{ name: "containerInsights", value: "disabled" }] },
    { "settings[0].value": "enhanced" },
  ),
  rule(
    "ecs-service-no-public-ip",
    "ecs/service:Service",
    { networkConfiguration: { subnets: ["subnet-1"], assignPublicIp: true } },
    { "networkConfiguration.assignPublicIp": false },
  ),
  rule(
    "ecs-service-circuit-breaker",
    "ecs/service:Service",
    { deploymentCircuitBreaker: { enable: true, rollback: false } },
    { "deploymentCircuitBreaker.rollback": true },
  ),
  rule(
    "ecs-task-efs-encryption",
    "ecs/taskDefinition:TaskDefinition",
    {
      family: "app",
      containerDefinitions: "[]",
      volumes: [
        { name: "scratch" },
        { name: "files", efsVolumeConfiguration: { fileSystemId: "fs-1" } },
      ],
    },
    {
      "volumes[1].efsVolumeConfiguration.transitEncryption": "ENABLED",
      "volumes[1].efsVolumeConfiguration.authorizationConfig": { iam: "ENABLED" },
    },
  ),
  rule(
    "ecr-scan-on-push",
    "ecr/repository:Repository",
    {},
    {
      imageScanningConfiguration: { scanOnPush: true },
    },
  ),
  rule(
    "ecr-tag-immutability",
    "ecr/repository:Repository",
    {},
    {
      imageTagMutability: "IMMUTABLE",
    },
  ),
  rule(
    "lambda-tracing",
    "lambda/function:Function",
    { role: ARN, packageType: "Image", imageUri: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/a" },
    { tracingConfig: { mode: "Active" } },
  ),
  rule(
    "eks-control-plane-logs",
    "eks/cluster:Cluster",
    { roleArn: ARN, vpcConfig: { subnetIds: ["a", "b"] }, enabledClusterLogTypes: ["audit"] },
    { enabledClusterLogTypes: ["audit", "api", "authenticator"] },
  ),
  rule(
    "subnet-no-auto-public-ip",
    "ec2/subnet:Subnet",
    { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24", mapPublicIpOnLaunch: true },
    { mapPublicIpOnLaunch: false },
  ),
  rule("ec2-imdsv2", "ec2/instance:Instance", instance, {
    metadataOptions: { httpTokens: "required" },
  }),
  rule(
    "ec2-no-public-ip",
    "ec2/launchTemplate:LaunchTemplate",
    { networkInterfaces: [{ associatePublicIpAddress: "true" }] },
    { "networkInterfaces[0].associatePublicIpAddress": "false" },
  ),
];

const DATA: readonly Broken[] = [
  rule(
    "s3-public-access-block-complete",
    "s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    { bucket: "files", blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: false },
    { ignorePublicAcls: true, restrictPublicBuckets: true },
  ),
  rule(
    "s3-bucket-acls-disabled",
    "s3/bucketOwnershipControls:BucketOwnershipControls",
    { bucket: "files", rule: { objectOwnership: "ObjectWriter" } },
    { "rule.objectOwnership": "BucketOwnerEnforced" },
  ),
  rule(
    "s3-bucket-no-force-destroy",
    "s3/bucket:Bucket",
    { forceDestroy: true },
    { forceDestroy: false },
  ),
  rule(
    "rds-not-public",
    "rds/instance:Instance",
    { ...database, publiclyAccessible: true },
    { publiclyAccessible: false },
  ),
  rule("rds-deletion-protection", "rds/instance:Instance", database, { deletionProtection: true }),
  rule(
    "rds-backup-retention",
    "rds/instance:Instance",
    { ...database, backupRetentionPeriod: 1 },
    { backupRetentionPeriod: 7 },
  ),
  rule(
    "rds-auto-minor-upgrade",
    "rds/instance:Instance",
    { ...database, autoMinorVersionUpgrade: false },
    { autoMinorVersionUpgrade: true },
  ),
  rule("rds-iam-auth", "rds/instance:Instance", database, {
    iamDatabaseAuthenticationEnabled: true,
  }),
  rule("rds-copy-tags", "rds/instance:Instance", database, { copyTagsToSnapshot: true }),
  rule(
    "rds-event-subscription",
    "rds/eventSubscription:EventSubscription",
    {
      snsTopic: "arn:aws:sns:eu-west-1:123456789012:alarms",
      sourceType: "db-instance",
      enabled: false,
      eventCategories: ["failure"],
    },
    {
      enabled: true,
      "eventCategories[1]": "configuration change",
      "eventCategories[2]": "maintenance",
    },
  ),
  rule(
    "rds-proxy-tls",
    "rds/proxy:Proxy",
    {
      engineFamily: "POSTGRESQL",
      roleArn: ARN,
      vpcSubnetIds: ["a", "b"],
      auths: [{ secretArn: ARN }],
      debugLogging: true,
    },
    { requireTls: true, debugLogging: false },
  ),
  rule(
    "elasticache-auto-minor-upgrade",
    "elasticache/replicationGroup:ReplicationGroup",
    { description: "Sessions", autoMinorVersionUpgrade: false },
    { autoMinorVersionUpgrade: true },
  ),
  rule(
    "elasticache-backups",
    "elasticache/replicationGroup:ReplicationGroup",
    { description: "Cache.", engine: "valkey" },
    { snapshotRetentionLimit: 1 },
  ),
  rule(
    "dynamodb-pitr",
    "dynamodb/table:Table",
    {
      attributes: [{ name: "id", type: "S" }],
      hashKey: "id",
      billingMode: "PAY_PER_REQUEST",
      replicas: [{ regionName: "eu-west-1" }],
    },
    { pointInTimeRecovery: { enabled: true }, "replicas[0].pointInTimeRecovery": true },
  ),
  rule(
    "dynamodb-deletion-protection",
    "dynamodb/table:Table",
    { attributes: [{ name: "id", type: "S" }], hashKey: "id", billingMode: "PAY_PER_REQUEST" },
    { deletionProtectionEnabled: true },
  ),
];

const MESSAGING_AND_IDENTITY: readonly Broken[] = [
  rule(
    "sqs-encrypted",
    "sqs/queue:Queue",
    { sqsManagedSseEnabled: false },
    {
      sqsManagedSseEnabled: true,
    },
  ),
  rule("kinesis-retention", "kinesis/stream:Stream", {}, { retentionPeriod: 168 }),
  rule(
    "firehose-encrypted",
    "kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    {
      destination: "extended_s3",
      extendedS3Configuration: { bucketArn: "arn:aws:s3:::files", roleArn: ARN },
    },
    { serverSideEncryption: { enabled: true } },
  ),
  rule(
    "sfn-tracing",
    "sfn/stateMachine:StateMachine",
    { roleArn: ARN, definition: "{}" },
    {
      tracingConfiguration: { enabled: true },
    },
  ),
  rule("kms-rotation", "kms/key:Key", {}, { enableKeyRotation: true }),
  rule(
    "secrets-recovery-window",
    "secretsmanager/secret:Secret",
    { recoveryWindowInDays: 0 },
    { recoveryWindowInDays: 7 },
  ),
  rule(
    "secrets-policy-not-public",
    "secretsmanager/secretPolicy:SecretPolicy",
    { secretArn: ARN, policy: ASSUME },
    { blockPublicPolicy: true },
  ),
  rule(
    "log-group-retention",
    "cloudwatch/logGroup:LogGroup",
    { retentionInDays: 100 },
    { retentionInDays: 120 },
  ),
  rule(
    "cloudtrail-baseline",
    "cloudtrail/trail:Trail",
    { s3BucketName: "trail", enableLogging: false, isMultiRegionTrail: true },
    { enableLogFileValidation: true, enableLogging: true },
  ),
  rule(
    "cognito-password-policy",
    "cognito/userPool:UserPool",
    {
      passwordPolicy: {
        minimumLength: 6,
        requireLowercase: true,
        requireNumbers: true,
        requireUppercase: true,
      },
    },
    { "passwordPolicy.minimumLength": 8, "passwordPolicy.requireSymbols": true },
  ),
  rule(
    "cognito-client-hardening",
    "cognito/userPoolClient:UserPoolClient",
    { userPoolId: "pool", enableTokenRevocation: false },
    { preventUserExistenceErrors: "ENABLED", enableTokenRevocation: true },
  ),
  rule(
    "cognito-no-guest",
    "cognito/identityPool:IdentityPool",
    { identityPoolName: "shop", allowUnauthenticatedIdentities: true },
    { allowUnauthenticatedIdentities: false },
  ),
];

export const BROKEN: readonly Broken[] = [...EDGE, ...COMPUTE, ...DATA, ...MESSAGING_AND_IDENTITY];
