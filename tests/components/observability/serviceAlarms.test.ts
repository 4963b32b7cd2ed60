import assert from "node:assert/strict";
import { AlarmTopic } from "../../../components/observability/alarmTopic";
import {
  ServiceAlarms,
  type ServiceAlarmsArgs,
} from "../../../components/observability/serviceAlarms";
import { describeMistakes } from "../../helpers/mistakes";
import {
  accountId,
  find,
  namesOf,
  record,
  region,
  type Registration,
} from "../../helpers/recordingMocks";
import { fn, pods, tasks } from "./monitored";

function create(args: Partial<ServiceAlarmsArgs> = {}): ServiceAlarms {
  const topic = new AlarmTopic("alarms", { accountId, region });
  return new ServiceAlarms("catalog", { service: tasks, topic, prefix: "shop-test", ...args });
}

async function alarms(args: Partial<ServiceAlarmsArgs> = {}): Promise<readonly Registration[]> {
  return (await record(() => create(args))).registrations;
}

const METRIC = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const balanced = { LoadBalancer: "app/api/1", TargetGroup: "targetgroup/catalog/2" };
const told = ["arn:mock:alarms-topic"];

function query(id: string, metricName: string, stat: string, period: number) {
  return {
    id,
    metric: { namespace: "AWS/ApplicationELB", dimensions: balanced, metricName, stat, period },
    returnData: false,
  };
}

describe("ServiceAlarms: the error budget", () => {
  for (const [word, threshold, long, short] of [
    ["fast", 0.0144, 60, 5],
    ["slow", 0.006, 360, 30],
  ] as const) {
    it(`tells when it burns ${word} over ${long} and ${short} minutes at once`, async () => {
      const registrations = await alarms();
      assert.deepEqual(find(registrations, COMPOSITE, word).inputs, {
        alarmName: `shop-test-catalog-budget-${word}`,
        alarmDescription: `catalog: errors use up the month's budget ${word === "fast" ? 14.4 : 6} times as fast as promised (docs/runbook.md#budget-${word})`,
        alarmRule: `ALARM("catalog-budget-${word}-long") AND ALARM("catalog-budget-${word}-short")`,
        alarmActions: told,
        okActions: told,
      });
      for (const [length, minutes] of Object.entries({ long, short })) {
        const description = `more than ${threshold * 100} % of the requests of ${minutes} minutes failed`;
        assert.deepEqual(find(registrations, METRIC, `budget-${word}-${length}`).inputs, {
          alarmDescription: `catalog: ${description} (docs/runbook.md#budget-${word})`,
          comparisonOperator: "GreaterThanThreshold",
          threshold,
          evaluationPeriods: 1,
          datapointsToAlarm: 1,
          treatMissingData: "notBreaching",
          metricQueries: [
            {
              id: "judged",
              expression:
                "IF(FILL(requests0, 0) >= 10 AND FILL(errors0, 0) >= 2, FILL(errors0, 0) / FILL(requests0, 0), 0)",
              label: description,
              returnData: true,
            },
            query("requests0", "RequestCount", "Sum", minutes * 60),
            query("errors0", "HTTPCode_Target_5XX_Count", "Sum", minutes * 60),
          ],
        });
      }
    });
  }

  it("counts both target groups of a release that shifts traffic", async () => {
    const traffic = { loadBalancerArnSuffix: "app/api/1", targetGroupArnSuffixes: ["a", "b"] };
    const registrations = await alarms({ service: { ...tasks, traffic } });
    const [judged] = find(registrations, METRIC, "fast-long").inputs["metricQueries"] as {
      expression: string;
    }[];
    assert.equal(
      judged?.expression,
      "IF(FILL(requests0, 0) + FILL(requests1, 0) >= 10 AND FILL(errors0, 0) + FILL(errors1, 0) >= 2, (FILL(errors0, 0) + FILL(errors1, 0)) / (FILL(requests0, 0) + FILL(requests1, 0)), 0)",
    );
  });

  it("counts for a function also the answers of 500 and above, which its log tells", async () => {
    const registrations = await alarms({ service: fn });
    const filter = find(registrations, "aws:cloudwatch/logMetricFilter:LogMetricFilter", "answers");
    assert.deepEqual(filter.inputs, {
      logGroupName: "orders-logs",
      pattern: '{ $.message = "request" && $.status >= 500 }',
      metricTransformation: {
        namespace: "Microservices/Requests",
        name: "shop-test-catalog-answers",
        value: "1",
        unit: "Count",
      },
    });
    const [judged, calls, , answered] = find(registrations, METRIC, "fast-long").inputs[
      "metricQueries"
    ] as object[];
    assert.deepEqual(judged, {
      id: "judged",
      expression:
        "IF(calls >= 10 AND FILL(failed, 0) + FILL(answered, 0) >= 2, (FILL(failed, 0) + FILL(answered, 0)) / calls, 0)",
      label: "more than 1.44 % of the requests of 60 minutes failed",
      returnData: true,
    });
    assert.deepEqual(calls, {
      id: "calls",
      metric: {
        namespace: "AWS/Lambda",
        metricName: "Invocations",
        dimensions: { FunctionName: "orders", Resource: "orders:live" },
        stat: "Sum",
        period: 3600,
      },
      returnData: false,
    });
    assert.deepEqual(answered, {
      id: "answered",
      metric: {
        namespace: "Microservices/Requests",
        metricName: "shop-test-catalog-answers",
        stat: "Sum",
        period: 3600,
      },
      returnData: false,
    });
  });

  it("has none without requests", async () => {
    const registrations = await alarms({ service: { ...tasks, traffic: undefined } });
    assert.deepEqual(namesOf(registrations, COMPOSITE), []);
    assert.deepEqual(namesOf(registrations, METRIC), [
      "catalog-breaker",
      "catalog-cpu",
      "catalog-memory",
    ]);
  });
});

describe("ServiceAlarms: everything else", () => {
  it("tells of slow answers by the promise", async () => {
    const registrations = await alarms({ slo: { latencyP99Ms: 300 } });
    const description = "the slowest hundredth of requests took more than 0.3 s";
    assert.deepEqual(find(registrations, METRIC, "latency-1").inputs, {
      alarmDescription: `catalog: ${description} (docs/runbook.md#latency)`,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0.3,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      treatMissingData: "notBreaching",
      metricQueries: [
        {
          id: "judged",
          expression: "IF(requests >= 10, latency, 0)",
          label: description,
          returnData: true,
        },
        query("requests", "RequestCount", "Sum", 300),
        query("latency", "TargetResponseTime", "p99", 300),
      ],
      alarmActions: told,
      okActions: told,
    });
  });

  for (const [service, namespace, metricName, dimensions] of [
    [tasks, "AWS/ECS", "CPUUtilization", { ClusterName: "services", ServiceName: "catalog" }],
    [
      pods,
      "ContainerInsights",
      "pod_cpu_utilization_over_pod_limit",
      { ClusterName: "shop", Namespace: "default", PodName: "catalog" },
    ],
  ] as const) {
    it(`tells of saturated copies on ${service.kind}`, async () => {
      const registrations = await alarms({ service, saturationPercent: 70 });
      const { threshold, metricQueries } = find(registrations, METRIC, "-cpu").inputs;
      assert.equal(threshold, 70);
      assert.deepEqual(metricQueries, [
        {
          id: "cpu",
          metric: { namespace, metricName, dimensions, stat: "Average", period: 300 },
          returnData: true,
          label: "more than 70 % of the CPU in use for 15 minutes",
        },
      ]);
    });
  }

  it("tells of a function's refused calls, and of calls that nearly took too long", async () => {
    const registrations = await alarms({ service: { ...fn, timeoutSeconds: 20 } });
    assert.equal(find(registrations, METRIC, "-time").inputs["threshold"], 17_000);
    assert.equal(find(registrations, METRIC, "-throttles").inputs["threshold"], 0);
    assert.equal(find(registrations, METRIC, "-latency").inputs["threshold"], 1000);
  });

  it("tells nothing of the CPU of pods on Fargate, and of their shared log only the own lines", async () => {
    const registrations = await alarms({ service: { ...pods, nodes: "fargate" } });
    assert.deepEqual(
      namesOf(registrations, METRIC).filter((name) => /cpu|memory/.test(name)),
      [],
    );
    const filter = find(registrations, "aws:cloudwatch/logMetricFilter:LogMetricFilter");
    assert.equal(
      filter.inputs["pattern"],
      '{ $.message = "circuit breaker opened" && $.service = "catalog" }',
    );
  });

  it("counts a function's answers where its release counts them already", async () => {
    const answered = { namespace: "Microservices/Requests", metricName: "orders-5xx" };
    const registrations = await alarms({ service: { ...fn, answered } });
    assert.deepEqual(namesOf(registrations, "aws:cloudwatch/logMetricFilter:LogMetricFilter"), [
      "catalog-breaker",
    ]);
    const queries = find(registrations, METRIC, "fast-long").inputs["metricQueries"] as object[];
    assert.deepEqual(queries[3], {
      id: "answered",
      metric: { ...answered, stat: "Sum", period: 3600 },
      returnData: false,
    });
  });

  it("tells of an open circuit breaker, by what the log says", async () => {
    const registrations = await alarms({ breakerPattern: "{ $.breaker = 1 }" });
    const filter = find(registrations, "aws:cloudwatch/logMetricFilter:LogMetricFilter");
    assert.equal(filter.inputs["pattern"], "{ $.breaker = 1 }");
    assert.deepEqual(find(registrations, METRIC, "-breaker").inputs["alarmActions"], told);
  });
});

describeMistakes("ServiceAlarms", "service-alarms.md", [
  {
    argument: "prefix",
    message:
      'prefix must be 1 to 100 letters, digits, dots, underscores and hyphens, got "shop dev"; name project and stack, such as shop-dev',
    make: () => create({ prefix: "shop dev" }),
  },
  {
    argument: "service.traffic",
    message:
      "service.traffic must name one target group, or the two of a release that shifts traffic, got 0; leave traffic out for a service without routes",
    make: () =>
      create({
        service: {
          ...tasks,
          traffic: { loadBalancerArnSuffix: "a", targetGroupArnSuffixes: [] },
        },
      }),
  },
  {
    argument: "saturationPercent",
    message: "saturationPercent must be a whole number from 1 to 100, got 850",
    make: () => create({ saturationPercent: 850 }),
  },
]);
