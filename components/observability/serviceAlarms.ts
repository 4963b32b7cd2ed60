import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { Slo } from "../../services/contract";
import { ArgumentError } from "../internal/errors";
import type { AlarmTopic } from "./alarmTopic";
import type { MonitoredService } from "./monitoredService";
import { explained } from "./runbook";
import { alarmInputs, type AlarmPlan, metricPlan } from "./slo/alarmPlan";
import { type BurnWindow, burnWindows } from "./slo/errorBudget";
import type { AnsweredErrors } from "./slo/requestCounts";
import { serviceAlarmFaults } from "./slo/serviceAlarmFaults";
import { burnPlan, latencyPlans, saturationPlans, unhealthyPlans } from "./slo/servicePlans";

export interface ServiceAlarmsArgs {
  readonly service: MonitoredService;
  /** Who is told. */
  readonly topic: AlarmTopic;
  /** Tells the alarms' names from their like in other stacks of the account, such as `shop-dev`. */
  readonly prefix: string;
  /** @default 99.9 % of requests without an error, 99 % of them within a second */
  readonly slo?: Slo;
  /** Share of CPU, memory or time, in percent, that may be in use. @default 85 */
  readonly saturationPercent?: number;
  /** Requests in a window, below which it says nothing. @default 10 */
  readonly minimumRequests?: number;
  /** Errors in a window, below which it says nothing: one alone is chance. @default 2 */
  readonly minimumErrors?: number;
  /**
   * Log lines that tell of an open circuit breaker, as a filter pattern of CloudWatch Logs.
   * @default `{ $.message = "circuit breaker opened" }`, of this service
   */
  readonly breakerPattern?: string;
}

const metricNamespace = "Microservices/Requests";

/** Where several services share a log, only the lines of this one. */
function breakerPatternOf(service: MonitoredService): string {
  const opened = '$.message = "circuit breaker opened"';
  return service.kind === "eks" && service.nodes === "fargate"
    ? `{ ${opened} && $.service = "${service.podName}" }`
    : `{ ${opened} }`;
}

/**
 * Alarms of one service. Errors are judged by the promise in its SLO: somebody is told when the error
 * budget of a month burns so fast that it would be gone in two days, or in five. Besides: slow answers,
 * unhealthy and saturated copies, open circuit breakers. What the service links to has alarms of its own.
 * https://sre.google/workbook/alerting-on-slos/
 */
export class ServiceAlarms extends pulumi.ComponentResource {
  /** ARNs of every alarm that tells somebody, for a dashboard. */
  readonly alarmArns: pulumi.Output<string[]>;
  readonly #name: string;
  readonly #args: ServiceAlarmsArgs;

  constructor(name: string, args: ServiceAlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:observability:ServiceAlarms", name, {}, opts);
    const faults = serviceAlarmFaults(args);
    if (faults.length > 0) throw new ArgumentError("ServiceAlarms", name, faults.join("; "));
    this.#name = name;
    this.#args = args;

    const answered = this.createAnsweredErrors();
    const burning = burnWindows.flatMap((window) => this.createBurnAlarm(window, answered) ?? []);
    const others = [...this.plans(), this.createBreakerPlan()].map((plan) =>
      this.createAlarm(plan, { alarmActions: [args.topic.arn], okActions: [args.topic.arn] }),
    );
    this.alarmArns = pulumi.all([...burning, ...others].map(({ arn }) => arn));
    this.registerOutputs({ alarmArns: this.alarmArns });
  }

  private plans(): AlarmPlan[] {
    const { service, slo, saturationPercent = 85 } = this.#args;
    return [
      ...latencyPlans(service, slo, this.least()),
      ...unhealthyPlans(service),
      ...saturationPlans(service, saturationPercent),
    ];
  }

  private least() {
    const { minimumRequests = 10, minimumErrors = 2 } = this.#args;
    return { requests: minimumRequests, errors: minimumErrors };
  }

  private createAlarm(
    plan: AlarmPlan,
    actions: Pick<cloudwatch.MetricAlarmArgs, "alarmActions" | "okActions"> = {},
  ): cloudwatch.MetricAlarm {
    const inputs = alarmInputs(plan, this.#name);
    return new cloudwatch.MetricAlarm(
      `${this.#name}-${plan.word}`,
      { ...inputs, ...actions },
      { parent: this },
    );
  }

  /** Told when both windows burn: the long one shows that it matters, the short one that it goes on. */
  private createBurnAlarm(
    { word, burnRate, longMinutes, shortMinutes }: BurnWindow,
    answered: AnsweredErrors | undefined,
  ): cloudwatch.CompositeAlarm | undefined {
    const { service, slo, topic, prefix } = this.#args;
    const over = (length: string, minutes: number) =>
      burnPlan({
        ...{ service, slo, burnRate, minutes, answered },
        word: `budget-${word}-${length}`,
        section: `budget-${word}`,
        least: this.least(),
      });
    const long = over("long", longMinutes);
    const short = over("short", shortMinutes);
    if (long === undefined || short === undefined) return undefined;
    const [longName, shortName] = [this.createAlarm(long).name, this.createAlarm(short).name];
    return new cloudwatch.CompositeAlarm(
      `${this.#name}-budget-${word}`,
      {
        alarmName: `${prefix}-${this.#name}-budget-${word}`,
        alarmDescription: explained(
          `${this.#name}: errors use up the month's budget ${burnRate} times as fast as promised`,
          `budget-${word}`,
        ),
        alarmRule: pulumi.interpolate`ALARM("${longName}") AND ALARM("${shortName}")`,
        alarmActions: [topic.arn],
        okActions: [topic.arn],
      },
      { parent: this },
    );
  }

  /** Requests that a function answered with 500 or above: each leaves a line in its log. */
  private createAnsweredErrors(): AnsweredErrors | undefined {
    const { service } = this.#args;
    return service.kind === "lambda"
      ? (service.answered ??
          this.createLogCount("answers", '{ $.message = "request" && $.status >= 500 }'))
      : undefined;
  }

  private createBreakerPlan(): AlarmPlan {
    const { service, breakerPattern = breakerPatternOf(service) } = this.#args;
    const metric = this.createLogCount("breaker", breakerPattern);
    return metricPlan({
      word: "breaker",
      section: "breaker",
      description: "a circuit breaker is open: something it calls is failing",
      threshold: 0,
      periods: { of: 1, bad: 1 },
      query: { id: "logged", metric: { ...metric, stat: "Sum", period: 60 }, returnData: false },
    });
  }

  private createLogCount(word: string, pattern: string): AnsweredErrors {
    const { service, prefix } = this.#args;
    const metricName = `${prefix}-${this.#name}-${word}`;
    new cloudwatch.LogMetricFilter(
      `${this.#name}-${word}`,
      {
        logGroupName: service.logGroupName,
        pattern,
        metricTransformation: {
          namespace: metricNamespace,
          name: metricName,
          value: "1",
          unit: "Count",
        },
      },
      { parent: this },
    );
    return { namespace: metricNamespace, metricName };
  }
}
