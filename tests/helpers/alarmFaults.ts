/**
 * What CloudWatch would refuse in an alarm, or never raise: metrics that AWS does not publish, dimensions
 * that nobody measures by, periods and statistics that it does not take. The metrics are those of AWS's
 * own pages, of the namespaces that alarms here are about.
 */
import { inputsOf, type Registration } from "./recordingMocks";

/** Names of metrics by namespace, with the sets of dimensions that each is published by. */
const published: Readonly<
  Record<
    string,
    { readonly by: readonly (readonly string[])[]; readonly metrics: readonly string[] }
  >
> = {
  "AWS/ApplicationELB": {
    by: [["LoadBalancer", "TargetGroup"]],
    metrics: [
      ...["HTTPCode_Target_5XX_Count", "RequestCount", "TargetResponseTime"],
      "UnHealthyHostCount",
    ],
  },
  "AWS/CloudFront": { by: [["DistributionId", "Region"]], metrics: ["5xxErrorRate", "Requests"] },
  "AWS/DynamoDB": { by: [["TableName"]], metrics: ["ReadThrottleEvents", "WriteThrottleEvents"] },
  "AWS/ECS": {
    by: [["ClusterName", "ServiceName"]],
    metrics: ["CPUUtilization", "MemoryUtilization"],
  },
  "AWS/ElastiCache": {
    by: [["CacheClusterId"], ["clusterId"]],
    metrics: [
      ...["BytesUsedForCache", "CPUUtilization", "DatabaseMemoryUsagePercentage"],
      ...["EngineCPUUtilization", "Evictions", "ThrottledCmds"],
    ],
  },
  "AWS/Kinesis": {
    by: [["StreamName"]],
    metrics: [
      "GetRecords.IteratorAgeMilliseconds",
      "ReadProvisionedThroughputExceeded",
      "WriteProvisionedThroughputExceeded",
    ],
  },
  "AWS/Lambda": {
    by: [["FunctionName", "Resource"]],
    metrics: ["Duration", "Errors", "Invocations", "Throttles"],
  },
  "AWS/RDS": {
    by: [["DBClusterIdentifier"], ["DBInstanceIdentifier"]],
    metrics: ["ACUUtilization", "CPUUtilization", "FreeStorageSpace", "FreeableMemory"],
  },
  "AWS/SQS": {
    by: [["QueueName"]],
    metrics: ["ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"],
  },
  "AWS/States": { by: [["StateMachineArn"]], metrics: ["ExecutionsFailed", "ExecutionsTimedOut"] },
  CloudWatchSynthetics: { by: [["CanaryName"]], metrics: ["SuccessPercent"] },
  ContainerInsights: {
    by: [["ClusterName", "Namespace", "PodName"]],
    metrics: ["pod_cpu_utilization_over_pod_limit", "pod_memory_utilization_over_pod_limit"],
  },
};

interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly period: number;
  /** Of a query. */
  readonly stat?: string;
  /** Of an alarm on one metric. */
  readonly statistic?: string;
}

interface Query {
  readonly id: string;
  readonly expression?: string;
  readonly metric?: Metric;
  readonly returnData: boolean;
}

const statistics = /^(Average|Maximum|Minimum|SampleCount|Sum|p(\d{1,2}(\.\d{1,10})?|100))$/;

/** Sentences about the alarm of a registration; `counted` are names of metrics that log filters write. */
export function alarmFaults(alarm: Registration, counted: ReadonlySet<string>): string[] {
  const inputs = inputsOf(alarm);
  const queries = (inputs["metricQueries"] ?? []) as readonly Query[];
  const single = inputs["namespace"] === undefined ? [] : [inputs as object as Metric];
  const metrics = [...single, ...queries.flatMap(({ metric }) => metric ?? [])];
  const faults = [
    ...metrics.flatMap((metric) => metricFaults(metric, counted)),
    ...queryFaults(queries),
    ...windowFaults(Number(inputs["evaluationPeriods"]), metrics),
    ...(String(inputs["alarmDescription"]).length <= 1024 ? [] : ["its description is too long"]),
    ...(metrics.length >= 1 && metrics.length <= 10 ? [] : [`it has ${metrics.length} metrics`]),
  ];
  return faults.map((fault) => `${alarm.name}: ${fault}`);
}

function metricFaults(metric: Metric, counted: ReadonlySet<string>): string[] {
  const { namespace, metricName, dimensions = {}, period } = metric;
  const statistic = metric.stat ?? metric.statistic ?? "";
  const place = `${namespace} ${metricName}`;
  const known = published[namespace];
  const by = Object.keys(dimensions).sort().join();
  const isPublished =
    known === undefined
      ? counted.has(place)
      : known.metrics.includes(metricName) && known.by.some((keys) => keys.join() === by);
  return [
    ...(isPublished ? [] : [`nobody publishes ${place} by ${by === "" ? "nothing" : by}`]),
    ...(Object.values(dimensions).every((value) => value !== "") ? [] : [`${place} of nothing`]),
    ...(statistics.test(statistic) ? [] : [`${place} has no statistic ${statistic}`]),
    ...([10, 20, 30].includes(period) || (period > 0 && period % 60 === 0)
      ? []
      : [`${place} has no period of ${period} s`]),
  ];
}

/** One query is judged, each id is one of CloudWatch's, and an expression names only ids that there are. */
function queryFaults(queries: readonly Query[]): string[] {
  if (queries.length === 0) return [];
  const ids = new Set(queries.map(({ id }) => id));
  const judged = queries.filter(({ returnData }) => returnData).length;
  const unknown = queries.flatMap(({ expression = "" }) =>
    [...expression.matchAll(/\b[a-z]\w*/g)].map(([word]) => word).filter((word) => !ids.has(word)),
  );
  return [
    ...(judged === 1 ? [] : [`${judged} queries return data`]),
    ...(ids.size === queries.length ? [] : ["two queries have one id"]),
    ...[...ids].filter((id) => !/^[a-z]\w*$/.test(id)).map((id) => `the id ${id} is none`),
    ...unknown.map((word) => `an expression names ${word}, which no query has`),
  ];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
function windowFaults(evaluationPeriods: number, metrics: readonly Metric[]): string[] {
  const periods = new Set(metrics.map(({ period }) => period));
  const [period = 60] = periods;
  const most = period >= 3600 ? 604_800 : 86_400;
  return [
    ...(periods.size <= 1 ? [] : ["its metrics have several periods"]),
    ...(evaluationPeriods * period <= most ? [] : ["it looks back for too long"]),
  ];
}

/** Names of the metrics that log filters write, with their namespaces. */
export function countedMetrics(registrations: readonly Registration[]): Set<string> {
  const filters = registrations.filter(
    ({ type }) => type === "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  );
  return new Set(
    filters.map((filter) => {
      const { namespace, name } = inputsOf(filter)["metricTransformation"] as {
        readonly namespace: string;
        readonly name: string;
      };
      return `${namespace} ${name}`;
    }),
  );
}
