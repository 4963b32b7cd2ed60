import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { rangeFaults } from "../internal/serviceFaults";
import { createDeadLetterQueue, restrictQueue, sendStatements } from "./queues/createQueue";
import { createDeadLetterAlarm } from "./queues/deadLetterAlarm";
import { createScheduledCall, expressionFaults } from "./schedules/scheduledCall";
import { type ScheduleTarget, targetOf } from "./schedules/scheduleTarget";
import type { MessagingSettings } from "./settings";

export interface ScheduleArgs extends MessagingSettings {
  /** `cron(0 7 * * ? *)`, `rate(5 minutes)` or `at(2030-01-01T00:00:00)`. */
  readonly expression: string;
  /** Time zone of the expression, which also knows summer time. @default "UTC" */
  readonly timezone?: string;
  /** Minutes within which the call may be made, 1 to 1440, to spread a load. @default at the time itself */
  readonly windowMinutes?: number;
  readonly target: ScheduleTarget;
  /** How often a call that fails is repeated, 0 to 185. @default 185 */
  readonly retries?: number;
  /** Seconds for which it is repeated, 60 to 86400; then it goes to the dead-letter queue. @default 3600 */
  readonly maxAgeSeconds?: number;
  /** SNS topic that is told when something is in the dead-letter queue. @default no alarm */
  readonly alarmTopicArn?: pulumi.Input<string>;
}

/** Calls a target at set times, in a role for that alone; what did not arrive is kept. */
export class Schedule extends pulumi.ComponentResource {
  readonly scheduleName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly deadLetterUrl: pulumi.Output<string>;

  constructor(name: string, args: ScheduleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:messaging:Schedule", name, {}, opts);
    const faults = scheduleFaults(name, args);
    if (faults.length > 0) throw new ArgumentError("Schedule", name, faults.join("; "));

    const child = { parent: this };
    const { key, region, alarmTopicArn } = args;
    const dead = createDeadLetterQueue(`${name}-dead`, { keyArn: key.arn }, child);
    restrictQueue(`${name}-dead-policy`, dead, [], child);
    if (alarmTopicArn !== undefined) {
      const description = `Schedule ${name}: calls that did not arrive`;
      const alarm = { queue: dead, topicArn: alarmTopicArn, description };
      createDeadLetterAlarm(`${name}-dead-alarm`, alarm, child);
    }
    const { call, statements } = targetOf(name, args.target);
    const schedule = createScheduledCall(
      `${name}-schedule`,
      {
        ...args,
        description: `Calls what schedule ${name} is for`,
        target: {
          ...call,
          retryPolicy: {
            maximumRetryAttempts: args.retries ?? 185,
            maximumEventAgeInSeconds: args.maxAgeSeconds ?? defaultMaxAgeSeconds,
          },
        },
        deadLetterArn: dead.arn,
        statements: [...statements, ...sendStatements("KeepFailures", dead.arn, key.arn, region)],
      },
      child,
    );

    this.scheduleName = schedule.name;
    this.arn = schedule.arn;
    this.deadLetterUrl = dead.url;
    this.registerOutputs({
      scheduleName: this.scheduleName,
      arn: this.arn,
      deadLetterUrl: this.deadLetterUrl,
    });
  }
}

/** A call that comes hours late is mostly worse than none. */
const defaultMaxAgeSeconds = 3600;

/** The longest name whose role, with its endings, IAM takes. */
const longestName = 42;

function scheduleFaults(name: string, args: ScheduleArgs): string[] {
  return [
    ...(/^[A-Za-z0-9_-]+$/.test(name) && name.length <= longestName
      ? []
      : [
          `name must be at most ${longestName} letters, digits, hyphens and underscores, got "${name}"; the role is named after it`,
        ]),
    ...expressionFaults(args.expression),
    ...(args.windowMinutes === undefined
      ? []
      : rangeFaults("windowMinutes", args.windowMinutes, 1, 1440)),
    ...rangeFaults("retries", args.retries ?? 0, 0, 185),
    ...rangeFaults("maxAgeSeconds", args.maxAgeSeconds ?? defaultMaxAgeSeconds, 60, 86_400),
  ];
}
