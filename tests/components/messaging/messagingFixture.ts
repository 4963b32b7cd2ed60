/** A key and the settings that every queue, topic and schedule under test takes. */
import { Key } from "../../../components/data/key";
import { messagingKeyStatements } from "../../../components/messaging/keyUse";
import type { MessagingSettings } from "../../../components/messaging/settings";
import { accountId, region } from "../../helpers/recordingMocks";

export const keyArn = "arn:mock:messages-key";
export const alarmTopicArn = "arn:aws:sns:us-east-1:123456789012:alarms";

export function messaging(): MessagingSettings {
  const statements = messagingKeyStatements({ region, accountId });
  const key = new Key("messages", { description: "Encrypts messages", accountId, statements });
  return { key, region, accountId };
}

/** A statement as a policy document holds it. */
export function allow(
  Sid: string,
  Action: readonly string[],
  Resource: string | readonly string[],
  Condition?: object,
): Record<string, unknown> {
  return {
    ...{ Sid, Effect: "Allow", Action: [...Action], Resource: [Resource].flat() },
    ...(Condition === undefined ? {} : { Condition }),
  };
}

/** The same for one service, as a resource's policy holds it. */
export function allowService(
  Service: string,
  ...statement: Parameters<typeof allow>
): Record<string, unknown> {
  return { ...allow(...statement), Principal: { Service } };
}

export function onlyOverTls(action: string, arn: string): Record<string, unknown> {
  return {
    ...{ Sid: "OnlyOverTls", Effect: "Deny", Principal: "*" },
    ...{ Action: [action], Resource: [arn] },
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** Use of the fixture's key by way of one service. */
export function throughKey(
  Sid: string,
  actions: readonly string[],
  service: string,
): Record<string, unknown> {
  return allow(Sid, actions, keyArn, {
    StringEquals: { "kms:ViaService": `${service}.us-east-1.amazonaws.com` },
  });
}

export function document(...Statement: readonly object[]): Record<string, unknown> {
  return { Version: "2012-10-17", Statement };
}

/** The alarm over a dead-letter queue. */
export function deadLetterAlarm(queue: string, description: string): Record<string, unknown> {
  return {
    alarmDescription: `${description} (docs/runbook.md#dead-letters)`,
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queue },
    statistic: "Maximum",
    period: 60,
    evaluationPeriods: 1,
    threshold: 0,
    comparisonOperator: "GreaterThanThreshold",
    treatMissingData: "notBreaching",
    alarmActions: [alarmTopicArn],
    okActions: [alarmTopicArn],
  };
}
