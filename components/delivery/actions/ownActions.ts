/**
 * What the AWS provider calls beyond CloudFormation's handlers, and what types take that CloudFormation
 * has no type for.
 */
import { migrationActions } from "../../compute/migrations/runToEnd";
import { deployerActions } from "../../compute/release/deploy/codeDeployApi";
import { followerActions } from "../../compute/release/follow/ecsApi";
import { furtherActions } from "./furtherActions";
import type { TypeActions } from "./typeActions";

/** Everything that the provider looks at when it reads a bucket, whatever the program says about it. */
const readBucket = [
  "s3:GetAccelerateConfiguration",
  "s3:GetBucketAcl",
  "s3:GetBucketCORS",
  "s3:GetBucketLogging",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketPolicy",
  "s3:GetBucketRequestPayment",
  "s3:GetBucketTagging",
  "s3:GetBucketVersioning",
  "s3:GetBucketWebsite",
  "s3:GetEncryptionConfiguration",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  "s3:ListBucket",
];

export const ownActions: Readonly<Record<string, TypeActions>> = {
  ...furtherActions,
  "aws:acm/certificateValidation:CertificateValidation": {
    read: ["acm:DescribeCertificate"],
    write: [],
  },
  "aws:cfg/recorder:Recorder": { read: ["config:DescribeConfigurationRecorders"], write: [] },
  "aws:cfg/recorderStatus:RecorderStatus": {
    read: ["config:DescribeConfigurationRecorderStatus"],
    write: ["config:StartConfigurationRecorder", "config:StopConfigurationRecorder"],
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    read: ["events:ListTargetsByRule"],
    write: ["events:PutTargets", "events:RemoveTargets"],
  },
  /** A release is begun and followed by the program. */
  "aws:codedeploy/deploymentGroup:DeploymentGroup": { read: [], write: deployerActions },
  "aws:ecs/service:Service": { read: [], write: followerActions },
  /** The task is run by the program; its roles are passed as those of a service. */
  "microservices:compute:MigrationTask": {
    read: [],
    write: migrationActions.filter((action) => action !== "iam:PassRole"),
  },
  "aws:cloudtrail/trail:Trail": {
    read: ["cloudtrail:DescribeTrails", "cloudtrail:ListTags"],
    write: ["cloudtrail:StopLogging"],
  },
  "aws:dynamodb/tableItem:TableItem": {
    read: ["dynamodb:GetItem"],
    write: ["dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"],
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    read: ["ec2:DescribeSecurityGroups"],
    write: [
      "ec2:AuthorizeSecurityGroupEgress",
      "ec2:AuthorizeSecurityGroupIngress",
      "ec2:CreateTags",
      "ec2:DeleteTags",
      "ec2:RevokeSecurityGroupEgress",
      "ec2:RevokeSecurityGroupIngress",
    ],
  },
  "aws:ec2/networkAcl:NetworkAcl": {
    read: ["ec2:DescribeNetworkAcls"],
    write: [
      "ec2:CreateNetworkAcl",
      "ec2:CreateNetworkAclEntry",
      "ec2:CreateTags",
      "ec2:DeleteNetworkAcl",
      "ec2:DeleteNetworkAclEntry",
      "ec2:ReplaceNetworkAclAssociation",
      "ec2:ReplaceNetworkAclEntry",
    ],
  },
  "aws:ec2/securityGroup:SecurityGroup": { read: ["ec2:DescribeNetworkInterfaces"], write: [] },
  "aws:ec2/vpc:Vpc": {
    read: [
      "ec2:DescribeNetworkAcls",
      "ec2:DescribeRouteTables",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeVpcAttribute",
      "ec2:DescribeVpcs",
    ],
    write: ["ec2:CreateTags", "ec2:DeleteTags", "ec2:ModifyVpcAttribute"],
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    read: ["ec2:DescribePrefixLists", "ec2:DescribeVpcEndpoints"],
    write: ["ec2:CreateTags", "ec2:DeleteTags"],
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    read: ["ecr:GetLifecyclePolicy"],
    write: ["ecr:DeleteLifecyclePolicy", "ecr:PutLifecyclePolicy"],
  },
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": {
    read: ["ecr:GetRegistryScanningConfiguration"],
    write: ["ecr:PutRegistryScanningConfiguration"],
  },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": {
    read: ["ecr:GetRepositoryPolicy"],
    write: ["ecr:DeleteRepositoryPolicy", "ecr:SetRepositoryPolicy"],
  },
  "aws:guardduty/detectorFeature:DetectorFeature": {
    read: ["guardduty:GetDetector"],
    write: ["guardduty:UpdateDetector"],
  },
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
    read: ["iam:GetOpenIDConnectProvider"],
    write: [],
  },
  "aws:iam/role:Role": {
    read: ["iam:ListInstanceProfilesForRole", "iam:ListRoleTags"],
    write: [],
  },
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
    read: ["iam:ListAttachedRolePolicies"],
    write: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
  },
  "aws:lambda/function:Function": {
    read: ["lambda:GetFunctionConfiguration", "lambda:ListVersionsByFunction"],
    write: [],
  },
  "aws:lb/targetGroupAttachment:TargetGroupAttachment": {
    read: ["elasticloadbalancing:DescribeTargetHealth"],
    write: ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
  },
  "aws:route53/record:Record": {
    read: ["route53:GetChange", "route53:GetHostedZone", "route53:ListResourceRecordSets"],
    write: ["route53:ChangeResourceRecordSets"],
  },
  "aws:s3/bucket:Bucket": {
    read: readBucket,
    write: [
      "s3:CreateBucket",
      "s3:DeleteBucket",
      "s3:PutBucketObjectLockConfiguration",
      "s3:PutBucketTagging",
      "s3:PutBucketVersioning",
    ],
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    read: ["s3:GetLifecycleConfiguration"],
    write: ["s3:PutLifecycleConfiguration"],
  },
  "aws:s3/bucketLogging:BucketLogging": {
    read: ["s3:GetBucketLogging"],
    write: ["s3:PutBucketLogging"],
  },
  "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": {
    read: ["s3:GetBucketObjectLockConfiguration"],
    write: ["s3:PutBucketObjectLockConfiguration"],
  },
  "aws:s3/bucketObjectv2:BucketObjectv2": {
    read: ["s3:GetObject", "s3:GetObjectTagging", "s3:ListBucket"],
    write: [
      "s3:DeleteObject",
      "s3:DeleteObjectVersion",
      "s3:ListBucketVersions",
      "s3:PutObject",
      "s3:PutObjectTagging",
    ],
  },
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": {
    read: ["s3:GetBucketOwnershipControls"],
    write: ["s3:PutBucketOwnershipControls"],
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    read: ["s3:GetBucketPublicAccessBlock"],
    write: ["s3:PutBucketPublicAccessBlock"],
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    read: ["s3:GetEncryptionConfiguration"],
    write: ["s3:PutEncryptionConfiguration"],
  },
  "aws:s3/bucketVersioning:BucketVersioning": {
    read: ["s3:GetBucketVersioning"],
    write: ["s3:PutBucketVersioning"],
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": {
    read: ["secretsmanager:GetResourcePolicy"],
    write: ["secretsmanager:DeleteResourcePolicy", "secretsmanager:PutResourcePolicy"],
  },
  "aws:secretsmanager/secretVersion:SecretVersion": {
    read: ["secretsmanager:DescribeSecret"],
    write: [
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
      "secretsmanager:UpdateSecretVersionStage",
    ],
  },
  "aws:ssm/parameter:Parameter": {
    read: ["ssm:DescribeParameters", "ssm:ListTagsForResource"],
    write: ["ssm:GetParameter", "ssm:GetParameters"],
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    read: ["wafv2:GetLoggingConfiguration"],
    write: [
      "logs:CreateLogDelivery",
      "logs:DeleteLogDelivery",
      "logs:PutResourcePolicy",
      "wafv2:DeleteLoggingConfiguration",
      "wafv2:PutLoggingConfiguration",
    ],
  },
  /** Images are built by Docker, which logs in, looks for layers and pushes. */
  "awsx:ecr:Image": {
    read: [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:DescribeImages",
      "ecr:GetDownloadUrlForLayer",
    ],
    write: [
      "ecr:CompleteLayerUpload",
      "ecr:GetAuthorizationToken",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ],
  },
};

/** Components of other packages whose children are known by their kind only. */
export const laidOut: Readonly<Record<string, readonly string[]>> = {
  "awsx:ec2:Vpc": [
    "aws:ec2/eip:Eip",
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
    "aws:ec2/natGateway:NatGateway",
    "aws:ec2/route:Route",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "aws:ec2/subnet:Subnet",
    "aws:ec2/vpc:Vpc",
  ],
};
