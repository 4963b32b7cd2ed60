/** Buses and schedules: they call the function's alias and leave repeating to Lambda. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as lambda from "@pulumi/aws/lambda";
import type * as pulumi from "@pulumi/pulumi";
import { invokeFunction } from "../../internal/permissions/functions";
import { createScheduledCall } from "../../messaging/schedules/scheduledCall";
import type { EventBridgeSource, ScheduleSource } from "./eventSource";
import type { FailureQueue } from "./failureQueue";

/** What is called, and where calls go that do not arrive. */
export interface PushTarget {
  readonly functionName: pulumi.Input<string>;
  readonly aliasName: pulumi.Input<string>;
  readonly aliasArn: pulumi.Input<string>;
  readonly accountId: pulumi.Input<string>;
  readonly failures: FailureQueue;
}

/** A rule on the bus that calls the alias. Returns the rule's ARN. */
export function createEventBridgeRule(
  name: string,
  source: EventBridgeSource,
  target: PushTarget,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const bus = source.busName === undefined ? {} : { eventBusName: source.busName };
  const rule = new cloudwatch.EventRule(
    `${name}-rule`,
    { ...bus, eventPattern: JSON.stringify(source.pattern) },
    opts,
  );
  const permission = new lambda.Permission(
    `${name}-permission`,
    {
      action: "lambda:InvokeFunction",
      principal: "events.amazonaws.com",
      function: target.functionName,
      qualifier: target.aliasName,
      sourceArn: rule.arn,
    },
    opts,
  );
  new cloudwatch.EventTarget(
    `${name}-target`,
    {
      ...bus,
      rule: rule.name,
      arn: target.aliasArn,
      deadLetterConfig: { arn: target.failures.arn },
    },
    { ...opts, dependsOn: permission },
  );
  return rule.arn;
}

/** A schedule that calls the alias in a role of its own. */
export function createSchedule(
  name: string,
  source: ScheduleSource,
  target: PushTarget,
  opts: pulumi.CustomResourceOptions,
): void {
  createScheduledCall(
    `${name}-schedule`,
    {
      expression: source.expression,
      timezone: source.timezone,
      description: `Calls the function on schedule ${source.name}`,
      accountId: target.accountId,
      target: {
        arn: target.aliasArn,
        ...(source.input === undefined ? {} : { input: JSON.stringify(source.input) }),
      },
      deadLetterArn: target.failures.arn,
      statements: [
        { sid: "CallFunction", actions: invokeFunction, resources: [target.aliasArn] },
        ...target.failures.statements,
      ],
    },
    opts,
  );
}
