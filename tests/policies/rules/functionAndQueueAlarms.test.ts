/** Functions that answer and queues, and the alarms that tell of them. */
import type * as lambda from "@pulumi/aws/lambda";
import type * as sqs from "@pulumi/aws/sqs";
import { alarmsPerService } from "../../../policies/registry";
import { alarm, nobody } from "../helpers/alarmFixtures";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const group = resource("aws:lb/targetGroup:TargetGroup", "orders-targets", {
  arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/1a2b",
  arnSuffix: "targetgroup/orders/1a2b",
});

const fn = resource<lambda.FunctionArgs>("aws:lambda/function:Function", "carts", {
  role: UNKNOWN,
  name: "carts-1a2b",
});
const alias = resource<lambda.AliasArgs>(
  "aws:lambda/alias:Alias",
  "carts-live",
  { name: "live", functionName: UNKNOWN, functionVersion: UNKNOWN },
  { dependsOn: { functionName: ["carts"] } },
);
const permission = resource<lambda.PermissionArgs>(
  "aws:lambda/permission:Permission",
  "carts-invoke",
  {
    action: "lambda:InvokeFunction",
    function: UNKNOWN,
    principal: "elasticloadbalancing.amazonaws.com",
  },
  { dependsOn: { function: ["carts"] } },
);
const errors = alarm(
  "carts-errors",
  { dimensions: { FunctionName: UNKNOWN, Resource: UNKNOWN } },
  { dimensions: ["carts-live"] },
);

describeRule(alarmsPerService, {
  valid: [fn, alias, permission, errors],
  passes: {
    "a function that a deployment calls": {
      drop: ["carts-errors"],
      on: "carts-invoke",
      set: { principal: "codedeploy.amazonaws.com" },
    },
    "a function that rotates a secret": {
      drop: ["carts-errors"],
      on: "carts-invoke",
      set: { principal: "secretsmanager.amazonaws.com" },
    },
    "a function that nobody may invoke": { drop: ["carts-errors", "carts-invoke"] },
    "an alarm that names the function": {
      drop: ["carts-errors"],
      add: [alarm("errors", { dimensions: { FunctionName: "carts-1a2b" } })],
    },
    "an alarm on the requests to its target group": {
      drop: ["carts-errors"],
      add: [
        group,
        resource(
          "aws:lb/targetGroupAttachment:TargetGroupAttachment",
          "carts-attachment",
          { targetGroupArn: group.props.arn, targetId: UNKNOWN },
          { dependsOn: { targetId: ["carts-live"] } },
        ),
        alarm("errors", { dimensions: { TargetGroup: group.props.arnSuffix } }),
      ],
    },
  },
  fails: {
    "no alarm for what a load balancer invokes": { drop: ["carts-errors"], says: nobody },
    "no alarm for what an API invokes": {
      drop: ["carts-errors"],
      on: "carts-invoke",
      set: { principal: "apigateway.amazonaws.com" },
      says: nobody,
      at: "carts",
    },
    "no alarm for a function with an address": {
      drop: ["carts-errors", "carts-invoke"],
      add: [
        resource<lambda.FunctionUrlArgs>("aws:lambda/functionUrl:FunctionUrl", "carts-url", {
          functionName: "carts-1a2b",
          authorizationType: "AWS_IAM",
        }),
      ],
      says: nobody,
    },
  },
  silent: {
    "who may invoke the function": {
      drop: ["carts-errors"],
      on: "carts-invoke",
      ...unknown("principal", { function: ["carts"], principal: [] }),
    },
    "which function may be invoked": {
      drop: ["carts-errors"],
      on: "carts-invoke",
      ...unknown("function", {}),
    },
  },
});

const queue = resource<sqs.QueueArgs>(
  "aws:sqs/queue:Queue",
  "mails",
  { name: "mails-1a2b", redrivePolicy: UNKNOWN },
  { dependsOn: { redrivePolicy: ["mails-dead"] } },
);
const dead = resource<sqs.QueueArgs>("aws:sqs/queue:Queue", "mails-dead", { name: "dead-1a2b" });
const given = alarm("mails-dead-alarm", { dimensions: { QueueName: "dead-1a2b" } });

describeRule(alarmsPerService, {
  valid: [queue, dead, given],
  passes: {
    "an alarm on each of the two": {
      add: [alarm("waiting", { dimensions: { QueueName: "mails-1a2b" } })],
    },
  },
  fails: {
    "an alarm on the queue alone, and none on its dead letters": {
      drop: ["mails-dead-alarm"],
      add: [alarm("waiting", { dimensions: { QueueName: "mails-1a2b" } })],
      says: nobody,
      at: "mails-dead",
    },
    "a queue of its own without an alarm": {
      drop: ["mails-dead", "mails-dead-alarm"],
      set: { redrivePolicy: undefined },
      dependsOn: {},
      says: nobody,
    },
  },
});
