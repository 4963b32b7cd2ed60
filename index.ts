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
import { Network } from "./components/network/network";
import { logEncryption } from "./components/observability/logGroup";
import { loadSettings } from "./config";
import { services } from "./services/registry";
import { resources } from "./services/resources";

/** Declares the stack and returns its outputs. A function, so that loading this file creates nothing. */
function main() {
  const settings = loadSettings(services, resources);
  const { region, protect, domain: domainName, hostedZoneId } = settings;
  const accountId = getCallerIdentityOutput().accountId;
  const logName = `${getProject()}-${getStack()}`;

  const logKey = new Key("log-key", {
    description: "Encrypts the log groups",
    accountId,
    statements: [logEncryption(region, accountId)],
  });
  const logs = { retentionDays: settings.logRetentionDays, key: logKey };
  const key = new Key("data-key", {
    description: "Encrypts tables and images",
    accountId,
    protect,
  });
  const network = new Network("network", { ...settings.network, region, accountId, logs });
  const accessLogs = new LogBucket("access-logs", { accountId, region, protect });

  const tables = Object.fromEntries(
    Object.entries(resources).map(([name, definition]) => [
      name,
      new Table(name, { definition, key, region, protect, seedData: settings.seedData }),
    ]),
  );

  const certificate = new Certificate("origin-certificate", { domainName, hostedZoneId });
  const webAcl = new WebAcl("api-firewall", { scope: "REGIONAL", logName, logs });
  const loadBalancer = new LoadBalancer("api", {
    network,
    certificateArn: certificate.arn,
    webAcl,
    accessLogs,
    protect,
  });
  const cluster = new EcsCluster("services");
  const platform = { cluster, loadBalancer, region, accountId, key, logs };
  const running = Object.fromEntries(
    settings.services.map((definition) => [
      definition.name,
      new Microservice(definition.name, { definition, platform, resources: tables }).summary,
    ]),
  );

  const site = new StaticSite("web", { directory: ".build/web", accountId, accessLogs });
  const distribution = new Distribution("edge", {
    ...{ site, loadBalancer, domainName, hostedZoneId, accessLogs },
    certificate: new Certificate("edge-certificate", {
      ...{ domainName, hostedZoneId, region: "us-east-1" },
    }),
    webAcl: new WebAcl("edge-firewall", { scope: "CLOUDFRONT", logName, logs }),
    priceClass: settings.priceClass,
  });

  return {
    url: distribution.url,
    distributionId: distribution.distributionId,
    siteBucket: site.bucketName,
    loadBalancer: loadBalancer.dnsName,
    tables: Object.fromEntries(Object.entries(tables).map(([name, t]) => [name, t.tableName])),
    services: running,
  };
}

export = main;
