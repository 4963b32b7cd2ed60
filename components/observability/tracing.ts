import * as xray from "@pulumi/aws/xray";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { defaultTracedPercent, tracingFaults } from "./trace/tracingFaults";

/** Requests of which another share is traced. */
export interface SampledPath {
  /** Path as the service sees it, with `*` and `?`, such as `/checkout/*`. */
  readonly path: string;
  /** Share of the requests, in percent, beyond those that are traced each second. */
  readonly percent: number;
  /** Requests traced each second before `percent` counts, 0 to 1000. @default 1 */
  readonly perSecond?: number;
}

export interface TracingArgs {
  /** Tells groups and rules from their like in other stacks of the account, such as `shop-dev`. */
  readonly prefix: string;
  /** Names of the services, as their traces have them. */
  readonly services: readonly string[];
  /** Share of all other requests that is traced, in percent, beyond one each second. @default 5 */
  readonly percent?: number;
  /** Paths with a share of their own, the first that matches counts. @default none */
  readonly paths?: readonly SampledPath[];
  /** Milliseconds from which a request counts as slow. @default 1000 */
  readonly slowMs?: number;
}

/**
 * How much is traced, and what of it is looked at together: X-Ray sampling rules for the services, a group
 * of what went wrong and one of what was slow, with X-Ray's own insights into both.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
 */
export class Tracing extends pulumi.ComponentResource {
  readonly faultGroupArn: pulumi.Output<string>;
  readonly slowGroupArn: pulumi.Output<string>;

  constructor(name: string, args: TracingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:observability:Tracing", name, {}, opts);
    const faults = tracingFaults(args);
    if (faults.length > 0) throw new ArgumentError("Tracing", name, faults.join("; "));

    const { prefix, services, percent = defaultTracedPercent, paths = [], slowMs = 1000 } = args;
    const ofServices = services.map((service) => `service("${service}")`).join(" OR ");
    const faulty = this.createGroup(name, "faults", prefix, `(${ofServices}) AND fault = true`);
    const slow = this.createGroup(
      name,
      "slow",
      prefix,
      `(${ofServices}) AND responsetime > ${slowMs / 1000}`,
    );
    services.forEach((service, index) => {
      const rules = [...paths, { path: "*", percent }];
      rules.forEach((rule, place) => {
        new xray.SamplingRule(
          `${name}-${service}-${place + 1}`,
          samplingRule(`${prefix}-${index + 1}-${place + 1}`, service, rule, place),
          { parent: this },
        );
      });
    });

    this.faultGroupArn = faulty.arn;
    this.slowGroupArn = slow.arn;
    this.registerOutputs({ faultGroupArn: this.faultGroupArn, slowGroupArn: this.slowGroupArn });
  }

  private createGroup(name: string, word: string, prefix: string, filter: string): xray.Group {
    return new xray.Group(
      `${name}-${word}`,
      {
        groupName: `${prefix}-${word}`,
        filterExpression: filter,
        insightsConfiguration: { insightsEnabled: true, notificationsEnabled: false },
      },
      { parent: this },
    );
  }
}

/** Before X-Ray's own default rule at 10000, and with room for rules made by hand. */
const firstPriority = 1000;

function samplingRule(
  ruleName: string,
  service: string,
  { path, percent, perSecond = 1 }: SampledPath,
  place: number,
): xray.SamplingRuleArgs {
  return {
    ruleName,
    priority: firstPriority + place,
    version: 1,
    serviceName: service,
    serviceType: "*",
    urlPath: path,
    host: "*",
    httpMethod: "*",
    resourceArn: "*",
    fixedRate: percent / 100,
    reservoirSize: perSecond,
  };
}
