/**
 * Controls that Security Hub evaluates for PCI DSS v4.0.1, for the AWS services that the pack has
 * rules for: https://docs.aws.amazon.com/securityhub/latest/userguide/pci-standard.html. They have
 * the ids that rules name under `fsbp`.
 */
import { listed } from "./framework";

export const PCI_CONTROLS: ReadonlySet<string> = new Set([
  ...listed("APIGateway", [9]),
  ...listed("AutoScaling", [3, 5]),
  ...listed("CloudFront", [1, 3, 5, 6, 9, 10]),
  ...listed("CloudTrail", [2, 3, 4, 6, 7]),
  ...listed("DynamoDB", [7]),
  ...listed("EC2", [8, 13, 14, 15, 16, 21, 25, 51, 170, 171]),
  ...listed("ECR", [1]),
  ...listed("ECS", [2, 8, 10, 16]),
  ...listed("EKS", [1, 2, 3, 8]),
  ...listed("ELB", [3, 4, 8, 12, 14]),
  ...listed("ElastiCache", [2, 5, 6]),
  ...listed("EventBridge", [3]),
  ...listed("KMS", [4]),
  ...listed("Lambda", [1, 2]),
  ...listed("RDS", [2, 9, 13, 20, 21, 22, 24, 25, 34, 35, 36, 37]),
  ...listed("Route53", [2]),
  ...listed("S3", [1, 5, 8, 9, 15, 17, 19, 22, 23, 24]),
  ...listed("SecretsManager", [1, 2, 4]),
  ...listed("StepFunctions", [1]),
  ...listed("WAF", [1, 11]),
]);
