/**
 * Who may do what through a VPC endpoint. An endpoint's policy grants nothing by itself: a call must
 * also be allowed by the caller's own policies. It keeps foreign credentials out of the network and the
 * network's data out of foreign accounts:
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type PolicyStatement } from "../internal/policyDocument";
import type { InterfaceEndpoint } from "./interfaceEndpoints";

export interface EndpointAccess {
  readonly region: string;
  /** Whose principals may call, and whose resources they may reach. */
  readonly accountId: pulumi.Input<string>;
  /** Further accounts whose resources may be reached. */
  readonly trustedAccountIds: readonly string[];
}

/** Services that hold nothing but an account's own resources; the others serve AWS's too, such as images of add-ons. */
const ownResourcesOnly: ReadonlySet<InterfaceEndpoint> = new Set([
  "cognito-idp",
  "events",
  "kinesis-firehose",
  "kinesis-streams",
  "kms",
  "lambda",
  "logs",
  "secretsmanager",
  "sns",
  "sqs",
  "states",
]);

/** Services whose callers need no credentials: people who sign in have none yet. */
const anonymousCallers: ReadonlySet<InterfaceEndpoint> = new Set(["cognito-idp"]);

/**
 * Services whose endpoints may not be given a policy; they carry nothing but what an instance's agent
 * tells ECS: https://github.com/awsdocs/amazon-ecs-developer-guide/issues/55
 */
const withoutPolicy: ReadonlySet<InterfaceEndpoint> = new Set(["ecs-agent", "ecs-telemetry"]);

/** Policy of one interface endpoint, or undefined where AWS takes none. */
export function interfaceEndpointPolicy(
  service: InterfaceEndpoint,
  access: EndpointAccess,
): pulumi.Output<string> | undefined {
  if (withoutPolicy.has(service)) return undefined;
  return policyDocument([
    within(access, {
      principals: !anonymousCallers.has(service),
      resources: ownResourcesOnly.has(service),
    }),
  ]);
}

/** Policy of the gateway endpoint of DynamoDB. */
export function dynamodbEndpointPolicy(access: EndpointAccess): pulumi.Output<string> {
  return policyDocument([within(access, { principals: true, resources: true })]);
}

/**
 * Policy of the gateway endpoint of S3. Three kinds of AWS's own buckets stay readable: layers of ECR's
 * images, the packages of Amazon Linux 2023, and Systems Manager's agent.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-setting-up-s3-gateway
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
 */
export function s3EndpointPolicy(access: EndpointAccess): pulumi.Output<string> {
  const { region } = access;
  return policyDocument([
    within(access, { principals: true, resources: true }),
    {
      sid: "BucketsOfAws",
      principals: "*",
      actions: ["s3:GetObject"],
      resources: [
        `arn:aws:s3:::prod-${region}-starport-layer-bucket/*`,
        `arn:aws:s3:::al2023-repos-${region}-de612dc2/*`,
        `arn:aws:s3:::amazon-ssm-${region}/*`,
      ],
    },
  ]);
}

function within(
  { accountId, trustedAccountIds }: EndpointAccess,
  limits: { readonly principals: boolean; readonly resources: boolean },
): PolicyStatement {
  const resourceAccounts = pulumi.output([accountId, ...trustedAccountIds]);
  return {
    sid: "OwnAccount",
    principals: "*",
    actions: ["*"],
    resources: ["*"],
    conditions: {
      StringEquals: {
        ...(limits.principals && { "aws:PrincipalAccount": accountId }),
        ...(limits.resources && { "aws:ResourceAccount": resourceAccounts }),
      },
    },
  };
}
