/**
 * AWS Foundational Security Best Practices v1.0.0, whole:
 * https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html
 *
 * The page of autumn 2025, brought up to what DescribeStandardsControls answered in August and
 * September 2026: new are APIGateway.10 and 11, CloudFront.17, Cognito.1, 4, 5 and 6, EC2.182 and 183,
 * ECS.18 to 21, EKS.9, ELB.21 and 22, RDS.50 and 51; ECS.1 is retired. AutoScaling.4 has been since
 * April 2024.
 */
import type { Framework } from "./framework";
import { listed } from "./framework";
import { reasonsFor } from "./securityHub";

const CONTROLS: readonly string[] = [
  ...listed("Account", [1]),
  ...listed("ACM", [1, 2]),
  ...listed("APIGateway", [1, 2, 3, 4, 5, 8, 9, 10, 11]),
  ...listed("AppSync", [2, 5]),
  ...listed("Athena", [4]),
  ...listed("AutoScaling", [1, 2, 3, 5, 6, 9]),
  ...listed("Backup", [1]),
  ...listed("Bedrock", [1]),
  ...listed("BedrockAgentCore", [1, 2, 5, 6]),
  ...listed("CloudFormation", [3, 4]),
  ...listed("CloudFront", [1, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 15, 16, 17]),
  ...listed("CloudTrail", [1, 2, 4, 5, 11]),
  ...listed("CodeBuild", [1, 2, 3, 4, 7]),
  ...listed("Cognito", [1, 2, 3, 4, 5, 6]),
  ...listed("Config", [1]),
  ...listed("Connect", [2]),
  ...listed("DataFirehose", [1]),
  ...listed("DataSync", [1]),
  ...listed("DMS", [1, 6, 7, 8, 9, 10, 11, 12, 13]),
  ...listed("DocumentDB", [1, 2, 3, 4, 5, 6]),
  ...listed("DynamoDB", [1, 2, 3, 6, 7]),
  ...listed("EC2", [1, 2, 3, 4, 6, 7, 8, 9, 10, 15, 16, 17, 18, 19, 20, 21, 23, 24, 25, 51]),
  ...listed("EC2", [55, 56, 57, 58, 60, 170, 171, 172, 173, 180, 181, 182, 183]),
  ...listed("ECR", [1, 2, 3]),
  ...listed("ECS", [2, 3, 4, 5, 8, 9, 10, 12, 16, 18, 19, 20, 21]),
  ...listed("EFS", [1, 2, 3, 4, 6, 7, 8]),
  ...listed("EKS", [1, 2, 3, 8, 9]),
  ...listed("ElastiCache", [1, 2, 3, 4, 5, 6, 7]),
  ...listed("ElasticBeanstalk", [1, 2, 3]),
  ...listed("ELB", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 17, 18, 21, 22]),
  ...listed("EMR", [1, 2, 3, 4]),
  ...listed("ES", [1, 2, 3, 4, 5, 6, 7, 8]),
  ...listed("EventBridge", [3]),
  ...listed("FSx", [1, 2, 3, 4, 5]),
  ...listed("Glue", [3, 4]),
  ...listed("GuardDuty", [1, 5, 6, 7, 8, 9, 10, 11, 12, 13]),
  ...listed("IAM", [1, 2, 3, 4, 5, 6, 7, 8, 21]),
  ...listed("Inspector", [1, 2, 3, 4]),
  ...listed("Kinesis", [1, 3]),
  ...listed("KMS", [1, 2, 3, 5]),
  ...listed("Lambda", [1, 2, 5]),
  ...listed("Macie", [1, 2]),
  ...listed("MQ", [2]),
  ...listed("MSK", [1, 3, 4, 5, 6]),
  ...listed("Neptune", [1, 2, 3, 4, 5, 6, 7, 8]),
  ...listed("NetworkFirewall", [2, 3, 4, 5, 6, 9, 10]),
  ...listed("Opensearch", [1, 2, 3, 4, 5, 6, 7, 8, 10]),
  ...listed("PCA", [1]),
  ...listed("RDS", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 20, 21, 22]),
  ...listed("RDS", [23, 24, 25, 27, 34, 35, 36, 37, 40, 41, 42, 43, 44, 45, 46, 47, 48, 50, 51]),
  ...listed("Redshift", [1, 2, 3, 4, 6, 7, 8, 10, 15, 18]),
  ...listed("RedshiftServerless", [1, 2, 3, 5, 6]),
  ...listed("Route53", [2]),
  ...listed("S3", [1, 2, 3, 5, 6, 8, 9, 12, 13, 19, 24, 25]),
  ...listed("SageMaker", [1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19]),
  ...listed("SecretsManager", [1, 2, 3, 4]),
  ...listed("ServiceCatalog", [1]),
  ...listed("SES", [3]),
  ...listed("SNS", [4]),
  ...listed("SQS", [1, 3]),
  ...listed("SSM", [1, 2, 3, 4, 6, 7]),
  ...listed("StepFunctions", [1]),
  ...listed("Transfer", [2, 3]),
  ...listed("WAF", [1, 2, 3, 4, 6, 7, 8, 10, 12]),
  ...listed("WorkSpaces", [1, 2]),
];

export const FSBP: Framework = {
  key: "fsbp",
  title: "AWS Foundational Security Best Practices v1.0.0",
  source: "Security Hub's list of the standard, as of September 2026.",
  controls: CONTROLS,
  reasons: reasonsFor(CONTROLS),
};
