/** What a schedule can call, and what its role needs for that. */
import type * as pulumi from "@pulumi/pulumi";
import { invokeFunction } from "../../internal/permissions/functions";
import type { PolicyStatement } from "../../internal/policyDocument";
import type { EventBus } from "../eventBus";
import type { Queue } from "../queue";
import type { Workflow } from "../workflow";
import type { CallTarget } from "./scheduledCall";

/** What is handed over; `<aws.scheduler.scheduled-time>` and its like are filled in. */
type Message = Readonly<Record<string, unknown>>;

/** What a schedule calls. */
export type ScheduleTarget =
  /** Sends a message. To a FIFO queue in a group named after the schedule. */
  | { readonly kind: "queue"; readonly queue: Queue; readonly message: Message }
  /** Puts an event on a bus. */
  | {
      readonly kind: "events";
      readonly bus: EventBus;
      readonly source: string;
      readonly detailType: string;
      /** @default an empty object */
      readonly detail?: Message;
    }
  /** Starts an execution. */
  | { readonly kind: "workflow"; readonly workflow: Workflow; readonly input?: Message }
  /** Calls a function, by the ARN of its alias. */
  | {
      readonly kind: "function";
      readonly functionArn: pulumi.Input<string>;
      readonly input?: Message;
    };

/** The target as EventBridge Scheduler takes it, and the statements of its role. */
export function targetOf(
  name: string,
  target: ScheduleTarget,
): { readonly call: CallTarget; readonly statements: readonly PolicyStatement[] } {
  switch (target.kind) {
    case "queue":
      return {
        call: {
          arn: target.queue.arn,
          input: JSON.stringify(target.message),
          ...(target.queue.isFifo ? { sqsParameters: { messageGroupId: name } } : {}),
        },
        statements: target.queue.grant("sends").statements,
      };
    case "events":
      return {
        call: {
          arn: target.bus.arn,
          input: JSON.stringify(target.detail ?? {}),
          eventbridgeParameters: { source: target.source, detailType: target.detailType },
        },
        statements: target.bus.grant("publishes").statements,
      };
    case "workflow":
      return {
        call: { arn: target.workflow.arn, ...inputOf(target) },
        statements: target.workflow.grant("starts").statements,
      };
    case "function":
      return {
        call: { arn: target.functionArn, ...inputOf(target) },
        statements: [
          { sid: "CallFunction", actions: invokeFunction, resources: [target.functionArn] },
        ],
      };
  }
}

function inputOf({ input }: { readonly input?: Message }): { readonly input?: string } {
  return input === undefined ? {} : { input: JSON.stringify(input) };
}
