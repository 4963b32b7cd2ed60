/** Scaling by the messages of a queue, from and to no tasks at all. */
import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";

/** Queues and what a task makes of them. */
export interface Backlog {
  /** Names of the SQS queues, whose messages are added up; one to four, as many as CloudWatch adds up. */
  readonly queueNames: readonly pulumi.Input<string>[];
  /**
   * Messages, waiting or in work, that one task keeps up with: the longest acceptable delay divided by
   * the time that a message takes.
   */
  readonly messagesPerTask: number;
}

export interface BacklogScalingArgs {
  readonly clusterName: pulumi.Input<string>;
  readonly serviceName: pulumi.Input<string>;
  readonly backlog: Backlog;
  readonly scale: { readonly min?: number };
  readonly scalable: Pick<
    appautoscaling.PolicyArgs,
    "serviceNamespace" | "scalableDimension" | "resourceId"
  >;
}

/** Seconds before a second task may be added to one that has not started yet. */
const wakeCooldownSeconds = 300;

/** The metric that scaling tracks, and with no tasks at least what wakes the service. */
export function createBacklogScaling(
  name: string,
  args: BacklogScalingArgs,
  opts: pulumi.CustomResourceOptions,
) {
  if (args.scale.min === 0) createWaking(name, args, opts);
  return { metric: { customizedMetricSpecification: { metrics: backlogPerTask(args) } } };
}

/**
 * As AWS describes it, with one difference: a message that a task has taken counts until it is deleted.
 * Otherwise the last long one would look like an empty queue, and its task would be stopped.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html
 */
function backlogPerTask(args: BacklogScalingArgs) {
  const { queueNames } = args.backlog;
  const messages = sumOf(["visible", "taken"], args.backlog);
  return [
    {
      id: "backlog",
      expression: `(${messages}) / IF(tasks < 1, 1, tasks)`,
      label: "Messages per task",
      returnData: true,
    },
    ...queueNames.flatMap((queueName, at) => [
      query(idOf("visible", at), queueMetric("ApproximateNumberOfMessagesVisible", queueName)),
      query(idOf("taken", at), queueMetric("ApproximateNumberOfMessagesNotVisible", queueName)),
    ]),
    query("tasks", serviceMetric("RunningTaskCount", args)),
  ];
}

/** `visible` of the first queue, `visible2` of the second. */
function idOf(word: string, at: number): string {
  return at === 0 ? word : `${word}${at + 1}`;
}

function sumOf(words: readonly string[], { queueNames }: Backlog): string {
  return queueNames.flatMap((_, at) => words.map((word) => idOf(word, at))).join(" + ");
}

function query(id: string, { stat, ...metric }: Metric) {
  return { id, metricStat: { metric, stat }, returnData: false };
}

interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: { readonly name: string; readonly value: pulumi.Input<string> }[];
  readonly stat: string;
}

function queueMetric(metricName: string, queueName: pulumi.Input<string>): Metric {
  const dimensions = [{ name: "QueueName", value: queueName }];
  return { namespace: "AWS/SQS", metricName, dimensions, stat: "Maximum" };
}

function serviceMetric(metricName: string, args: BacklogScalingArgs): Metric {
  const dimensions = [
    { name: "ClusterName", value: args.clusterName },
    { name: "ServiceName", value: args.serviceName },
  ];
  return { namespace: "ECS/ContainerInsights", metricName, dimensions, stat: "Average" };
}

/**
 * Target tracking multiplies what runs, and nothing multiplied stays nothing. An alarm of its own sees
 * messages without a task and adds the first one, as AWS does it for its asynchronous endpoints:
 * https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html
 */
function createWaking(
  name: string,
  args: BacklogScalingArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const policy = new appautoscaling.Policy(
    `${name}-wake`,
    {
      policyType: "StepScaling",
      ...args.scalable,
      stepScalingPolicyConfiguration: {
        // Adding one cannot take tasks away, should the metric of the tasks be late.
        adjustmentType: "ChangeInCapacity",
        cooldown: wakeCooldownSeconds,
        metricAggregationType: "Maximum",
        stepAdjustments: [{ metricIntervalLowerBound: "0", scalingAdjustment: 1 }],
      },
    },
    opts,
  );
  new cloudwatch.MetricAlarm(
    `${name}-waiting`,
    {
      alarmDescription: "Messages wait and no task is there to take them",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
      metricQueries: [
        {
          id: "waiting",
          // A service without tasks may report no count at all.
          expression: `IF(FILL(tasks, 0) < 1, ${sumOf(["visible"], args.backlog)}, 0)`,
          label: "Messages without a task",
          returnData: true,
        },
        ...args.backlog.queueNames.map((queueName, at) =>
          alarmQuery(
            idOf("visible", at),
            queueMetric("ApproximateNumberOfMessagesVisible", queueName),
          ),
        ),
        alarmQuery("tasks", serviceMetric("DesiredTaskCount", args)),
      ],
      alarmActions: [policy.arn],
    },
    opts,
  );
}

function alarmQuery(id: string, metric: Metric) {
  const { dimensions, ...rest } = metric;
  const byName = Object.fromEntries(dimensions.map(({ name, value }) => [name, value]));
  return { id, metric: { ...rest, dimensions: byName, period: 60 }, returnData: false };
}
