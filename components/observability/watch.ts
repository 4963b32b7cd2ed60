/** A whole stack watched: alarms for services and what they link to, dashboards, traces, canary, audit. */
import * as pulumi from "@pulumi/pulumi";
import { inParts, mapValues } from "../internal/objects";
import { AlarmTopic, type AlarmTopicArgs } from "./alarmTopic";
import { auditAccount, type AuditArgs } from "./audit";
import { Canary, type CanaryArgs } from "./canary";
import type { WatchedService } from "./monitoredService";
import { ServiceAlarms } from "./serviceAlarms";
import { mostServices, ServiceDashboard, type ShownService } from "./serviceDashboard";
import { Tracing, type TracingArgs } from "./tracing";
import { createAlarms, type Watched } from "./watched";

export interface WatchArgs extends AuditArgs {
  /** Who is told of what is measured in another region, whose alarms reach only topics there. */
  readonly alarms: Pick<AlarmTopicArgs, "emails" | "endpoints">;
  /** The services, by name. */
  readonly services: Readonly<Record<string, { readonly watched: WatchedService }>>;
  /** The site. */
  readonly site: { readonly watched: Watched; readonly url: pulumi.Output<string> };
  /** Sampling and groups of X-Ray. @default none */
  readonly tracing?: Pick<TracingArgs, "percent" | "slowMs">;
  /** @default nobody asks for the page from outside */
  readonly canary?: Pick<CanaryArgs, "runtimeVersion" | "everyMinutes" | "text">;
}

/** Watches the stack, and the account as far as it asks for that; returns where its dashboards are. */
export function watchStack(args: WatchArgs): pulumi.Output<string>[] {
  const { services, tracing, canary, prefix, topic, site } = args;
  const linked = new Set(Object.values(services).flatMap(({ watched }) => watched.resources));
  const topicIn = topicsByRegion(args);
  const told = [...linked, site.watched].map((resource) => {
    const alarms = createAlarms(resource, topicIn(resource.region));
    return [resource, alarms.map(({ arn }) => arn)] as const;
  });
  const shown = showServices(args, new Map(told));
  if (tracing !== undefined) {
    new Tracing("traces", { ...tracing, prefix, services: Object.keys(services) });
  }
  if (canary !== undefined) {
    const { accountId, region, accessLogs, protect } = args;
    const where = { accountId, region, accessLogs, protect };
    new Canary("canary", { ...where, topic, url: site.url, ...canary });
  }
  auditAccount(args);
  return createDashboards(args, shown);
}

/** An alarm tells topics of its own region only, so each further region has a topic of its own. */
function topicsByRegion(args: WatchArgs): (region: string | undefined) => AlarmTopic {
  const { accountId, alarms, topic, protect } = args;
  const topics = new Map([[args.region, topic]]);
  return (region = args.region) => {
    const known = topics.get(region);
    if (known !== undefined) return known;
    const made = new AlarmTopic(
      `alarms-${region}`,
      { ...alarms, region, accountId, protect },
      { transforms: [inRegion(region)] },
    );
    topics.set(region, made);
    return made;
  };
}

/** Puts what AWS keeps by region into another one than the provider's. */
function inRegion(region: string): pulumi.ResourceTransform {
  return ({ type, props, opts }) =>
    type.startsWith("aws:") ? { props: { ...props, region }, opts } : undefined;
}

function showServices(
  { services, prefix, topic }: WatchArgs,
  alarmsOf: ReadonlyMap<Watched, readonly pulumi.Output<string>[]>,
): Record<string, ShownService> {
  return mapValues(services, (name, { watched }) => {
    const { service, slo, resources } = watched;
    const own = new ServiceAlarms(name, { service, slo, topic, prefix });
    const ofResources = resources.flatMap((resource) => alarmsOf.get(resource) ?? []);
    const alarmArns = pulumi
      .all([own.alarmArns, pulumi.all(ofResources)])
      .apply(([arns, others]) => [...arns, ...others]);
    return { service, slo, resources, alarmArns };
  });
}

/** One dashboard, and further ones for what CloudWatch does not take on one. */
function createDashboards(
  { prefix, region, site }: WatchArgs,
  shown: Readonly<Record<string, ShownService>>,
): pulumi.Output<string>[] {
  return inParts(Object.entries(shown), mostServices).map((part, at) => {
    const suffix = at === 0 ? "" : `-${at + 1}`;
    return new ServiceDashboard(`overview${suffix}`, {
      region,
      dashboardName: `${prefix}${suffix}`,
      services: Object.fromEntries(part),
      ...(at === 0 ? { site: site.watched } : {}),
    }).url;
  });
}
