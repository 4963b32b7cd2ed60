/** Services, functions that answer and queues, and the alarms that tell of them. */
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as ecs from "@pulumi/aws/ecs";
import type * as lambda from "@pulumi/aws/lambda";
import type * as sqs from "@pulumi/aws/sqs";
import { alarmsPerService } from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const topic = "arn:aws:sns:eu-west-1:123456789012:alarms";
const nobody = "no alarm in the stack that tells somebody is about it";

const METRIC = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

function alarm(
  name: string,
  props: Partial<cloudwatch.MetricAlarmArgs>,
  dependsOn: Readonly<Record<string, readonly string[]>> = {},
) {
  return resource<cloudwatch.MetricAlarmArgs>(
    METRIC,
    name,
    {
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      threshold: 0,
      alarmActions: [topic],
      ...props,
    },
    { dependsOn },
  );
}

/** An alarm over a metric of these dimensions, as metric math has it. */
function math(dimensions: Record<string, string>) {
  return [
    {
      id: "value",
      metric: { metricName: "CPU", namespace: "AWS", stat: "Sum", period: 60, dimensions },
    },
  ];
}

const service = resource<ecs.ServiceArgs>("aws:ecs/service:Service", "orders", {
  name: "orders-1a2b",
});
const cpu = alarm(
  "orders-cpu",
  { metricQueries: math({ ClusterName: "services", ServiceName: UNKNOWN }) },
  { metricQueries: ["orders"] },
);
const composite = resource<cloudwatch.CompositeAlarmArgs>(COMPOSITE, "orders-budget", {
  alarmName: "orders-budget",
  alarmRule: 'ALARM("orders-cpu-1a2b")',
  alarmActions: [topic],
});
const group = resource("aws:lb/targetGroup:TargetGroup", "orders-targets", {
  arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/1a2b",
  arnSuffix: "targetgroup/orders/1a2b",
});

describeRule(alarmsPerService, {
  valid: [service, cpu],
  passes: {
    "an alarm that names the service": {
      drop: ["orders-cpu"],
      add: [alarm("cpu", { dimensions: { ServiceName: "orders-1a2b" } })],
    },
    "an alarm that tells through a composite alarm, by name": {
      on: "orders-cpu",
      set: { alarmActions: undefined, name: "orders-cpu-1a2b" },
      add: [composite],
    },
    "an alarm that tells through composite alarms, by reference": {
      on: "orders-cpu",
      set: { alarmActions: undefined },
      add: [
        {
          ...composite,
          props: { ...composite.props, alarmRule: UNKNOWN, alarmActions: undefined },
          dependsOn: { alarmRule: ["orders-cpu"] },
        },
        {
          ...composite,
          name: "everything",
          props: {
            ...composite.props,
            alarmName: "everything",
            alarmRule: 'OK(orders-budget) OR ALARM("none")',
          },
        },
      ],
    },
    "an alarm on the requests to its target group": {
      set: { loadBalancers: [{ targetGroupArn: group.props.arn }] },
      drop: ["orders-cpu"],
      add: [
        group,
        alarm("errors", { metricQueries: math({ TargetGroup: group.props.arnSuffix }) }),
      ],
    },
    "an alarm whom a preview does not know yet": {
      on: "orders-cpu",
      set: { alarmActions: UNKNOWN },
    },
  },
  fails: {
    "no alarm": { drop: ["orders-cpu"], says: nobody },
    "an alarm that tells nobody": {
      on: "orders-cpu",
      set: { alarmActions: [] },
      says: nobody,
      at: "orders",
    },
    "an alarm that is switched off": {
      on: "orders-cpu",
      set: { actionsEnabled: false },
      says: nobody,
      at: "orders",
    },
    "an alarm that scales": {
      on: "orders-cpu",
      set: { alarmActions: ["arn:aws:autoscaling:eu-west-1:123456789012:scalingPolicy:1"] },
      says: nobody,
      at: "orders",
    },
    "an alarm that scales by reference": {
      drop: ["orders-cpu"],
      add: [
        alarm(
          "waiting",
          { alarmActions: [UNKNOWN], dimensions: { ServiceName: "orders-1a2b" } },
          { alarmActions: ["wake"] },
        ),
        resource("aws:appautoscaling/policy:Policy", "wake", {}),
      ],
      says: nobody,
    },
    "an alarm about another service": {
      drop: ["orders-cpu"],
      add: [alarm("cpu", { dimensions: { ServiceName: "carts" } })],
      says: nobody,
    },
    "an alarm that refers to something else": {
      on: "orders-cpu",
      dependsOn: { metricQueries: ["orders-targets"] },
      add: [group],
      says: nobody,
      at: "orders",
    },
    "a composite alarm over other alarms": {
      on: "orders-cpu",
      set: { alarmActions: undefined, name: "orders-cpu-3c4d" },
      add: [composite],
      says: nobody,
      at: "orders",
    },
  },
  silent: {
    "what an alarm is about": {
      drop: ["orders-cpu"],
      add: [alarm("cpu", { dimensions: { ServiceName: UNKNOWN } })],
    },
    "every dimension of an alarm": {
      drop: ["orders-cpu"],
      add: [alarm("cpu", { metricQueries: UNKNOWN as never })],
    },
    "which alarms a composite alarm is over": {
      on: "orders-cpu",
      set: { alarmActions: undefined },
      add: [{ ...composite, props: { ...composite.props, alarmRule: UNKNOWN } }],
    },
  },
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
