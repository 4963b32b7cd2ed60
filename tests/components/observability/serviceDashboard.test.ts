import assert from "node:assert/strict";
import {
  dashboardBody,
  ServiceDashboard,
  type ServiceDashboardArgs,
} from "../../../components/observability/serviceDashboard";
import { queueSignals, tableSignals } from "../../../components/observability/slo/dependencyPlans";
import { siteSignals } from "../../../components/observability/slo/siteErrors";
import { describeMistakes } from "../../helpers/mistakes";
import { find, inputsOf, namesOf, record, region, valueOf } from "../../helpers/recordingMocks";
import { fn, pods, tasks } from "./monitored";

function create(args: Partial<ServiceDashboardArgs> = {}): ServiceDashboard {
  const services = { catalog: { service: tasks } };
  return new ServiceDashboard("overview", { region, dashboardName: "shop", services, ...args });
}

const balanced = ["LoadBalancer", "app/api/1", "TargetGroup", "targetgroup/catalog/2"];

describe("dashboardBody", () => {
  it("shows a service's promise, requests, latency, saturation and errors", () => {
    const { widgets, ...rest } = dashboardBody({ catalog: { service: tasks } }, region);
    assert.deepEqual(rest, { start: "-PT3H", periodOverride: "inherit" });
    assert.deepEqual(widgets.slice(0, 4), [
      {
        type: "text",
        ...{ x: 0, y: 0, width: 24, height: 2 },
        properties: {
          markdown: "## catalog\n99.9 % of requests without an error, 99 % of them within 1000 ms",
        },
      },
      {
        type: "metric",
        ...{ x: 0, y: 2, width: 8, height: 6 },
        properties: {
          title: "catalog: requests and errors",
          view: "timeSeries",
          region,
          period: 60,
          metrics: [
            ["AWS/ApplicationELB", "RequestCount", ...balanced, { stat: "Sum", label: "requests" }],
            [
              "AWS/ApplicationELB",
              "HTTPCode_Target_5XX_Count",
              ...balanced,
              { stat: "Sum", label: "errors", color: "#d13212" },
            ],
          ],
          yAxis: { left: { min: 0 } },
        },
      },
      {
        type: "metric",
        ...{ x: 8, y: 2, width: 8, height: 6 },
        properties: {
          title: "catalog: latency",
          view: "timeSeries",
          region,
          period: 60,
          metrics: [
            [
              "AWS/ApplicationELB",
              "TargetResponseTime",
              ...balanced,
              { stat: "p50", label: "p50" },
            ],
            [
              "AWS/ApplicationELB",
              "TargetResponseTime",
              ...balanced,
              { stat: "p99", label: "p99" },
            ],
          ],
          yAxis: { left: { min: 0, label: "seconds" } },
          annotations: { horizontal: [{ label: "promised p99", value: 1 }] },
        },
      },
      {
        type: "metric",
        ...{ x: 16, y: 2, width: 8, height: 6 },
        properties: {
          title: "catalog: saturation",
          view: "timeSeries",
          region,
          period: 60,
          metrics: [
            ...(["CPU", "Memory"] as const).map((what) => [
              "AWS/ECS",
              `${what}Utilization`,
              "ClusterName",
              "services",
              "ServiceName",
              "catalog",
              { stat: "Average", label: what === "CPU" ? "CPU" : "memory" },
            ]),
          ],
          yAxis: { left: { min: 0, label: "percent" } },
        },
      },
    ]);
    const [, , , , log, ...more] = widgets;
    assert.deepEqual([log?.type, log?.x, log?.y, log?.width, more.length], ["log", 0, 8, 24, 0]);
  });

  it("shows the pods of a service on EKS by Container Insights", () => {
    const { widgets } = dashboardBody({ catalog: { service: pods } }, region);
    const saturation = widgets[3];
    assert.ok(saturation?.type === "metric");
    assert.deepEqual(saturation.properties.metrics[0], [
      "ContainerInsights",
      "pod_cpu_utilization_over_pod_limit",
      ...["ClusterName", "shop", "Namespace", "default", "PodName", "catalog"],
      { stat: "Average", label: "CPU" },
    ]);
  });

  it("shows what waits and what is refused in a chart of its own, and alarms beside the errors", () => {
    const shown = {
      service: tasks,
      resources: [
        queueSignals("checkout", { queueName: "checkout-queue" }),
        tableSignals("orders", "orders-table"),
      ],
      alarmArns: ["arn:alarm"],
    };
    const { widgets } = dashboardBody({ catalog: shown }, region);
    assert.deepEqual(
      widgets.map(({ type, width }) => `${type} ${width}`),
      ["text 24", "metric 6", "metric 6", "metric 6", "metric 6", "alarm 12", "log 12"],
    );
    const waiting = widgets[4];
    assert.ok(waiting?.type === "metric");
    assert.deepEqual(waiting.properties.metrics, [
      [
        ...["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", "checkout-queue"],
        { stat: "Maximum", label: "oldest in checkout (s)" },
      ],
      [
        ...["AWS/DynamoDB", "ReadThrottleEvents", "TableName", "orders-table"],
        { stat: "Sum", label: "orders: reads refused", color: "#d13212" },
      ],
      [
        ...["AWS/DynamoDB", "WriteThrottleEvents", "TableName", "orders-table"],
        { stat: "Sum", label: "orders: writes refused", color: "#d13212" },
      ],
    ]);
  });

  it("puts the site above the services, with its metrics from their own region", () => {
    const site = { ...siteSignals("edge", "E1"), region: "us-east-1" };
    const { widgets } = dashboardBody({ catalog: { service: tasks } }, "eu-west-1", site);
    const [heading, chart, next] = widgets;
    assert.ok(heading?.type === "text" && chart?.type === "metric" && next?.type === "text");
    assert.deepEqual([heading.properties.markdown, next.y], ["## Site", 8]);
    assert.equal(chart.properties.region, "us-east-1");
    assert.deepEqual(chart.properties.metrics[0], [
      ...["AWS/CloudFront", "Requests", "DistributionId", "E1", "Region", "Global"],
      { stat: "Sum", label: "edge: requests" },
    ]);
  });

  it("shows of pods on Fargate no saturation, and of their shared log the own lines", () => {
    const service = { ...pods, nodes: "fargate" as const };
    const { widgets } = dashboardBody({ catalog: { service } }, region);
    assert.deepEqual(
      widgets.map(({ type }) => type),
      ["text", "metric", "metric", "log"],
    );
  });

  it("puts services below each other", () => {
    const { widgets } = dashboardBody({ a: { service: tasks }, b: { service: tasks } }, region);
    const headings = widgets.filter(({ type }) => type === "text").map(({ y }) => y);
    assert.deepEqual(headings, [0, 14]);
  });

  it("has no chart of requests for a service without routes", () => {
    const service = { ...tasks, traffic: undefined };
    const { widgets } = dashboardBody({ worker: { service } }, region);
    assert.deepEqual(
      widgets.map(({ type }) => type),
      ["text", "metric", "log"],
    );
  });
});

describe("ServiceDashboard", () => {
  it("writes the body as JSON, functions by their alias", async () => {
    const { registrations, result } = await record(() =>
      create({ services: { orders: { service: fn, slo: { latencyP99Ms: 300 } } } }),
    );
    const dashboard = inputsOf(find(registrations, "aws:cloudwatch/dashboard:Dashboard"));
    assert.equal(dashboard["dashboardName"], "shop");
    const { widgets } = dashboard["dashboardBody"] as {
      widgets: { properties: { metrics?: unknown[]; annotations?: unknown } }[];
    };
    assert.deepEqual(widgets[2]?.properties.metrics?.[1], [
      ...["AWS/Lambda", "Duration", "FunctionName", "orders", "Resource", "orders:live"],
      { stat: "p99", label: "p99" },
    ]);
    assert.deepEqual(widgets[2].properties.annotations, {
      horizontal: [{ label: "promised p99", value: 300 }],
    });
    assert.match(await valueOf(result.url), /#dashboards\/dashboard\/shop$/);
  });

  it("saves questions to each service's log", async () => {
    const { registrations } = await record(create);
    const type = "aws:cloudwatch/queryDefinition:QueryDefinition";
    assert.deepEqual(namesOf(registrations, type), [
      "overview-catalog-error-rate",
      "overview-catalog-errors",
      "overview-catalog-one-request",
      "overview-catalog-slowest-routes",
    ]);
    const { name, logGroupNames, queryString } = find(registrations, type, "-errors").inputs;
    assert.deepEqual([name, logGroupNames], ["shop/catalog/errors", ["catalog-logs"]]);
    assert.match(String(queryString), /filter level = "error"/);
  });
});

describeMistakes("ServiceDashboard", "service-dashboard.md", [
  {
    argument: "dashboardName",
    message:
      'dashboardName must be 1 to 255 letters, digits, underscores and hyphens, got "shop dev"; name project and stack, such as shop-dev',
    make: () => create({ dashboardName: "shop dev" }),
  },
  {
    argument: "services",
    message:
      "services must name 1 to 71 services, got 0; CloudWatch takes 500 widgets on one dashboard, so make another for the rest",
    make: () => create({ services: {} }),
  },
  {
    argument: "services",
    message:
      'services must have names of lower-case letters, digits and hyphens, got "Catalog"; call them as their definitions do',
    make: () => create({ services: { Catalog: { service: tasks } } }),
  },
]);
