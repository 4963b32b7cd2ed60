import type * as sfn from "@pulumi/aws/sfn";
import { sfnLogging, sfnTaskRetry, sfnTracing } from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

type State = Readonly<Record<string, unknown>>;

function definition(...states: readonly (readonly [name: string, state: State])[]): string {
  return JSON.stringify({ StartAt: states[0]?.[0], States: Object.fromEntries(states) });
}

const task = {
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Retry: [{ ErrorEquals: ["States.ALL"] }],
  End: true,
};
const waiting = { ...task, Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken" };
const careless = { Type: "Task", Resource: task.Resource, End: true };

const machine = resource<sfn.StateMachineArgs>("aws:sfn/stateMachine:StateMachine", "checkout", {
  roleArn: UNKNOWN,
  definition: definition(["Pay", task], ["Done", { Type: "Succeed" }]),
  loggingConfiguration: {
    level: "ERROR",
    includeExecutionData: false,
    logDestination: "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/states/a:*",
  },
  tracingConfiguration: { enabled: true },
});

describeRule(sfnLogging, {
  valid: [machine],
  passes: {
    "every event": { set: { "loggingConfiguration.level": "ALL" } },
    "data where it may be logged": {
      set: { "loggingConfiguration.includeExecutionData": true },
      config: { mayLogData: ["checkout"] },
    },
  },
  fails: {
    "the default": {
      set: { loggingConfiguration: undefined },
      says: "loggingConfiguration.level is not set",
    },
    "no log": {
      set: { "loggingConfiguration.level": "OFF" },
      says: 'loggingConfiguration.level is "OFF"',
    },
    "fatal errors alone": {
      set: { "loggingConfiguration.level": "FATAL" },
      says: 'loggingConfiguration.level is "FATAL"',
    },
    "a log group's bare ARN": {
      set: { "loggingConfiguration.logDestination": "arn:aws:logs:eu-west-1:1:log-group:a" },
      says: "loggingConfiguration.logDestination does not end in :*",
    },
    "the executions' data": {
      set: { "loggingConfiguration.includeExecutionData": true },
      says: "loggingConfiguration.includeExecutionData is true",
    },
  },
  silent: {
    "the configuration": unknown("loggingConfiguration"),
    "the destination": unknown("loggingConfiguration.logDestination"),
    "what is logged": unknown("loggingConfiguration.includeExecutionData"),
  },
});

describeRule(sfnTracing, {
  valid: [machine],
  fails: {
    "the default": {
      set: { tracingConfiguration: undefined },
      says: "tracingConfiguration.enabled is not set",
    },
    "no traces": {
      set: { "tracingConfiguration.enabled": false },
      says: "tracingConfiguration.enabled is false",
    },
  },
  silent: { "the setting": unknown("tracingConfiguration") },
});

describeRule(sfnTaskRetry, {
  valid: [machine],
  passes: {
    "a task that catches": {
      set: { definition: definition(["Pay", { ...careless, Catch: [{ Next: "Done" }] }]) },
    },
    "a task that waits for a limited time": {
      set: { definition: definition(["Ask", { ...waiting, HeartbeatSeconds: 60 }]) },
    },
    "states that are no tasks": {
      set: { definition: definition(["Wait", { Type: "Wait", Seconds: 1, End: true }]) },
    },
  },
  fails: {
    "a task that does neither": {
      set: { definition: definition(["Pay", careless]) },
      says: 'state "Pay" has neither Retry nor Catch',
    },
    "a task in a branch": {
      set: {
        definition: definition([
          "Both",
          {
            Type: "Parallel",
            Branches: [{ States: { Pay: task } }, { States: { Ship: careless } }],
          },
        ]),
      },
      says: 'state "Ship" has neither Retry nor Catch',
    },
    "a task for each item": {
      set: {
        definition: definition([
          "Each",
          { Type: "Map", ItemProcessor: { States: { Ship: careless } } },
        ]),
      },
      says: 'state "Ship" has neither Retry nor Catch',
    },
    "a task that waits for ever": {
      set: { definition: definition(["Ask", waiting]) },
      says: 'state "Ask" waits for a task token without a time limit',
    },
  },
  silent: { "the definition": unknown("definition") },
});
