/**
 * Security Hub's controls that no rule of the pack covers, and why. Its standards share the ids: a
 * control such as `S3.8` is the same in AWS's own practices, in CIS and in PCI DSS.
 *
 * Read against AWS's control reference and the pages of the single services, as of September 2026:
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html
 */
import { because, listed } from "./framework";

const ACCOUNT = "is a setting of the account or its region, made once and not in each stack";
const RUNTIME = "is known at run time only, not from what a stack declares";
const CLASSIC = "is about a predecessor that AWS has replaced; the pack covers its successor";
const OTHER = "is about a feature that a stack of microservices does not create";
const PEOPLE = "is about people's access keys, passwords and devices, which the account keeps";
const BEHIND =
  "asks for TLS behind the load balancer or gateway too, which the pack does not demand";

const REASONS: ReadonlyMap<string, string> = new Map([
  ...because(ACCOUNT, listed("EC2", [7, 172, 182])),
  ...because(ACCOUNT, listed("IAM", [4, 6, 7, 9, 11, 12, 14, 16, 17, 18])),
  ...because(ACCOUNT, listed("SSM", [6, 7])),
  ...because(RUNTIME, listed("ACM", [1])),
  ...because(RUNTIME, listed("EC2", [1, 4, 16, 20])),
  ...because(RUNTIME, listed("KMS", [3])),
  ...because(RUNTIME, listed("RDS", [1, 4])),
  ...because(RUNTIME, listed("SSM", [1, 2, 3])),
  ...because(RUNTIME, listed("SecretsManager", [2, 3])),
  ...because(PEOPLE, listed("IAM", [3, 5, 8, 19])),
  ...because(CLASSIC, listed("ELB", [2, 3, 7, 8, 9, 10, 14])),
  ...because(CLASSIC, listed("WAF", [1, 2, 3, 4, 6, 7, 8])),
  ...because(OTHER, listed("CloudTrail", [11])),
  ...because(OTHER, listed("EC2", [17, 23, 24, 51, 57, 58, 60, 171, 173, 180, 183])),
  ...because(OTHER, listed("ECS", [19, 21])),
  ...because(OTHER, listed("RDS", [51])),
  ...because(OTHER, listed("S3", [19, 24, 25])),
  ...because(BEHIND, ["APIGateway.2", "APIGateway.10", "ELB.21", "ELB.22"]),
  ...because("asks the account's trail for data events of all buckets", ["S3.22", "S3.23"]),
  [
    "APIGateway.11",
    "asks for a policy with forward secrecy; apigw-domain-tls12 asks for TLS 1.2 alone",
  ],
  [
    "AutoScaling.6",
    "asks for several instance types, which only workloads that run on any of them can use",
  ],
  ["CloudFront.4", "asks for a second origin, which a distribution before one API has no use for"],
  [
    "CloudFront.12",
    "needs to know which buckets exist outside the stack; route53-dangling-alias covers names of DNS",
  ],
  ["CloudFront.17", "asks for signed URLs, which a public site or API cannot use"],
  ["CloudTrail.3", "asks for one trail in the account, not for one in each stack"],
  ["CloudTrail.6", "is covered for the stack's own buckets by the rules on public access to S3"],
  ["EC2.10", "asks for an endpoint of the EC2 API, which services do not call"],
  ["ECS.10", "is met by leaving platformVersion out, as AWS then takes the latest"],
  [
    "EventBridge.3",
    "asks for a policy also where only the own account puts events; eventbridge-bus-policy judges what one allows",
  ],
  ["RDS.14", "is about backtracking, which only Aurora MySQL has"],
  ["RDS.23", "asks for another port than the engine's; the pack judges who can reach it instead"],
  ["S3.6", "forbids named actions to other accounts; the pack refuses everybody, not a partner"],
  ["S3.15", "is about Object Lock, which can only be chosen for data that must be unchangeable"],
]);

/** Services that the pack has rules for, as Security Hub writes them. */
const SERVICES: ReadonlySet<string> = new Set([
  ...["ACM", "APIGateway", "AutoScaling", "CloudFront", "CloudTrail", "Cognito", "DataFirehose"],
  ...["DynamoDB", "EC2", "ECR", "ECS", "EKS", "ELB", "ElastiCache", "EventBridge", "IAM", "KMS"],
  ...["Kinesis", "Lambda", "RDS", "Route53", "S3", "SNS", "SQS", "SSM", "SecretsManager"],
  ...["StepFunctions", "WAF"],
]);

function reasonFor(id: string): readonly (readonly [id: string, reason: string])[] {
  const service = id.slice(0, id.indexOf("."));
  if (!SERVICES.has(service)) return [[id, `is about ${service}, which the pack has no rules for`]];
  const reason = REASONS.get(id);
  return reason === undefined ? [] : [[id, reason]];
}

/** The reasons for those of the controls that have one. */
export function reasonsFor(controls: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(controls.flatMap(reasonFor));
}

/** Controls of Security Hub that rules name and neither standard has: AWS maps them elsewhere. */
export const OTHER_CONTROLS: ReadonlySet<string> = new Set([
  ...["ECS.17", "ELB.16", "IAM.27", "RDS.38", "RDS.39", "S3.14", "SNS.1"],
]);
