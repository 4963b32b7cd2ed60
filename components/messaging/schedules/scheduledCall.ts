import * as scheduler from "@pulumi/aws/scheduler";
import type * as pulumi from "@pulumi/pulumi";
import { createServiceRole, type PolicyStatement } from "../../internal/policyDocument";

/** What is called, as EventBridge Scheduler takes it. */
export type CallTarget = Pick<
  scheduler.ScheduleArgs["target"] extends pulumi.Input<infer Target> ? Target : never,
  "arn" | "input" | "sqsParameters" | "eventbridgeParameters" | "retryPolicy"
>;

export interface ScheduledCallArgs {
  /** `cron(0 7 * * ? *)`, `rate(5 minutes)` or `at(2030-01-01T00:00:00)`. */
  readonly expression: string;
  /** @default "UTC" */
  readonly timezone?: string;
  /** Minutes within which the call may be made. @default at the time itself */
  readonly windowMinutes?: number;
  /** What the role is for, as shown in the IAM console. */
  readonly description: string;
  readonly accountId: pulumi.Input<string>;
  readonly target: CallTarget;
  /** Where calls go that did not arrive. */
  readonly deadLetterArn: pulumi.Input<string>;
  /** What the role needs for the target and for the dead-letter queue. */
  readonly statements: readonly PolicyStatement[];
}

/** A schedule that calls its target in a role of its own. */
export function createScheduledCall(
  name: string,
  args: ScheduledCallArgs,
  opts: pulumi.CustomResourceOptions,
): scheduler.Schedule {
  const { windowMinutes } = args;
  const role = createServiceRole(
    `${name}-role`,
    {
      service: "scheduler.amazonaws.com",
      description: args.description,
      sourceAccountId: args.accountId,
      statements: args.statements,
    },
    opts,
  );
  return new scheduler.Schedule(
    name,
    {
      scheduleExpression: args.expression,
      scheduleExpressionTimezone: args.timezone ?? "UTC",
      flexibleTimeWindow:
        windowMinutes === undefined
          ? { mode: "OFF" }
          : { mode: "FLEXIBLE", maximumWindowInMinutes: windowMinutes },
      target: {
        ...args.target,
        roleArn: role.arn,
        deadLetterConfig: { arn: args.deadLetterArn },
      },
    },
    opts,
  );
}

/** The fault in when something is to happen. */
export function expressionFaults(expression: string): string[] {
  return /^(cron|rate|at)\(.+\)$/.test(expression)
    ? []
    : [
        `expression must be cron(...), rate(...) or at(...), got "${expression}"; for example rate(5 minutes)`,
      ];
}
