import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { domainNameFault } from "../internal/domainNames";
import { ArgumentError } from "../internal/errors";
import { rangeFaults } from "../internal/serviceFaults";

/** Regions that Route 53 checks from; at least three of them. */
export type CheckerRegion =
  | "us-east-1"
  | "us-west-1"
  | "us-west-2"
  | "eu-west-1"
  | "ap-southeast-1"
  | "ap-southeast-2"
  | "ap-northeast-1"
  | "sa-east-1";

export interface HealthCheckArgs {
  /** Public name that is asked by HTTPS on port 443. */
  readonly domainName: string;
  /** Path that answers 200 to 399 within two seconds when all is well. @default "/" */
  readonly path?: `/${string}`;
  /** Text among the first 5120 bytes of a healthy answer, up to 255 characters. @default the status alone counts */
  readonly searchText?: string;
  /** Seconds between two checks of one checker; 10 costs more. @default 30 */
  readonly intervalSeconds?: 10 | 30;
  /** Answers in a row, 1 to 10, that change a checker's mind. @default 3 */
  readonly failureThreshold?: number;
  /** Where the checkers are. @default all eight regions */
  readonly checkerRegions?: readonly CheckerRegion[];
}

/** Where CloudWatch keeps the check's metric, for an alarm. */
export interface HealthCheckMetric {
  readonly namespace: "AWS/Route53";
  /** 1 while healthy, 0 while not. */
  readonly metricName: "HealthCheckStatus";
  readonly dimensions: { readonly HealthCheckId: pulumi.Output<string> };
  /** Route 53 sends its metrics there only, so alarms belong there too. */
  readonly region: "us-east-1";
}

/**
 * Asks a public HTTPS endpoint from around the world whether it is well. Failover and latency records
 * leave out what is not; an alarm on `metric` tells people.
 */
export class HealthCheck extends pulumi.ComponentResource {
  readonly healthCheckId: pulumi.Output<string>;
  readonly metric: HealthCheckMetric;

  constructor(name: string, args: HealthCheckArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:edge:HealthCheck", name, {}, opts);
    const fault = healthCheckFault(args);
    if (fault !== undefined) throw new ArgumentError("HealthCheck", name, fault);
    const { searchText, checkerRegions } = args;

    const check = new route53.HealthCheck(
      `${name}-check`,
      {
        type: searchText === undefined ? "HTTPS" : "HTTPS_STR_MATCH",
        ...(searchText === undefined ? {} : { searchString: searchText }),
        fqdn: args.domainName,
        port: 443,
        resourcePath: args.path ?? "/",
        enableSni: true,
        requestInterval: args.intervalSeconds ?? 30,
        failureThreshold: args.failureThreshold ?? 3,
        ...(checkerRegions === undefined ? {} : { regions: [...checkerRegions] }),
        // The console shows a check by its tag Name, and has nothing else to tell two apart.
        tags: { Name: name },
      },
      { parent: this },
    );

    this.healthCheckId = check.id;
    this.metric = {
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      dimensions: { HealthCheckId: this.healthCheckId },
      region: "us-east-1",
    };
    this.registerOutputs({ healthCheckId: this.healthCheckId, metric: this.metric });
  }
}

function healthCheckFault(args: HealthCheckArgs): string | undefined {
  const { checkerRegions, searchText } = args;
  const distinct = new Set(checkerRegions).size;
  return (
    domainNameFault("domainName", args.domainName) ??
    rangeFaults("failureThreshold", args.failureThreshold ?? 3, 1, 10)[0] ??
    (checkerRegions !== undefined && distinct < 3
      ? `checkerRegions must name at least three regions, so that one that is cut off decides nothing, got ${distinct}; name more or leave it out for all eight`
      : undefined) ??
    (searchText !== undefined && (searchText.length === 0 || searchText.length > 255)
      ? `searchText must have 1 to 255 characters, got ${searchText.length}; shorten it or leave it out`
      : undefined)
  );
}
