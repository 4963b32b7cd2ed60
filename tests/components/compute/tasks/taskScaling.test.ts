import assert from "node:assert/strict";
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import {
  createTaskScaling,
  type TaskScalingArgs,
} from "../../../../components/compute/tasks/taskScaling";
import type { ScheduledScale } from "../../../../services/contract";
import { find, namesOf, record, type Registration } from "../../../helpers/recordingMocks";

type Change = Partial<TaskScalingArgs>;

async function scaled(change: Change | (() => Change) = {}): Promise<readonly Registration[]> {
  const { registrations } = await record(() => {
    const more = typeof change === "function" ? change() : change;
    const args = { clusterName: "services", serviceName: "orders", scale: {}, ...more };
    createTaskScaling("orders-scaling", args, {});
  });
  return registrations;
}

function policy(registrations: readonly Registration[], ending: string): Record<string, unknown> {
  return { ...find(registrations, "aws:appautoscaling/policy:Policy", ending).inputs };
}

const service = {
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
  resourceId: "service/services/orders",
};

/** A policy that holds a metric at a value. */
function tracking(metric: object, targetValue: number) {
  return {
    ...service,
    policyType: "TargetTrackingScaling",
    targetTrackingScalingPolicyConfiguration: {
      ...metric,
      targetValue,
      scaleOutCooldown: 60,
      scaleInCooldown: 300,
    },
  };
}

function average(metric: string) {
  return { predefinedMetricSpecification: { predefinedMetricType: metric } };
}

const targetGroup = (name: string) => new lb.TargetGroup(name, {});
const loadBalancerArnSuffix = pulumi.output("app/api/50dc6c495c0c9188");

describe("createTaskScaling", () => {
  it("runs two to ten tasks at 60 % CPU, growing fast and shrinking slowly, and by nothing else", async () => {
    const registrations = await scaled();
    const target = find(registrations, "aws:appautoscaling/target:Target");
    assert.deepEqual(target.inputs, { ...service, minCapacity: 2, maxCapacity: 10 });
    assert.deepEqual(
      policy(registrations, "-cpu"),
      tracking(average("ECSServiceAverageCPUUtilization"), 60),
    );
    assert.equal(registrations.filter(({ custom }) => custom).length, 2);
    const cpu = find(registrations, "aws:appautoscaling/policy:Policy");
    assert.ok(cpu.dependencies.includes(target.urn));
  });

  it("keeps to the bounds and the CPU and memory shares of the definition", async () => {
    const registrations = await scaled({
      scale: { min: 3, max: 30, cpuPercent: 45, memoryPercent: 75 },
    });
    const { inputs } = find(registrations, "aws:appautoscaling/target:Target");
    assert.deepEqual(inputs, { ...service, minCapacity: 3, maxCapacity: 30 });
    assert.deepEqual(
      policy(registrations, "-cpu"),
      tracking(average("ECSServiceAverageCPUUtilization"), 45),
    );
    assert.deepEqual(
      policy(registrations, "-memory"),
      tracking(average("ECSServiceAverageMemoryUtilization"), 75),
    );
  });

  it("changes the bounds at set times, each named by its time", async () => {
    const night = { cron: "0 20 ? * * *", min: 1, max: 2 };
    const day = { cron: "0 7 ? * MON-FRI *", timezone: "Europe/Berlin", min: 4, max: 40 };
    const actions = async (schedules: readonly ScheduledScale[]) => {
      const registrations = await scaled({ scale: { schedules } });
      return new Map(
        registrations
          .filter(({ type }) => type === "aws:appautoscaling/scheduledAction:ScheduledAction")
          .map(({ name, inputs }) => [name, inputs]),
      );
    };
    const written = await actions([night, day]);
    assert.deepEqual(await actions([day, night]), written);
    assert.deepEqual(
      new Set(written.values()),
      new Set([
        {
          ...service,
          schedule: "cron(0 7 ? * MON-FRI *)",
          timezone: "Europe/Berlin",
          scalableTargetAction: { minCapacity: 4, maxCapacity: 40 },
        },
        {
          ...service,
          schedule: "cron(0 20 ? * * *)",
          timezone: "UTC",
          scalableTargetAction: { minCapacity: 1, maxCapacity: 2 },
        },
      ]),
    );
  });

  for (const [predictive, mode] of [
    ["forecastOnly", "ForecastOnly"],
    ["forecastAndScale", "ForecastAndScale"],
  ] as const) {
    it(`forecasts the CPU use when told ${predictive}`, async () => {
      const registrations = await scaled({ predictive, scale: { cpuPercent: 50 } });
      assert.deepEqual(policy(registrations, "-predictive"), {
        ...service,
        policyType: "PredictiveScaling",
        predictiveScalingPolicyConfiguration: {
          metricSpecifications: [
            {
              targetValue: "50",
              predefinedMetricPairSpecification: {
                predefinedMetricType: "ECSServiceCPUUtilization",
              },
            },
          ],
          mode,
          maxCapacityBreachBehavior: "HonorMaxCapacity",
          schedulingBufferTime: 300,
        },
      });
    });
  }
});

describe("createTaskScaling by requests", () => {
  const scale = { requestsPerMinutePerTask: 3000 };

  it("counts what the load balancer sends to the one target group", async () => {
    const registrations = await scaled(() => ({
      scale,
      targets: { production: targetGroup("blue"), loadBalancerArnSuffix },
    }));
    const metric = {
      predefinedMetricSpecification: {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: "app/api/50dc6c495c0c9188/targetgroup/blue/73e2d6bc24d8a067",
      },
    };
    assert.deepEqual(policy(registrations, "-requests"), tracking(metric, 3000));
  });

  it("adds both target groups of a release that shifts traffic between them", async () => {
    const registrations = await scaled(() => ({
      scale,
      targets: {
        production: targetGroup("blue"),
        alternate: targetGroup("green"),
        loadBalancerArnSuffix,
      },
    }));
    const perTarget = (id: string, group: string) => ({
      id,
      metricStat: {
        metric: {
          namespace: "AWS/ApplicationELB",
          metricName: "RequestCountPerTarget",
          dimensions: [
            { name: "LoadBalancer", value: "app/api/50dc6c495c0c9188" },
            { name: "TargetGroup", value: `targetgroup/${group}/73e2d6bc24d8a067` },
          ],
        },
        stat: "Sum",
      },
      returnData: false,
    });
    const metric = {
      customizedMetricSpecification: {
        metrics: [
          {
            id: "requests",
            expression: "SUM(METRICS())",
            label: "Requests per task",
            returnData: true,
          },
          perTarget("production", "blue"),
          perTarget("alternate", "green"),
        ],
      },
    };
    assert.deepEqual(policy(registrations, "-requests"), tracking(metric, 3000));
  });
});

describe("createTaskScaling by a backlog", () => {
  const backlog = { queueNames: ["orders-queue"], messagesPerTask: 25 };
  const queue = (metricName: string) => ({
    metric: {
      namespace: "AWS/SQS",
      metricName,
      dimensions: [{ name: "QueueName", value: "orders-queue" }],
    },
    stat: "Maximum",
  });

  it("holds the messages, waiting and in work, of each running task", async () => {
    const registrations = await scaled({ backlog });
    const metrics = [
      {
        id: "backlog",
        expression: "(visible + taken) / IF(tasks < 1, 1, tasks)",
        label: "Messages per task",
        returnData: true,
      },
      {
        id: "visible",
        metricStat: queue("ApproximateNumberOfMessagesVisible"),
        returnData: false,
      },
      {
        id: "taken",
        metricStat: queue("ApproximateNumberOfMessagesNotVisible"),
        returnData: false,
      },
      {
        id: "tasks",
        metricStat: {
          metric: {
            namespace: "ECS/ContainerInsights",
            metricName: "RunningTaskCount",
            dimensions: [
              { name: "ClusterName", value: "services" },
              { name: "ServiceName", value: "orders" },
            ],
          },
          stat: "Average",
        },
        returnData: false,
      },
    ];
    assert.deepEqual(
      policy(registrations, "-backlog"),
      tracking({ customizedMetricSpecification: { metrics } }, 25),
    );
  });

  it("needs no waking while a task always runs", async () => {
    const registrations = await scaled({ backlog, scale: { min: 1 } });
    assert.deepEqual(namesOf(registrations, "aws:appautoscaling/policy:Policy"), [
      "orders-scaling-backlog",
      "orders-scaling-cpu",
    ]);
    assert.deepEqual(namesOf(registrations, "aws:cloudwatch/metricAlarm:MetricAlarm"), []);
  });

  it("adds the first task when messages wait for none, once in five minutes", async () => {
    const registrations = await scaled({ backlog, scale: { min: 0 } });
    assert.deepEqual(policy(registrations, "-wake"), {
      ...service,
      policyType: "StepScaling",
      stepScalingPolicyConfiguration: {
        adjustmentType: "ChangeInCapacity",
        cooldown: 300,
        metricAggregationType: "Maximum",
        stepAdjustments: [{ metricIntervalLowerBound: "0", scalingAdjustment: 1 }],
      },
    });
    const { alarmDescription, ...alarm } = find(
      registrations,
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "-waiting",
    ).inputs;
    assert.equal(typeof alarmDescription, "string");
    const named = (metric: object, dimensions: object) => ({ ...metric, dimensions, period: 60 });
    assert.deepEqual(alarm, {
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      alarmActions: ["arn:mock:orders-scaling-backlog-wake"],
      metricQueries: [
        {
          id: "waiting",
          expression: "IF(FILL(tasks, 0) < 1, visible, 0)",
          label: "Messages without a task",
          returnData: true,
        },
        {
          id: "visible",
          metric: named(
            {
              namespace: "AWS/SQS",
              metricName: "ApproximateNumberOfMessagesVisible",
              stat: "Maximum",
            },
            { QueueName: "orders-queue" },
          ),
          returnData: false,
        },
        {
          id: "tasks",
          metric: named(
            { namespace: "ECS/ContainerInsights", metricName: "DesiredTaskCount", stat: "Average" },
            { ClusterName: "services", ServiceName: "orders" },
          ),
          returnData: false,
        },
      ],
    });
  });
});
