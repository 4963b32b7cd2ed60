/**
 * Type tokens of @pulumi/aws. Matching is exact and knows no token aliases, so each constant lists
 * every token under which the same AWS resource appears. A test holds them against the installed
 * package.
 */
export const SCALABLE_TARGET = ["aws:appautoscaling/target:Target"] as const;
export const SCALING_POLICY = ["aws:appautoscaling/policy:Policy"] as const;
export const INSTANCE_SCALING_POLICY = ["aws:autoscaling/policy:Policy"] as const;
export const CERTIFICATE = ["aws:acm/certificate:Certificate"] as const;
export const CERTIFICATE_VALIDATION = [
  "aws:acm/certificateValidation:CertificateValidation",
] as const;
export const DISTRIBUTION = ["aws:cloudfront/distribution:Distribution"] as const;
export const VPC_ORIGIN = ["aws:cloudfront/vpcOrigin:VpcOrigin"] as const;
export const LOG_DELIVERY = ["aws:cloudwatch/logDelivery:LogDelivery"] as const;
export const LOG_DELIVERY_SOURCE = ["aws:cloudwatch/logDeliverySource:LogDeliverySource"] as const;
export const LOG_GROUP = ["aws:cloudwatch/logGroup:LogGroup"] as const;
export const TABLE = ["aws:dynamodb/table:Table"] as const;
export const TABLE_POLICY = ["aws:dynamodb/resourcePolicy:ResourcePolicy"] as const;
export const TABLE_REPLICA = ["aws:dynamodb/tableReplica:TableReplica"] as const;
export const DEFAULT_SECURITY_GROUP = [
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
] as const;
export const FLOW_LOG = ["aws:ec2/flowLog:FlowLog"] as const;
export const SECURITY_GROUP = ["aws:ec2/securityGroup:SecurityGroup"] as const;
export const SECURITY_GROUP_RULE = ["aws:ec2/securityGroupRule:SecurityGroupRule"] as const;
export const SECURITY_GROUP_INGRESS_RULE = [
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
] as const;
export const SECURITY_GROUP_EGRESS_RULE = [
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
] as const;
export const VPC = ["aws:ec2/vpc:Vpc"] as const;
export const REPOSITORY = ["aws:ecr/repository:Repository"] as const;
export const REGISTRY_SCANNING = [
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
] as const;
export const CLUSTER = ["aws:ecs/cluster:Cluster"] as const;
export const ECS_SERVICE = ["aws:ecs/service:Service"] as const;
export const TASK_DEFINITION = ["aws:ecs/taskDefinition:TaskDefinition"] as const;
export const TASK_SET = ["aws:ecs/taskSet:TaskSet"] as const;
export const GROUP_POLICY = ["aws:iam/groupPolicy:GroupPolicy"] as const;
export const IAM_POLICY = ["aws:iam/policy:Policy"] as const;
export const ROLE = ["aws:iam/role:Role"] as const;
export const ROLE_POLICY = ["aws:iam/rolePolicy:RolePolicy"] as const;
export const USER_POLICY = ["aws:iam/userPolicy:UserPolicy"] as const;
export const KEY = ["aws:kms/key:Key"] as const;
export const KEY_POLICY = ["aws:kms/keyPolicy:KeyPolicy"] as const;
export const FUNCTION = ["aws:lambda/function:Function"] as const;
export const FUNCTION_PERMISSION = ["aws:lambda/permission:Permission"] as const;
export const LISTENER = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"] as const;
export const LOAD_BALANCER = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
] as const;
export const ACCOUNT_PUBLIC_ACCESS_BLOCK = [
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
] as const;
export const BUCKET = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;
export const BUCKET_POLICY = ["aws:s3/bucketPolicy:BucketPolicy"] as const;
export const BUCKET_PUBLIC_ACCESS_BLOCK = [
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
] as const;
export const BUCKET_VERSIONING = [
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketVersioningV2:BucketVersioningV2",
] as const;
export const WEB_ACL = ["aws:wafv2/webAcl:WebAcl"] as const;
export const WEB_ACL_ASSOCIATION = ["aws:wafv2/webAclAssociation:WebAclAssociation"] as const;
export const WEB_ACL_LOGGING = [
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
] as const;
export const EKS_CLUSTER = ["aws:eks/cluster:Cluster"] as const;
export const NODE_GROUP = ["aws:eks/nodeGroup:NodeGroup"] as const;
export const REST_API = ["aws:apigateway/restApi:RestApi"] as const;
export const REST_STAGE = ["aws:apigateway/stage:Stage"] as const;
export const REST_METHOD = ["aws:apigateway/method:Method"] as const;
export const REST_METHOD_SETTINGS = ["aws:apigateway/methodSettings:MethodSettings"] as const;
export const REST_DOMAIN = ["aws:apigateway/domainName:DomainName"] as const;
export const REST_MAPPING = ["aws:apigateway/basePathMapping:BasePathMapping"] as const;
export const HTTP_API = ["aws:apigatewayv2/api:Api"] as const;
export const HTTP_STAGE = ["aws:apigatewayv2/stage:Stage"] as const;
export const HTTP_ROUTE = ["aws:apigatewayv2/route:Route"] as const;
export const HTTP_MAPPING = ["aws:apigatewayv2/apiMapping:ApiMapping"] as const;
export const USER_POOL = ["aws:cognito/userPool:UserPool"] as const;
export const USER_POOL_CLIENT = ["aws:cognito/userPoolClient:UserPoolClient"] as const;
export const IDENTITY_POOL = ["aws:cognito/identityPool:IdentityPool"] as const;
export const FUNCTION_URL = ["aws:lambda/functionUrl:FunctionUrl"] as const;
export const FUNCTION_INVOKE_CONFIG = [
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
] as const;
export const EVENT_SOURCE_MAPPING = ["aws:lambda/eventSourceMapping:EventSourceMapping"] as const;
export const EVENT_TARGET = ["aws:cloudwatch/eventTarget:EventTarget"] as const;
export const TOPIC_SUBSCRIPTION = ["aws:sns/topicSubscription:TopicSubscription"] as const;
export const QUEUE = ["aws:sqs/queue:Queue"] as const;
export const FUNCTION_ALIAS = ["aws:lambda/alias:Alias"] as const;
export const KINESIS_STREAM = ["aws:kinesis/stream:Stream"] as const;
export const KINESIS_STREAM_POLICY = ["aws:kinesis/resourcePolicy:ResourcePolicy"] as const;
export const INSTANCE = ["aws:ec2/instance:Instance"] as const;
export const LAUNCH_TEMPLATE = ["aws:ec2/launchTemplate:LaunchTemplate"] as const;
export const LAUNCH_CONFIGURATION = ["aws:ec2/launchConfiguration:LaunchConfiguration"] as const;
export const VOLUME = ["aws:ebs/volume:Volume"] as const;
export const AUTO_SCALING_GROUP = ["aws:autoscaling/group:Group"] as const;
export const AUTO_SCALING_ATTACHMENT = [
  "aws:autoscaling/attachment:Attachment",
  "aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment",
] as const;
export const ZONE = ["aws:route53/zone:Zone"] as const;
export const QUERY_LOG = ["aws:route53/queryLog:QueryLog"] as const;
export const SUBNET = ["aws:ec2/subnet:Subnet"] as const;
export const NETWORK_ACL = ["aws:ec2/networkAcl:NetworkAcl"] as const;
export const NETWORK_ACL_RULE = ["aws:ec2/networkAclRule:NetworkAclRule"] as const;
export const LIFECYCLE_POLICY = ["aws:ecr/lifecyclePolicy:LifecyclePolicy"] as const;
export const REPOSITORY_POLICY = ["aws:ecr/repositoryPolicy:RepositoryPolicy"] as const;
export const TARGET_GROUP = [
  "aws:lb/targetGroup:TargetGroup",
  "aws:alb/targetGroup:TargetGroup",
] as const;
export const TARGET_GROUP_ATTACHMENT = [
  "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  "aws:alb/targetGroupAttachment:TargetGroupAttachment",
] as const;
export const RESPONSE_HEADERS_POLICY = [
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
] as const;
export const DELIVERY_STREAM = [
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
] as const;
export const RDS_INSTANCE = ["aws:rds/instance:Instance"] as const;
export const RDS_CLUSTER = ["aws:rds/cluster:Cluster"] as const;
export const RDS_CLUSTER_INSTANCE = ["aws:rds/clusterInstance:ClusterInstance"] as const;
export const RDS_PARAMETER_GROUP = ["aws:rds/parameterGroup:ParameterGroup"] as const;
export const RDS_CLUSTER_PARAMETER_GROUP = [
  "aws:rds/clusterParameterGroup:ClusterParameterGroup",
] as const;
export const RDS_SUBNET_GROUP = ["aws:rds/subnetGroup:SubnetGroup"] as const;
export const RDS_EVENT_SUBSCRIPTION = ["aws:rds/eventSubscription:EventSubscription"] as const;
export const RDS_PROXY = ["aws:rds/proxy:Proxy"] as const;
export const REPLICATION_GROUP = ["aws:elasticache/replicationGroup:ReplicationGroup"] as const;
export const CACHE_CLUSTER = ["aws:elasticache/cluster:Cluster"] as const;
export const SERVERLESS_CACHE = ["aws:elasticache/serverlessCache:ServerlessCache"] as const;
export const BUCKET_ACL = ["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"] as const;
export const BUCKET_OBJECT = [
  "aws:s3/bucketObject:BucketObject",
  "aws:s3/bucketObjectv2:BucketObjectv2",
  "aws:s3/objectCopy:ObjectCopy",
] as const;
export const BUCKET_OWNERSHIP_CONTROLS = [
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
] as const;
export const BUCKET_ENCRYPTION = [
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
] as const;
export const BUCKET_LOGGING = [
  "aws:s3/bucketLogging:BucketLogging",
  "aws:s3/bucketLoggingV2:BucketLoggingV2",
] as const;
export const BUCKET_LIFECYCLE = [
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
] as const;
export const BUCKET_NOTIFICATION = ["aws:s3/bucketNotification:BucketNotification"] as const;
export const LOG_DELIVERY_DESTINATION = [
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
] as const;
export const DAX_CLUSTER = ["aws:dax/cluster:Cluster"] as const;
export const INTERNET_GATEWAY = ["aws:ec2/internetGateway:InternetGateway"] as const;
export const ROUTE = ["aws:ec2/route:Route"] as const;
export const ROUTE_TABLE = ["aws:ec2/routeTable:RouteTable"] as const;
export const DEFAULT_ROUTE_TABLE = ["aws:ec2/defaultRouteTable:DefaultRouteTable"] as const;
export const ROUTE_TABLE_ASSOCIATION = [
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
] as const;
export const MAIN_ROUTE_TABLE_ASSOCIATION = [
  "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
] as const;
export const NAT_GATEWAY = ["aws:ec2/natGateway:NatGateway"] as const;
export const VPC_ENDPOINT = ["aws:ec2/vpcEndpoint:VpcEndpoint"] as const;
export const RECORD = ["aws:route53/record:Record"] as const;
export const SCHEDULE = ["aws:scheduler/schedule:Schedule"] as const;
export const TOPIC = ["aws:sns/topic:Topic"] as const;
export const TOPIC_POLICY = ["aws:sns/topicPolicy:TopicPolicy"] as const;
export const QUEUE_POLICY = ["aws:sqs/queuePolicy:QueuePolicy"] as const;
export const REDRIVE_POLICY = ["aws:sqs/redrivePolicy:RedrivePolicy"] as const;
export const EVENT_RULE = ["aws:cloudwatch/eventRule:EventRule"] as const;
export const EVENT_BUS = ["aws:cloudwatch/eventBus:EventBus"] as const;
export const EVENT_BUS_POLICY = ["aws:cloudwatch/eventBusPolicy:EventBusPolicy"] as const;
export const EVENT_PERMISSION = ["aws:cloudwatch/eventPermission:EventPermission"] as const;
export const STATE_MACHINE = ["aws:sfn/stateMachine:StateMachine"] as const;
export const METRIC_ALARM = ["aws:cloudwatch/metricAlarm:MetricAlarm"] as const;
export const COMPOSITE_ALARM = ["aws:cloudwatch/compositeAlarm:CompositeAlarm"] as const;
export const DEPLOYMENT_GROUP = ["aws:codedeploy/deploymentGroup:DeploymentGroup"] as const;
export const TRAIL = ["aws:cloudtrail/trail:Trail"] as const;
export const IAM_USER = ["aws:iam/user:User"] as const;
export const ACCESS_KEY = ["aws:iam/accessKey:AccessKey"] as const;
export const USER_LOGIN_PROFILE = ["aws:iam/userLoginProfile:UserLoginProfile"] as const;
export const POLICY_ATTACHMENT = ["aws:iam/policyAttachment:PolicyAttachment"] as const;
export const ROLE_POLICY_ATTACHMENT = [
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
] as const;
export const USER_POLICY_ATTACHMENT = [
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
] as const;
export const GROUP_POLICY_ATTACHMENT = [
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
] as const;
export const ROLE_POLICY_ATTACHMENTS_EXCLUSIVE = [
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
] as const;
export const USER_POLICY_ATTACHMENTS_EXCLUSIVE = [
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
] as const;
export const GROUP_POLICY_ATTACHMENTS_EXCLUSIVE = [
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
] as const;
export const SECRET = ["aws:secretsmanager/secret:Secret"] as const;
export const SECRET_POLICY = ["aws:secretsmanager/secretPolicy:SecretPolicy"] as const;
export const SECRET_ROTATION = ["aws:secretsmanager/secretRotation:SecretRotation"] as const;
export const SSM_PARAMETER = ["aws:ssm/parameter:Parameter"] as const;
export const SSM_DOCUMENT = ["aws:ssm/document:Document"] as const;
