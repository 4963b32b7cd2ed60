/**
 * The hall: loads the settings, walks the registry, connects what it finds, and exports the outputs.
 */
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getProject, getStack } from "@pulumi/pulumi";
import { createMicroservices } from "./components/compute/microservice";
import { createPlaces, runtimesOf } from "./components/compute/places";
import { followReleases } from "./components/compute/release/followers";
import { Key } from "./components/data/key";
import { LogBucket } from "./components/data/logBucket";
import { Certificate } from "./components/edge/certificate";
import { Distribution } from "./components/edge/distribution";
import { createEntry, routesOf } from "./components/edge/entry";
import { StaticSite } from "./components/edge/staticSite";
import { WebAcl } from "./components/edge/webAcl";
import { createCustomers } from "./components/identity/customers";
import { mapValues } from "./components/internal/objects";
import { Network } from "./components/network/network";
import { AlarmTopic } from "./components/observability/alarmTopic";
import { auditPublishers } from "./components/observability/audit";
import { createLogSettings } from "./components/observability/logGroup";
import { watchStack } from "./components/observability/watch";
import { createResources } from "./components/resources/createResources";
import { loadSettings } from "./config";
import type { ResourceDefinitions as Resources, ServiceDefinition } from "./services/contract";
import { services as all } from "./services/registry";
import { resources as declared } from "./services/resources";

/** Declares the stack and returns its outputs. A function, so that loading this file creates nothing. */
function main(registry: readonly ServiceDefinition[] = all, definitions: Resources = declared) {
  const settings = loadSettings(registry, definitions);
  const { region, protect, services, images, logRetentionDays: retentionDays } = settings;
  const domain = { domainName: settings.domain, hostedZoneId: settings.hostedZoneId };
  const accountId = getCallerIdentityOutput().accountId;
  const prefix = `${getProject()}-${getStack()}`;

  const logs = createLogSettings("log-key", { retentionDays, region, accountId, protect });
  const key = new Key("data-key", { description: "Encrypts the data", accountId, protect });
  const kinds = Object.values(definitions).map(({ kind }) => kind);
  const where = { region, accountId, logs, runtimes: runtimesOf(services), resourceKinds: kinds };
  const network = new Network("network", { ...settings.network, ...where });
  const accessLogs = new LogBucket("access-logs", { accountId, region, protect });
  const publishers = auditPublishers(settings.audit);
  const told = { ...settings.alarms, publishers };
  const alarms = new AlarmTopic("alarms", { ...told, region, accountId, protect });
  const alarmTopicArn = alarms.arn;

  const shared = { services, network, prefix, region, accountId, logs, protect, key };
  const context = { ...settings, ...shared, accessLogs, alarmTopicArn };
  const { resources, messageKey, tables } = createResources(definitions, context);
  const identity = createCustomers("customers", { ...shared, domainName: settings.domain });
  const entry = createEntry("api", { ...settings, ...shared, domain, accessLogs, identity });
  const places = createPlaces("services", { ...settings, ...shared });
  const way = { identity, ingress: entry.ingress, alarmTopicArn, messageKey };
  const { collector, percent } = settings.tracing ?? {};
  const wishes = { tracing: collector, tracingPercent: percent, seedData: settings.seedData };
  const platform = { ...shared, ...places, ...way, ...wishes, ...followReleases(region) };
  const running = createMicroservices(services, { platform, resources, images });

  const api = entry.open();
  const site = new StaticSite("web", { directory: ".build/web", accountId, accessLogs, protect });
  const distribution = new Distribution("edge", {
    ...{ ...domain, site, api, accessLogs, prefix, priceClass: settings.priceClass },
    certificate: new Certificate("edge-certificate", { ...domain, region: "us-east-1" }),
    webAcl: new WebAcl("edge-firewall", { scope: "CLOUDFRONT", logName: prefix, logs }),
    routes: routesOf(services),
  });
  const watched = { topic: alarms, services: running, site: distribution };
  const dashboards = watchStack({ ...settings, ...shared, ...watched, accessLogs });

  return {
    url: distribution.url,
    distributionId: distribution.distributionId,
    siteBucket: site.bucketName,
    api: api.domainName,
    tables,
    services: mapValues(running, (_, { summary }) => summary),
    dashboards,
  };
}

export = main;
