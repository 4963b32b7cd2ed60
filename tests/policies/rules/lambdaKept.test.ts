/** What a function leaves behind: its log, and what it failed on. */
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as lambda from "@pulumi/aws/lambda";
import type * as s3 from "@pulumi/aws/s3";
import type * as scheduler from "@pulumi/aws/scheduler";
import type * as sns from "@pulumi/aws/sns";
import { lambdaAsyncFailureDestination, lambdaLogGroupManaged } from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const fn = resource<lambda.FunctionArgs>(
  "aws:lambda/function:Function",
  "orders",
  { role: UNKNOWN, name: "orders-1a2b", loggingConfig: { logFormat: "JSON", logGroup: UNKNOWN } },
  { dependsOn: { loggingConfig: ["orders-logs"] } },
);
const group = resource<cloudwatch.LogGroupArgs>("aws:cloudwatch/logGroup:LogGroup", "orders-logs", {
  retentionInDays: 30,
});
const named = "/aws/lambda/orders-1a2b";

describeRule(lambdaLogGroupManaged, {
  valid: [fn, group],
  passes: {
    "a group that the function names": {
      set: { "loggingConfig.logGroup": "orders" },
      dependsOn: {},
      drop: ["orders-logs"],
      add: [{ ...group, props: { name: "orders" } }],
    },
    "a group by Lambda's own name": {
      set: { loggingConfig: undefined },
      dependsOn: {},
      drop: ["orders-logs"],
      add: [{ ...group, props: { name: named } }],
    },
    "a group named after the function": {
      set: { loggingConfig: undefined, name: undefined },
      dependsOn: {},
      drop: ["orders-logs"],
      add: [{ ...group, props: { name: UNKNOWN }, dependsOn: { name: ["orders"] } }],
    },
  },
  fails: {
    "no group": {
      set: { loggingConfig: undefined },
      dependsOn: {},
      drop: ["orders-logs"],
      says: "no LogGroup in the stack is the one that this function logs to",
    },
    "a group of another function": {
      set: { loggingConfig: undefined },
      dependsOn: {},
      drop: ["orders-logs"],
      add: [{ ...group, props: { name: "/aws/lambda/carts" } }],
      says: "no LogGroup",
    },
    "a group that the stack does not have": {
      set: { "loggingConfig.logGroup": "elsewhere" },
      dependsOn: {},
      says: "no LogGroup",
    },
  },
  silent: {
    "which group it is": unknown("loggingConfig.logGroup", {}),
    "which group it is, from what is no resource of AWS": {
      ...unknown("loggingConfig.logGroup", { loggingConfig: ["pet"] }),
      add: [{ type: "random:index/randomPet:RandomPet", name: "pet", props: { id: UNKNOWN } }],
    },
    "the group's name": {
      set: { loggingConfig: undefined },
      dependsOn: {},
      drop: ["orders-logs"],
      add: [{ ...group, props: { name: UNKNOWN }, dependsOn: { name: [] } }],
    },
  },
});

const alias = resource<lambda.AliasArgs>(
  "aws:lambda/alias:Alias",
  "orders-live",
  { name: "live", functionName: UNKNOWN, functionVersion: UNKNOWN },
  { dependsOn: { functionName: ["orders"] } },
);
const onEvent = resource<cloudwatch.EventTargetArgs>(
  "aws:cloudwatch/eventTarget:EventTarget",
  "placed",
  { rule: "placed", arn: UNKNOWN },
  { dependsOn: { arn: ["orders-live"] } },
);
const settings = resource<lambda.FunctionEventInvokeConfigArgs>(
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  "orders-failures",
  {
    functionName: UNKNOWN,
    qualifier: "live",
    destinationConfig: { onFailure: { destination: UNKNOWN } },
  },
  { dependsOn: { functionName: ["orders"] } },
);
const drop = ["placed", "orders-failures"];
const says = "it is invoked asynchronously, and what it fails on is kept nowhere";

describeRule(lambdaAsyncFailureDestination, {
  valid: [fn, alias, onEvent, settings],
  passes: {
    "a function that nothing invokes so": { drop: ["placed", "orders-failures"] },
    "a dead-letter queue": {
      set: { deadLetterConfig: { targetArn: UNKNOWN } },
      drop: ["orders-failures"],
    },
    "an alias by reference": {
      on: "orders-failures",
      set: { qualifier: UNKNOWN },
      dependsOn: { functionName: ["orders"], qualifier: ["orders-live"] },
    },
    "events for another function": {
      on: "placed",
      set: { arn: "arn:aws:lambda:eu-west-1:111122223333:function:carts" },
      dependsOn: {},
      drop: ["orders-failures"],
    },
  },
  fails: {
    "an event without settings": {
      drop: ["orders-failures"],
      says: 'its alias "orders-live" is invoked asynchronously',
    },
    "settings without a destination": {
      on: "orders-failures",
      at: "orders",
      set: { destinationConfig: undefined },
      says: 'its alias "orders-live" is invoked asynchronously',
    },
    "settings of another alias": {
      on: "orders-failures",
      at: "orders",
      set: { qualifier: "next" },
      says: 'its alias "orders-live" is invoked asynchronously',
    },
    "settings of the function for an alias": {
      on: "orders-failures",
      at: "orders",
      set: { qualifier: undefined },
      says: 'its alias "orders-live" is invoked asynchronously',
    },
    "an event for the function itself, with settings of an alias": {
      on: "placed",
      at: "orders",
      dependsOn: { arn: ["orders"] },
      says,
    },
    "a topic": {
      drop,
      add: [
        resource<sns.TopicSubscriptionArgs>(
          "aws:sns/topicSubscription:TopicSubscription",
          "news",
          { topic: "news", protocol: "lambda", endpoint: UNKNOWN },
          { dependsOn: { endpoint: ["orders"] } },
        ),
      ],
      says,
    },
    "a bucket": {
      drop,
      add: [
        resource<s3.BucketNotificationArgs>(
          "aws:s3/bucketNotification:BucketNotification",
          "uploads",
          { bucket: "b", lambdaFunctions: [{ events: ["s3:*"], lambdaFunctionArn: UNKNOWN }] },
          { dependsOn: { lambdaFunctions: ["orders"] } },
        ),
      ],
      says,
    },
    "a schedule by a known name": {
      drop,
      add: [
        resource<scheduler.ScheduleArgs>("aws:scheduler/schedule:Schedule", "nightly", {
          scheduleExpression: "rate(1 day)",
          flexibleTimeWindow: { mode: "OFF" },
          target: { arn: "orders-1a2b", roleArn: UNKNOWN },
        }),
      ],
      says,
    },
  },
  silent: {
    "whose settings they are": { on: "orders-failures", ...unknown("functionName", {}) },
  },
});
