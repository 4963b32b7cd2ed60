/**
 * Controls that Security Hub evaluates for PCI DSS v4.0.1, whole, as its page of autumn 2025 lists
 * them: https://docs.aws.amazon.com/securityhub/latest/userguide/pci-standard.html. They have the ids
 * that rules name under `fsbp`.
 */
import type { Framework } from "./framework";
import { listed } from "./framework";
import { reasonsFor } from "./securityHub";

const CONTROLS: readonly string[] = [
  ...listed("ACM", [1, 2]),
  ...listed("APIGateway", [9]),
  ...listed("AppSync", [2]),
  ...listed("AutoScaling", [3, 5]),
  ...listed("CloudFront", [1, 3, 5, 6, 9, 10, 12]),
  ...listed("CloudTrail", [2, 3, 4, 6, 7]),
  ...listed("CodeBuild", [1, 2, 3]),
  ...listed("DMS", [1, 6, 7, 8, 9, 10, 11, 12]),
  ...listed("DocumentDB", [2, 3, 4]),
  ...listed("DynamoDB", [7]),
  ...listed("EC2", [8, 13, 14, 15, 16, 21, 25, 51, 53, 54, 170, 171]),
  ...listed("ECR", [1]),
  ...listed("ECS", [2, 8, 10, 16]),
  ...listed("EFS", [4]),
  ...listed("EKS", [1, 2, 3, 8]),
  ...listed("ElastiCache", [2, 5, 6]),
  ...listed("ElasticBeanstalk", [2, 3]),
  ...listed("ELB", [3, 4, 8, 12, 14]),
  ...listed("EMR", [1, 2]),
  ...listed("ES", [2, 3, 5, 8]),
  ...listed("EventBridge", [3]),
  ...listed("GuardDuty", [1, 6, 7, 9, 10]),
  ...listed("IAM", [3, 5, 6, 7, 8, 9, 11, 12, 14, 16, 17, 18, 19]),
  ...listed("Inspector", [1, 2, 3, 4]),
  ...listed("KMS", [4]),
  ...listed("Lambda", [1, 2]),
  ...listed("MQ", [2, 3]),
  ...listed("MSK", [1, 3]),
  ...listed("Neptune", [2, 3]),
  ...listed("Opensearch", [5, 10]),
  ...listed("RDS", [2, 9, 13, 20, 21, 22, 24, 25, 34, 35, 36, 37]),
  ...listed("Redshift", [1, 2, 4, 15]),
  ...listed("Route53", [2]),
  ...listed("S3", [1, 5, 8, 9, 15, 17, 19, 22, 23, 24]),
  ...listed("SageMaker", [1]),
  ...listed("SecretsManager", [1, 2, 4]),
  ...listed("SSM", [2, 3]),
  ...listed("StepFunctions", [1]),
  ...listed("Transfer", [2]),
  ...listed("WAF", [1, 11]),
];

export const PCI: Framework = {
  key: "fsbp",
  title: "PCI DSS v4.0.1, as Security Hub evaluates it",
  source: "Security Hub's list of the standard, as of autumn 2025.",
  controls: CONTROLS,
  reasons: reasonsFor(CONTROLS),
};
