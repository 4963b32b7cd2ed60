/** The rows of a dashboard that show one service. */
import * as pulumi from "@pulumi/pulumi";
import {
  aliasOf,
  type MonitoredService,
  trafficOf,
  type WatchedService,
} from "../monitoredService";
import { percentText, sloDefaults } from "../slo/errorBudget";
import { podsDimensions, tasksDimensions } from "../slo/servicePlans";
import type { Signals, Watched } from "../watched";
import type { MetricLine, Row, Widget } from "./widgets";

export interface ShownService extends Omit<WatchedService, "resources"> {
  /** ARNs of the alarms of the service and of what it links to. @default none are shown */
  readonly alarmArns?: pulumi.Input<pulumi.Input<string>[]>;
  /** What the service links to, such as its tables and queues. @default nothing */
  readonly resources?: readonly Pick<Signals, "lines">[];
}

const red = "#d13212";

/** A heading with the promise, then what was asked, how well it was answered, and what it took. */
export function serviceRows(name: string, shown: ShownService, region: string): Row[] {
  const availability = shown.slo?.availability ?? sloDefaults.availability;
  const latencyMs = shown.slo?.latencyP99Ms ?? sloDefaults.latencyP99Ms;
  const heading = `## ${name}\n${percentText(availability)} of requests without an error, 99 % of them within ${latencyMs} ms`;
  const chart = (title: string, metrics: readonly MetricLine[], label?: string): Widget => ({
    type: "metric",
    properties: {
      title: `${name}: ${title}`,
      view: "timeSeries",
      region,
      period: 60,
      metrics,
      yAxis: { left: { min: 0, ...(label === undefined ? {} : { label }) } },
    },
  });
  const requests = requestLines(shown.service);
  const linked = (shown.resources ?? []).flatMap(({ lines }) => lines);
  const saturation = saturationLines(shown.service);
  const charts = [
    ...(requests.length === 0 ? [] : [chart("requests and errors", requests)]),
    ...(requests.length === 0 ? [] : [latencyChart(name, shown, latencyMs, region)]),
    ...(saturation.length === 0 ? [] : [chart("saturation", saturation, unitOf(shown.service))]),
    ...(linked.length === 0 ? [] : [chart("what it links to", linked)]),
  ];
  return [
    { height: 2, widgets: [{ type: "text", properties: { markdown: heading } }] },
    ...(charts.length === 0 ? [] : [{ height: 6, widgets: charts }]),
    { height: 6, widgets: [...alarmWidget(name, shown), errorLog(name, shown.service, region)] },
  ];
}

/** The site, wherever its metrics are. */
export function siteRows(site: Pick<Watched, "lines" | "region">, region: string): Row[] {
  const chart: Widget = {
    type: "metric",
    properties: {
      title: "site: requests and share that failed",
      view: "timeSeries",
      region: site.region ?? region,
      period: 60,
      metrics: site.lines,
      yAxis: { left: { min: 0 } },
    },
  };
  return [
    { height: 2, widgets: [{ type: "text", properties: { markdown: "## Site" } }] },
    { height: 6, widgets: [chart] },
  ];
}

function unitOf({ kind }: MonitoredService): string {
  return kind === "lambda" ? "calls" : "percent";
}

function balancedLines(
  service: MonitoredService,
  metricName: string,
  options: object,
): MetricLine[] {
  const traffic = trafficOf(service);
  return (traffic?.targetGroupArnSuffixes ?? []).map((group) => [
    "AWS/ApplicationELB",
    metricName,
    "LoadBalancer",
    traffic?.loadBalancerArnSuffix ?? "",
    "TargetGroup",
    group,
    options,
  ]);
}

function aliasLine(service: MonitoredService, metricName: string, options: object): MetricLine[] {
  if (service.kind !== "lambda") return [];
  const { functionName, aliasName } = aliasOf(service);
  const resource = pulumi.output(pulumi.interpolate`${functionName}:${aliasName}`);
  return [["AWS/Lambda", metricName, "FunctionName", functionName, "Resource", resource, options]];
}

function requestLines(service: MonitoredService): MetricLine[] {
  const requests = { stat: "Sum", label: "requests" };
  const errors = { stat: "Sum", label: "errors", color: red };
  return [
    ...balancedLines(service, "RequestCount", requests),
    ...balancedLines(service, "HTTPCode_Target_5XX_Count", errors),
    ...aliasLine(service, "Invocations", requests),
    ...aliasLine(service, "Errors", errors),
  ];
}

/** Load balancers tell seconds, Lambda tells milliseconds. */
function latencyChart(
  name: string,
  { service }: ShownService,
  latencyMs: number,
  region: string,
): Widget {
  const inSeconds = service.kind !== "lambda";
  const lines = (stat: string) => [
    ...balancedLines(service, "TargetResponseTime", { stat, label: stat }),
    ...aliasLine(service, "Duration", { stat, label: stat }),
  ];
  return {
    type: "metric",
    properties: {
      title: `${name}: latency`,
      view: "timeSeries",
      region,
      period: 60,
      metrics: [...lines("p50"), ...lines("p99")],
      yAxis: { left: { min: 0, label: inSeconds ? "seconds" : "milliseconds" } },
      annotations: {
        horizontal: [{ label: "promised p99", value: inSeconds ? latencyMs / 1000 : latencyMs }],
      },
    },
  };
}

function saturationLines(service: MonitoredService): MetricLine[] {
  const line = (
    namespace: string,
    metricName: string,
    dimensions: Record<string, pulumi.Input<string>>,
    label: string,
  ): MetricLine => [
    namespace,
    metricName,
    ...Object.entries(dimensions).flat(),
    { stat: "Average", label },
  ];
  switch (service.kind) {
    case "ecs": {
      const tasks = tasksDimensions(service);
      return [
        line("AWS/ECS", "CPUUtilization", tasks, "CPU"),
        line("AWS/ECS", "MemoryUtilization", tasks, "memory"),
      ];
    }
    case "eks": {
      if (service.nodes === "fargate") return [];
      const pods = podsDimensions(service);
      return [
        line("ContainerInsights", "pod_cpu_utilization_over_pod_limit", pods, "CPU"),
        line("ContainerInsights", "pod_memory_utilization_over_pod_limit", pods, "memory"),
      ];
    }
    case "lambda":
      return [
        ...aliasLine(service, "ConcurrentExecutions", { stat: "Maximum", label: "at once" }),
        ...aliasLine(service, "Throttles", { stat: "Sum", label: "refused", color: red }),
      ];
  }
}

function alarmWidget(name: string, { alarmArns }: ShownService): Widget[] {
  if (alarmArns === undefined) return [];
  return [{ type: "alarm", properties: { title: `${name}: alarms`, alarms: alarmArns } }];
}

function errorLog(name: string, service: MonitoredService, region: string): Widget {
  const { logGroupName } = service;
  const isShared = service.kind === "eks" && service.nodes === "fargate";
  const own = isShared ? ` and service = "${service.podName}"` : "";
  return {
    type: "log",
    properties: {
      title: `${name}: latest errors`,
      view: "table",
      region,
      query: pulumi.interpolate`SOURCE '${logGroupName}' | fields @timestamp, message, error, reason, requestId | filter level = "error"${own} | sort @timestamp desc | limit 20`,
    },
  };
}
