/** What can go wrong with one service, as plans of alarms. */
import type { Slo } from "../../../services/contract";
import {
  aliasOf,
  type MonitoredFunction,
  type MonitoredPods,
  type MonitoredService,
  type MonitoredTasks,
  trafficOf,
} from "../monitoredService";
import type { RunbookSection } from "../runbook";
import { type AlarmPlan, metricPlan } from "./alarmPlan";
import { type AnsweredErrors, countsOf } from "./requestCounts";
import { errorShareThreshold, latencyThresholdSeconds, percentText } from "./errorBudget";
import {
  aliasQuery,
  enoughExpression,
  errorShareExpression,
  judgedQuery,
  type LeastCounts,
  targetGroupQuery,
} from "./requestMetrics";

export interface BurnArgs {
  readonly service: MonitoredService;
  readonly slo?: Slo;
  readonly burnRate: number;
  readonly minutes: number;
  readonly word: string;
  readonly section: RunbookSection;
  readonly least: LeastCounts;
  readonly answered?: AnsweredErrors;
}

/** Errors that use up the budget faster than `burnRate` over one window; undefined without requests. */
export function burnPlan(args: BurnArgs): AlarmPlan | undefined {
  const { service, slo, burnRate, minutes, word, section, least, answered } = args;
  const counts = countsOf(service, answered, minutes * 60);
  if (counts === undefined) return undefined;
  const threshold = errorShareThreshold(slo, burnRate);
  const description = `more than ${percentText(threshold)} of the requests of ${minutes} minutes failed`;
  return {
    ...{ word, section, description, threshold },
    periods: { of: 1, bad: 1 },
    queries: [
      judgedQuery(errorShareExpression(counts.requests, counts.errors, least), description),
      ...counts.queries,
    ],
  };
}

/** The slowest hundredth of the requests took longer than promised, in three periods of five minutes. */
export function latencyPlans(
  service: MonitoredService,
  slo: Slo | undefined,
  least: LeastCounts,
): AlarmPlan[] {
  const seconds = latencyThresholdSeconds(slo);
  const description = `the slowest hundredth of requests took more than ${seconds} s`;
  const shared = { description, section: "latency", periods: { of: 3, bad: 3 } } as const;
  if (service.kind === "lambda") {
    const alias = aliasOf(service);
    const queries = [
      judgedQuery(enoughExpression("calls", "duration", least.requests), description),
      aliasQuery("calls", { metricName: "Invocations", stat: "Sum" }, alias, 300),
      aliasQuery("duration", { metricName: "Duration", stat: "p99" }, alias, 300),
    ];
    return [{ ...shared, word: "latency", threshold: seconds * 1000, queries }];
  }
  const { traffic } = service;
  return (traffic?.targetGroupArnSuffixes ?? []).map((targetGroupArnSuffix, index) => {
    const group = {
      loadBalancerArnSuffix: traffic?.loadBalancerArnSuffix ?? "",
      targetGroupArnSuffix,
    };
    const queries = [
      judgedQuery(enoughExpression("requests", "latency", least.requests), description),
      targetGroupQuery("requests", { metricName: "RequestCount", stat: "Sum" }, group, 300),
      targetGroupQuery("latency", { metricName: "TargetResponseTime", stat: "p99" }, group, 300),
    ];
    return { ...shared, word: `latency-${index + 1}`, threshold: seconds, queries };
  });
}

/** Copies that the load balancer finds unhealthy for five minutes. */
export function unhealthyPlans(service: MonitoredService): AlarmPlan[] {
  const traffic = trafficOf(service);
  return (traffic?.targetGroupArnSuffixes ?? []).map((targetGroupArnSuffix, index) =>
    metricPlan({
      word: `unhealthy-${index + 1}`,
      description: "a copy has been unhealthy for five minutes",
      section: "unhealthy",
      threshold: 0,
      periods: { of: 5, bad: 5 },
      query: targetGroupQuery(
        "unhealthy",
        { metricName: "UnHealthyHostCount", stat: "Maximum" },
        { loadBalancerArnSuffix: traffic?.loadBalancerArnSuffix ?? "", targetGroupArnSuffix },
      ),
    }),
  );
}

/** Copies that run out of CPU or memory; a function that runs out of time or of concurrency. */
export function saturationPlans(service: MonitoredService, percent: number): AlarmPlan[] {
  switch (service.kind) {
    case "ecs":
      return containerPlans(percent, "AWS/ECS", tasksDimensions(service), {
        cpu: "CPUUtilization",
        memory: "MemoryUtilization",
      });
    case "eks":
      // Container Insights runs on nodes, not on Fargate.
      if (service.nodes === "fargate") return [];
      return containerPlans(percent, "ContainerInsights", podsDimensions(service), {
        cpu: "pod_cpu_utilization_over_pod_limit",
        memory: "pod_memory_utilization_over_pod_limit",
      });
    case "lambda":
      return functionPlans(service, percent);
  }
}

export function tasksDimensions({ clusterName, serviceName }: MonitoredTasks) {
  return { ClusterName: clusterName, ServiceName: serviceName };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-EKS.html */
export function podsDimensions({ clusterName, namespace, podName }: MonitoredPods) {
  return { ClusterName: clusterName, Namespace: namespace, PodName: podName };
}

function containerPlans(
  percent: number,
  namespace: string,
  dimensions: Record<string, MonitoredTasks["clusterName"]>,
  names: { readonly cpu: string; readonly memory: string },
): AlarmPlan[] {
  return (["cpu", "memory"] as const).map((word) =>
    metricPlan({
      word,
      section: word,
      description: `more than ${percent} % of the ${word === "cpu" ? "CPU" : word} in use for 15 minutes`,
      threshold: percent,
      periods: { of: 3, bad: 3 },
      query: {
        id: word,
        metric: { namespace, metricName: names[word], dimensions, stat: "Average", period: 300 },
        returnData: false,
      },
    }),
  );
}

function functionPlans(service: MonitoredFunction, percent: number): AlarmPlan[] {
  const { timeoutSeconds = 10 } = service;
  const alias = aliasOf(service);
  const milliseconds = timeoutSeconds * 10 * percent;
  return [
    metricPlan({
      word: "time",
      section: "time",
      description: `calls took more than ${percent} % of the ${timeoutSeconds} s after which they are broken off`,
      threshold: milliseconds,
      periods: { of: 5, bad: 3 },
      query: aliasQuery("duration", { metricName: "Duration", stat: "Maximum" }, alias),
    }),
    metricPlan({
      word: "throttles",
      section: "throttles",
      description: "calls were refused for want of concurrency",
      threshold: 0,
      periods: { of: 5, bad: 3 },
      query: aliasQuery("throttles", { metricName: "Throttles", stat: "Sum" }, alias),
    }),
  ];
}
