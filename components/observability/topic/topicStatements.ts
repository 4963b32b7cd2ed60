/** Who may publish to a topic of alarms, and what that takes on its key. */
import * as pulumi from "@pulumi/pulumi";
import { heldTwice } from "../../internal/objects";
import { encryptMessages, publishToTopic, sendToQueue } from "../../internal/permissions/messaging";
import { onlyOverTls, type PolicyStatement } from "../../internal/policyDocument";
import type { AlarmTopicArgs } from "../alarmTopic";

/** Services besides CloudWatch that can tell a topic: AWS Budgets, and rules of EventBridge. */
export type Publisher = "budgets" | "eventBridge";

interface Source {
  readonly sid: string;
  readonly service: string;
  /** What of the service publishes, as an ARN pattern of the account. */
  readonly sourceArn: (region: string, accountId: pulumi.Input<string>) => pulumi.Output<string>;
  /** Whether the service says in whose name it asks KMS. */
  readonly saysSourceToKms: boolean;
}

const cloudWatch: Source = {
  sid: "CloudWatchAlarms",
  service: "cloudwatch.amazonaws.com",
  sourceArn: (region, accountId) =>
    pulumi.interpolate`arn:aws:cloudwatch:${region}:${accountId}:alarm:*`,
  saysSourceToKms: true,
};

const others: Readonly<Record<Publisher, Source>> = {
  // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
  budgets: {
    sid: "Budgets",
    service: "budgets.amazonaws.com",
    sourceArn: (_, accountId) => pulumi.interpolate`arn:aws:budgets::${accountId}:*`,
    saysSourceToKms: true,
  },
  // EventBridge says no source to KMS: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
  eventBridge: {
    sid: "EventBridgeRules",
    service: "events.amazonaws.com",
    sourceArn: (region, accountId) =>
      pulumi.interpolate`arn:aws:events:${region}:${accountId}:rule/*`,
    saysSourceToKms: false,
  },
};

type Scope = Pick<AlarmTopicArgs, "accountId" | "region" | "publishers">;

function sourcesOf({ publishers = [] }: Scope): Source[] {
  return [cloudWatch, ...publishers.map((publisher) => others[publisher])];
}

function fromAccount({ sourceArn }: Source, { region, accountId }: Scope) {
  return {
    StringEquals: { "aws:SourceAccount": accountId },
    ArnLike: { "aws:SourceArn": sourceArn(region, accountId) },
  };
}

export function topicStatements(
  topicArn: pulumi.Output<string>,
  scope: Scope,
): readonly PolicyStatement[] {
  return [
    ...sourcesOf(scope).map((source): PolicyStatement => ({
      sid: source.sid,
      principals: { Service: source.service },
      actions: publishToTopic,
      resources: [topicArn],
      conditions: fromAccount(source, scope),
    })),
    onlyOverTls(publishToTopic, [topicArn]),
  ];
}

/** SNS itself uses the key to keep what could not be delivered in an encrypted queue. */
export function keyStatements(
  scope: Scope & { readonly undelivered: boolean },
): readonly PolicyStatement[] {
  const ofSources = sourcesOf(scope).map((source): PolicyStatement => ({
    sid: source.sid,
    principals: { Service: source.service },
    actions: encryptMessages,
    resources: ["*"],
    ...(source.saysSourceToKms ? { conditions: fromAccount(source, scope) } : {}),
  }));
  if (!scope.undelivered) return ofSources;
  const ofQueue: PolicyStatement = {
    sid: "SnsKeepsUndelivered",
    principals: { Service: "sns.amazonaws.com" },
    actions: encryptMessages,
    resources: ["*"],
    conditions: { StringEquals: { "aws:SourceAccount": scope.accountId } },
  };
  return [...ofSources, ofQueue];
}

export function queueStatements(
  queueArn: pulumi.Output<string>,
  topicArn: pulumi.Output<string>,
): readonly PolicyStatement[] {
  return [
    {
      sid: "SnsKeepsUndelivered",
      principals: { Service: "sns.amazonaws.com" },
      actions: sendToQueue,
      resources: [queueArn],
      conditions: { ArnEquals: { "aws:SourceArn": topicArn } },
    },
    onlyOverTls(["sqs:*"], [queueArn]),
  ];
}

export function alarmTopicFaults({
  emails = [],
  endpoints = [],
  publishers = [],
}: AlarmTopicArgs): string[] {
  const noAddress = emails.find((email) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email));
  const notHttps = endpoints.find(
    (endpoint) => !URL.canParse(endpoint) || !endpoint.startsWith("https://"),
  );
  const all: readonly string[] = [...emails, ...endpoints, ...publishers];
  const twice = heldTwice(all);
  return [
    ...(noAddress === undefined
      ? []
      : [`emails must hold e-mail addresses, got "${noAddress}"; write it as name@example.com`]),
    ...(notHttps === undefined
      ? []
      : [
          `endpoints must be HTTPS addresses, got "${notHttps}"; alarms tell about weaknesses, so nobody may read along`,
        ]),
    ...(twice === undefined
      ? []
      : [
          `each of emails, endpoints and publishers must be named once, got "${twice}" twice; leave one out`,
        ]),
  ];
}
