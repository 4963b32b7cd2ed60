import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { heldTwice } from "../internal/objects";
import { rangeFaults } from "../internal/serviceFaults";
import { createDeadLetterAlarm } from "../messaging/queues/deadLetterAlarm";
import { createDeadLetterQueue, restrictQueue } from "../messaging/queues/createQueue";
import type { AlarmTopic } from "./alarmTopic";
import { type FindingSource, type FindingText, findingsOf } from "./findings/sources";

export type { FindingSource } from "./findings/sources";

export interface FindingAlertsArgs {
  /** Whose findings are told. They are those of the stack's region. */
  readonly sources: readonly FindingSource[];
  /** Who is told; its `publishers` must name `eventBridge`. */
  readonly topic: AlarmTopic;
  /**
   * Least severity of a finding of GuardDuty that is told, 1 to 10: 1 is low, 4 medium, 7 high, 9 critical.
   * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html
   *
   * @default 4
   */
  readonly minimumSeverity?: number;
}

/**
 * Tells people what GuardDuty and IAM Access Analyzer find, in words and with the place to look, instead of leaving
 * it on a page that nobody opens. What the topic does not take waits in a queue that has an alarm.
 */
export class FindingAlerts extends pulumi.ComponentResource {
  /** Queue of what the topic did not take. */
  readonly undeliveredQueueUrl: pulumi.Output<string>;

  constructor(name: string, args: FindingAlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:observability:FindingAlerts", name, {}, opts);
    const faults = findingAlertsFaults(args);
    if (faults.length > 0) throw new ArgumentError("FindingAlerts", name, faults.join("; "));

    const { sources, topic, minimumSeverity = mediumSeverity } = args;
    const child = { parent: this };
    const undelivered = createDeadLetterQueue(`${name}-undelivered`, {}, child);
    const rules = sources.map((source) => {
      const { description, pattern, text } = findingsOf(source, minimumSeverity);
      const rule = new cloudwatch.EventRule(
        `${name}-${source}`,
        { description, eventPattern: JSON.stringify(pattern) },
        child,
      );
      new cloudwatch.EventTarget(
        `${name}-${source}-target`,
        {
          rule: rule.name,
          arn: topic.arn,
          inputTransformer: transformerOf(text),
          deadLetterConfig: { arn: undelivered.arn },
        },
        child,
      );
      return rule;
    });
    const ruleArns = pulumi.all(rules.map(({ arn }) => arn));
    const sender = { sid: "FromRules", service: "events.amazonaws.com", sourceArn: ruleArns };
    restrictQueue(`${name}-undelivered-policy`, undelivered, [sender], child);
    const description = "Findings that the alarm topic did not take";
    const alarm = { queue: undelivered, topicArn: topic.arn, description };
    createDeadLetterAlarm(`${name}-undelivered-alarm`, alarm, child);

    this.undeliveredQueueUrl = undelivered.url;
    this.registerOutputs({ undeliveredQueueUrl: this.undeliveredQueueUrl });
  }
}

const mediumSeverity = 4;

/**
 * A template of quoted text arrives as that text, each line in quotes of its own.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
function transformerOf({ paths, lines }: FindingText) {
  return {
    inputPaths: { ...paths },
    inputTemplate: lines.map((line) => JSON.stringify(line)).join("\n"),
  };
}

function findingAlertsFaults(args: FindingAlertsArgs): string[] {
  const { sources, minimumSeverity = mediumSeverity } = args;
  const twice = heldTwice(sources);
  return [
    ...(sources.length > 0
      ? []
      : ["sources must name whose findings are told, got none; name guardDuty or accessAnalyzer"]),
    ...(twice === undefined
      ? []
      : [`sources must name each once, got "${twice}" twice; leave one out`]),
    ...rangeFaults("minimumSeverity", minimumSeverity, 1, 10),
  ];
}
