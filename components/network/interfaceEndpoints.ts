/** Which of AWS's services a network can reach without leaving it, and which it must. Pure. */
import type { ResourceKind, RuntimeKind } from "../../services/contract";

/**
 * Services with an interface endpoint, by the last part of the endpoint service's name:
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export const interfaceEndpointNames = [
  "autoscaling",
  "cognito-idp",
  "ec2",
  "ec2messages",
  "ecr.api",
  "ecr.dkr",
  "ecs",
  "ecs-agent",
  "ecs-telemetry",
  "eks",
  "eks-auth",
  "elasticloadbalancing",
  "events",
  "kinesis-firehose",
  "kinesis-streams",
  "kms",
  "lambda",
  "logs",
  "monitoring",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "states",
  "sts",
  "xray",
] as const;
export type InterfaceEndpoint = (typeof interfaceEndpointNames)[number];

/** Images come from ECR, their layers from S3, whose gateway endpoint every network has. */
const images = ["ecr.api", "ecr.dkr"] as const;
const logsAndTraces = ["logs", "xray"] as const;

/**
 * What each runtime needs to pull images, get credentials, and write logs and traces.
 *
 * - Tasks on ECS get their credentials from the agent beside them.
 *   https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html
 * - The agent of an EC2 instance talks to ECS from inside the network.
 * - A function's image, credentials, logs and traces never pass through the network it is attached to.
 *   https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 * - https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 */
const needs: Readonly<Record<RuntimeKind, readonly InterfaceEndpoint[]>> = {
  fargate: [...images, ...logsAndTraces],
  ec2: [...images, ...logsAndTraces, "ecs", "ecs-agent", "ecs-telemetry"],
  lambda: [],
  eks: [...images, ...logsAndTraces, "ec2", "eks", "eks-auth", "elasticloadbalancing", "sts"],
};

/**
 * What services call to use each kind of resource. Tables and buckets have gateway endpoints; databases
 * and caches are inside the network, and signing in to them by IAM calls nobody.
 */
const resourceNeeds: Readonly<Record<ResourceKind, readonly InterfaceEndpoint[]>> = {
  table: [],
  // Migrations read the master user's password.
  database: ["secretsmanager"],
  cache: [],
  bucket: [],
  queue: ["sqs"],
  topic: ["sns"],
  // Events are put on the bus, and come to a queue of their subscriber.
  eventBus: ["events", "sqs"],
  stream: ["kinesis-streams"],
  secret: ["secretsmanager"],
};

/**
 * The interface endpoints that services on these runtimes, with these kinds of resources, need in a
 * network without NAT, sorted.
 */
export function interfaceEndpointsFor(
  runtimeKinds: readonly RuntimeKind[],
  resourceKinds: readonly ResourceKind[] = [],
): readonly InterfaceEndpoint[] {
  const all = [
    ...runtimeKinds.flatMap((kind) => needs[kind]),
    ...resourceKinds.flatMap((kind) => resourceNeeds[kind]),
  ];
  return [...new Set(all)].sort();
}
