/** Services, and the alarms that tell of them. */
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as ecs from "@pulumi/aws/ecs";
import { alarmsPerService } from "../../../policies/registry";
import { alarm, nobody, topic } from "../helpers/alarmFixtures";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource } from "../helpers/fixture";

const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

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
  cluster: "arn:aws:ecs:eu-west-1:123456789012:cluster/services",
});
const cluster = resource("aws:ecs/cluster:Cluster", "services", {
  name: "services",
  arn: service.props.cluster,
});
const tests = resource("aws:ecs/cluster:Cluster", "tests", {});
/** An alarm that knows the service by its name only, in a cluster. */
function inCluster(ClusterName: string, dependencies: readonly string[] = []) {
  const dimensions = { ClusterName, ServiceName: "orders-1a2b" };
  return alarm("cpu", { dimensions }, { dimensions: dependencies });
}
const byReference = { set: { cluster: UNKNOWN }, dependsOn: { cluster: ["services"] } };
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
  valid: [service, cpu, cluster],
  passes: {
    "an alarm that names the service": {
      drop: ["orders-cpu"],
      add: [alarm("cpu", { dimensions: { ServiceName: "orders-1a2b" } })],
    },
    "an alarm that names the service and its cluster": {
      drop: ["orders-cpu"],
      add: [inCluster("services")],
    },
    "an alarm in the cluster that the service refers to": {
      ...byReference,
      drop: ["orders-cpu"],
      add: [tests, inCluster(UNKNOWN, ["services"])],
    },
    "an alarm in the default cluster": {
      set: { cluster: undefined },
      drop: ["orders-cpu"],
      add: [inCluster("default")],
    },
    "an alarm that tells a topic and scales": {
      on: "orders-cpu",
      set: { alarmActions: [topic, UNKNOWN] },
      dependsOn: { ...cpu.dependsOn, alarmActions: ["wake"] },
      add: [resource("aws:appautoscaling/policy:Policy", "wake", {})],
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
    "an alarm about a service of that name in another cluster": {
      drop: ["orders-cpu"],
      add: [inCluster("tests")],
      says: nobody,
    },
    "an alarm about a service of that name in another cluster, by reference": {
      ...byReference,
      drop: ["orders-cpu"],
      add: [tests, inCluster(UNKNOWN, ["tests"])],
      says: nobody,
    },
    "an alarm that refers to something else": {
      on: "orders-cpu",
      set: { metricQueries: math({ TargetGroup: UNKNOWN }) },
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
    "which cluster the service is in": {
      set: { cluster: UNKNOWN },
      dependsOn: { cluster: [] },
      drop: ["orders-cpu"],
      add: [inCluster("services")],
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
