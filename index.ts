/**
 * The hall: loads the settings, walks the registry, connects what it finds, and exports the outputs.
 */
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getProject, getStack } from "@pulumi/pulumi";
import { EcsCluster } from "./components/compute/cluster";
import { Microservice } from "./components/compute/microservice";
import { Key } from "./components/data/key";
import { LogBucket } from "./components/data/logBucket";
import { Table } from "./components/data/table";
import { Certificate } from "./components/edge/certificate";
import { Distribution } from "./components/edge/distribution";
import { LoadBalancer } from "./components/edge/loadBalancer";
import { StaticSite } from "./components/edge/staticSite";
import { WebAcl } from "./components/edge/webAcl";
import { mapValues } from "./components/internal/objects";
import { Network } from "./components/network/network";
import { createLogSettings } from "./components/observability/logGroup";
import { loadSettings } from "./config";
import { services } from "./services/registry";
import { resources } from "./services/resources";

/** Declares the stack and returns its outputs. A function, so that loading this file creates nothing. */
function main() {
  const settings = loadSettings(services, resources);
  const { region, protect } = settings;
  const domain = { domainName: settings.domain, hostedZoneId: settings.hostedZoneId };
  const accountId = getCallerIdentityOutput().accountId;
  const prefix = `${getProject()}-${getStack()}`;

  const retentionDays = settings.logRetentionDays;
  const logs = createLogSettings("log-key", { retentionDays, region, accountId });
  const dataKey = { description: "Encrypts tables and images", accountId, protect };
  const key = new Key("data-key", dataKey);
  const network = new Network("network", { ...settings.network, region, accountId, logs });
  const accessLogs = new LogBucket("access-logs", { accountId, region, protect });
  const tableArgs = { key, region, protect, seedData: settings.seedData };
  const tables = mapValues(
    resources,
    (name, definition) => new Table(name, { ...tableArgs, definition }),
  );
  const loadBalancer = new LoadBalancer("api", {
    certificate: new Certificate("origin-certificate", domain),
    webAcl: new WebAcl("api-firewall", { scope: "REGIONAL", logName: prefix, logs }),
    network,
    accountId,
    accessLogs,
    protect,
  });
  const cluster = new EcsCluster("services");
  const shared = { prefix, region, accountId, key, logs };
  const platform = { ...shared, network, ingress: loadBalancer, cluster };
  const running = Object.fromEntries(
    settings.services.map((definition) => [
      definition.name,
      new Microservice(definition.name, { definition, platform, resources: tables }).summary,
    ]),
  );

  const site = new StaticSite("web", { directory: ".build/web", accountId, accessLogs, protect });
  const distribution = new Distribution("edge", {
    ...domain,
    certificate: new Certificate("edge-certificate", { ...domain, region: "us-east-1" }),
    webAcl: new WebAcl("edge-firewall", { scope: "CLOUDFRONT", logName: prefix, logs }),
    priceClass: settings.priceClass,
    site,
    api: loadBalancer.origin,
    accessLogs,
    prefix,
  });

  return {
    url: distribution.url,
    distributionId: distribution.distributionId,
    siteBucket: site.bucketName,
    loadBalancer: loadBalancer.dnsName,
    tables: mapValues(tables, (_, table) => table.tableName),
    services: running,
  };
}

export = main;
