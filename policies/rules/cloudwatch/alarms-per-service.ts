import { ALARM_TYPES, isWatched, type MetricName, type Scope } from "../../aws/alarms";
import { KEEPER_TYPES } from "../../aws/deadLetters";
import { clusterOf } from "../../aws/ecsClusters";
import { referredTo } from "../../aws/references";
import {
  CLUSTER,
  ECS_SERVICE,
  FUNCTION,
  FUNCTION_ALIAS,
  FUNCTION_PERMISSION,
  FUNCTION_URL,
  QUEUE,
  REDRIVE_POLICY,
  TARGET_GROUP,
  TARGET_GROUP_ATTACHMENT,
} from "../../aws/types";
import { anyOf } from "../../framework/answers";
import type { StackGraph } from "../../framework/graph";
import type { Resource } from "../../framework/resource";
import { defineStackRule } from "../../framework/rule";

/** Whoever invokes a function for somebody who waits for the answer. */
const WAITING = ["elasticloadbalancing.amazonaws.com", "apigateway.amazonaws.com"] as const;

/** What an alarm can name to be about the subject, besides the subject itself. */
interface Subject {
  readonly resources: readonly Resource[];
  /** Dimensions by which CloudWatch knows them. */
  readonly names: readonly MetricName[];
  /** True when the preview does not know all that an alarm can name. */
  readonly isOpen: boolean;
}

function metricName(
  key: string,
  resource: Resource,
  property: string,
  types: readonly string[],
): MetricName {
  return { key, value: resource.references.at(property), types };
}

function targetGroups(groups: readonly Resource[]): Omit<Subject, "isOpen"> {
  return {
    resources: groups,
    names: groups.map((group) => metricName("TargetGroup", group, "arnSuffix", TARGET_GROUP)),
  };
}

function clusterScope(stack: StackGraph, service: Resource): Scope {
  const { names, resources, others } = clusterOf(stack, service);
  return { key: "ClusterName", names, urns: resources.map(({ urn }) => urn), others };
}

/** The service, and the target groups that its requests come through. */
function serviceSubject(stack: StackGraph, service: Resource): Subject {
  const named = service.references.at("loadBalancers").items();
  const arns = named.map((each) => each.at("targetGroupArn"));
  const groups = targetGroups(referredTo(stack, service, "loadBalancers", arns, TARGET_GROUP));
  const isPartial = named.length === 0 || groups.resources.length < arns.length;
  const isOpen =
    isPartial && [service.references.at("loadBalancers"), ...arns].some((each) => each.isUnknown);
  return {
    isOpen,
    resources: [service, ...groups.resources],
    names: [
      {
        ...metricName("ServiceName", service, "name", ECS_SERVICE),
        within: clusterScope(stack, service),
      },
      ...groups.names,
    ],
  };
}

/** True for a function that somebody waits for; undefined when the preview does not know. */
function answers(stack: StackGraph, callable: readonly Resource[]): boolean | undefined {
  const found = callable.flatMap((target): (boolean | undefined)[] => {
    const urls = stack.referrers(target, FUNCTION_URL, "functionName");
    const permissions = stack.referrers(target, FUNCTION_PERMISSION, "function");
    if (urls === undefined || permissions === undefined) return [undefined];
    const invokers = permissions.map(({ props }) => {
      const principal = props.at("principal");
      return principal.isUnknown ? undefined : principal.is(...WAITING);
    });
    return [urls.length > 0, ...invokers];
  });
  return anyOf(found);
}

function functionSubject(stack: StackGraph, callable: readonly Resource[]): Subject {
  const attached = callable.map((target) =>
    stack.referrers(target, TARGET_GROUP_ATTACHMENT, "targetId"),
  );
  const targets = attached
    .flatMap((each) => each ?? [])
    .map((each) => stack.targets(each, "targetGroupArn", TARGET_GROUP));
  const groups = targetGroups(targets.flatMap((each) => each ?? []));
  return {
    isOpen: attached.includes(undefined) || targets.includes(undefined),
    resources: [...callable, ...groups.resources],
    names: [
      ...callable
        .slice(0, 1)
        .map((fn) => metricName("FunctionName", fn, "name", [...FUNCTION, ...FUNCTION_ALIAS])),
      ...groups.names,
    ],
  };
}

/** The queue, and the queue in which its messages end that nobody could work on. */
function queueSubject(stack: StackGraph, queue: Resource): Subject {
  const policies = [queue, ...(stack.referrers(queue, REDRIVE_POLICY, "queueUrl") ?? [])];
  const isOpen = policies.some(
    (policy) => stack.targets(policy, "redrivePolicy", QUEUE) === undefined,
  );
  const dead = policies.flatMap((policy) => {
    const arn = policy.references.at("redrivePolicy").json().at("deadLetterTargetArn");
    return referredTo(stack, policy, "redrivePolicy", [arn], QUEUE);
  });
  const queues = [queue, ...dead.filter((other) => other !== queue)];
  return {
    isOpen,
    resources: queues,
    names: queues.map((each) => metricName("QueueName", each, "name", QUEUE)),
  };
}

/**
 * Functions that nobody waits for, such as hooks of a deployment or the rotation of a secret, need none:
 * whoever calls them tells of their failure. A queue is watched by an alarm on its dead-letter queue too.
 */
export default defineStackRule({
  id: "alarms-per-service",
  title: "Services, functions that answer requests and queues have an alarm that tells somebody",
  service: "cloudwatch",
  severity: "medium",
  pillar: "operations",
  enforcement: "advisory",
  controls: {},
  types: [...ECS_SERVICE, ...FUNCTION, ...QUEUE],
  relatedTypes: [
    ...ALARM_TYPES,
    ...CLUSTER,
    ...TARGET_GROUP,
    ...TARGET_GROUP_ATTACHMENT,
    ...FUNCTION_ALIAS,
    ...FUNCTION_PERMISSION,
    ...FUNCTION_URL,
    ...KEEPER_TYPES,
  ],
  fix: "Add a MetricAlarm whose dimensions name it, with a topic in alarmActions of its own or of a CompositeAlarm over it.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html",
  example: `
import { cloudwatch } from "@pulumi/aws";

new cloudwatch.MetricAlarm("orders-cpu", {
  namespace: "AWS/ECS",
  metricName: "CPUUtilization",
  dimensions: { ClusterName: cluster.name, ServiceName: fargateService.name },
  statistic: "Average",
  period: 60,
  evaluationPeriods: 5,
  threshold: 80,
  comparisonOperator: "GreaterThanThreshold",
  alarmActions: [alarmTopic.arn],
});`,
  check({ resource, stack, report }) {
    const subject = subjectOf(stack, resource);
    if (subject === undefined) return;
    const isBare = isWatched(stack, subject.resources, subject.names) === false;
    if (isBare && !subject.isOpen) {
      report("no alarm in the stack that tells somebody is about it");
    }
  },
});

/** Undefined for what needs no alarm, or where a preview does not know whether it does. */
function subjectOf(stack: StackGraph, resource: Resource): Subject | undefined {
  if (ECS_SERVICE.some((type) => type === resource.type)) return serviceSubject(stack, resource);
  if (QUEUE.some((type) => type === resource.type)) return queueSubject(stack, resource);
  const aliases = stack.referrers(resource, FUNCTION_ALIAS, "functionName");
  if (aliases === undefined) return undefined;
  const callable = [resource, ...aliases];
  return answers(stack, callable) === true ? functionSubject(stack, callable) : undefined;
}
