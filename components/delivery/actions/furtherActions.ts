/** Types that CloudFormation has no type for, since it sets them within another: what each takes by itself. */
import type { TypeActions } from "./typeActions";

export const furtherActions: Readonly<Record<string, TypeActions>> = {
  "aws:apigateway/methodSettings:MethodSettings": {
    read: ["apigateway:GET"],
    write: ["apigateway:PATCH"],
  },
  "aws:appautoscaling/scheduledAction:ScheduledAction": {
    read: ["application-autoscaling:DescribeScheduledActions"],
    write: [
      "application-autoscaling:DeleteScheduledAction",
      "application-autoscaling:PutScheduledAction",
    ],
  },
  "aws:dax/cluster:Cluster": {
    read: ["dax:DescribeClusters", "dax:ListTags", "ec2:DescribeSubnets", "ec2:DescribeVpcs"],
    write: [
      "dax:CreateCluster",
      "dax:DecreaseReplicationFactor",
      "dax:DeleteCluster",
      "dax:IncreaseReplicationFactor",
      "dax:TagResource",
      "dax:UntagResource",
      "dax:UpdateCluster",
    ],
  },
  "aws:dax/parameterGroup:ParameterGroup": {
    read: ["dax:DescribeParameterGroups", "dax:DescribeParameters"],
    write: ["dax:CreateParameterGroup", "dax:DeleteParameterGroup", "dax:UpdateParameterGroup"],
  },
  "aws:dax/subnetGroup:SubnetGroup": {
    read: ["dax:DescribeSubnetGroups", "ec2:DescribeSubnets"],
    write: ["dax:CreateSubnetGroup", "dax:DeleteSubnetGroup", "dax:UpdateSubnetGroup"],
  },
  "aws:dynamodb/contributorInsights:ContributorInsights": {
    read: ["dynamodb:DescribeContributorInsights"],
    write: ["dynamodb:UpdateContributorInsights"],
  },
  "aws:dynamodb/tableReplica:TableReplica": {
    read: ["dynamodb:DescribeTable", "dynamodb:ListTagsOfResource"],
    write: [
      "dynamodb:CreateTableReplica",
      "dynamodb:DeleteTableReplica",
      "dynamodb:TagResource",
      "dynamodb:UntagResource",
      "dynamodb:UpdateTable",
    ],
  },
  "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": {
    read: ["lambda:GetProvisionedConcurrencyConfig"],
    write: ["lambda:DeleteProvisionedConcurrencyConfig", "lambda:PutProvisionedConcurrencyConfig"],
  },
  "aws:route53/queryLog:QueryLog": {
    read: ["logs:DescribeLogGroups", "route53:GetQueryLoggingConfig"],
    write: ["route53:CreateQueryLoggingConfig", "route53:DeleteQueryLoggingConfig"],
  },
  "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": {
    read: ["s3:GetBucketCORS"],
    write: ["s3:PutBucketCORS"],
  },
  "aws:s3/bucketNotification:BucketNotification": {
    read: ["s3:GetBucketNotification"],
    write: ["s3:PutBucketNotification"],
  },
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": {
    read: ["sqs:GetQueueAttributes"],
    write: ["sqs:SetQueueAttributes"],
  },
};
