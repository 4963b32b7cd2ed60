import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError } from "../internal/errors";
import { logQueries } from "./dashboard/logQueries";
import { serviceRows, siteRows, type ShownService } from "./dashboard/serviceRows";
import { type DashboardBody, placeRows } from "./dashboard/widgets";
import type { Watched } from "./watched";

export type { ShownService } from "./dashboard/serviceRows";

export interface ServiceDashboardArgs {
  readonly region: string;
  /** Name of the dashboard, one of its kind in the account, such as `shop-dev`. */
  readonly dashboardName: string;
  /** The services to show, by name, in this order. */
  readonly services: Readonly<Record<string, ShownService>>;
  /** The site that the services are behind, above them. @default none */
  readonly site?: Pick<Watched, "lines" | "region">;
}

/**
 * One page on how the services do: for each its promise, requests and errors, latency against the promise,
 * saturation, what waits, its alarms and its latest errors. And the questions that people ask the
 * services' logs, saved in Logs Insights.
 */
export class ServiceDashboard extends pulumi.ComponentResource {
  readonly dashboardName: pulumi.Output<string>;
  /** Where the dashboard is. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: ServiceDashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:observability:ServiceDashboard", name, {}, opts);
    const faults = dashboardFaults(args);
    if (faults.length > 0) throw new ArgumentError("ServiceDashboard", name, faults.join("; "));

    const { region, dashboardName, services, site } = args;
    const dashboard = new cloudwatch.Dashboard(
      `${name}-dashboard`,
      { dashboardName, dashboardBody: pulumi.jsonStringify(dashboardBody(services, region, site)) },
      { parent: this },
    );
    for (const [service, { service: shown }] of Object.entries(services)) {
      for (const [word, queryString] of Object.entries(logQueries)) {
        new cloudwatch.QueryDefinition(
          `${name}-${service}-${word}`,
          {
            // Slashes become folders in the console.
            name: `${dashboardName}/${service}/${word}`,
            logGroupNames: [shown.logGroupName],
            queryString,
          },
          { parent: this },
        );
      }
    }

    this.dashboardName = dashboard.dashboardName;
    this.url = pulumi.interpolate`https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboard.dashboardName}`;
    this.registerOutputs({ dashboardName: this.dashboardName, url: this.url });
  }
}

/** The body of a dashboard over these services. Pure but for outputs among the names. */
export function dashboardBody(
  services: Readonly<Record<string, ShownService>>,
  region: string,
  site?: ServiceDashboardArgs["site"],
): DashboardBody {
  return {
    start: "-PT3H",
    periodOverride: "inherit",
    widgets: placeRows([
      ...(site === undefined ? [] : siteRows(site, region)),
      ...Object.entries(services).flatMap(([name, shown]) => serviceRows(name, shown, region)),
    ]),
  };
}

/** Widgets that CloudWatch takes on one dashboard, and the most that a service has. */
const mostWidgets = 500;
const widgetsPerService = 7;
/** Those of the site. */
const siteWidgets = 2;
/** Services that a dashboard shows. */
export const mostServices = Math.floor((mostWidgets - siteWidgets) / widgetsPerService);

function dashboardFaults({ dashboardName, services }: ServiceDashboardArgs): string[] {
  const count = Object.keys(services).length;
  return [
    ...(/^[A-Za-z0-9_-]{1,255}$/.test(dashboardName)
      ? []
      : [
          `dashboardName must be 1 to 255 letters, digits, underscores and hyphens, got "${dashboardName}"; name project and stack, such as shop-dev`,
        ]),
    ...(count >= 1 && count <= mostServices
      ? []
      : [
          `services must name 1 to ${mostServices} services, got ${count}; CloudWatch takes ${mostWidgets} widgets on one dashboard, so make another for the rest`,
        ]),
    ...Object.keys(services)
      .filter((service) => !/^[a-z][a-z0-9-]*$/.test(service))
      .map(
        (service) =>
          `services must have names of lower-case letters, digits and hyphens, got "${service}"; call them as their definitions do`,
      ),
  ];
}
