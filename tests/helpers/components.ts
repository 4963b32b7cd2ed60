/** The smallest valid neighbours that a component under test needs. */
import { EcsCluster } from "../../components/compute/cluster";
import type { Platform } from "../../components/compute/platform";
import { Key } from "../../components/data/key";
import { LogBucket } from "../../components/data/logBucket";
import { Certificate } from "../../components/edge/certificate";
import { LoadBalancer, type LoadBalancerArgs } from "../../components/edge/loadBalancer";
import { WebAcl } from "../../components/edge/webAcl";
import { Network } from "../../components/network/network";
import { createLogSettings, type LogSettings } from "../../components/observability/logGroup";
import { accountId, region } from "./recordingMocks";

export function logSettings(): LogSettings {
  return createLogSettings("logs", { retentionDays: 30, region, accountId });
}

export function logBucket(): LogBucket {
  return new LogBucket("access-logs", { accountId, region });
}

export function regionalWebAcl(logs = logSettings()): WebAcl {
  return new WebAcl("firewall", { scope: "REGIONAL", logName: "shop-test", logs });
}

/** The domain that a stack under test answers on. */
export const domain = { domainName: "shop.example.com", hostedZoneId: "Z1" };

/** Everything that `LoadBalancer` asks for. */
export function loadBalancerArgs(logs = logSettings()): LoadBalancerArgs {
  return {
    accountId,
    network: new Network("network", { region, accountId, logs }),
    certificate: new Certificate("certificate", domain),
    webAcl: regionalWebAcl(logs),
    accessLogs: logBucket(),
  };
}

/** What every service of a stack shares, with a cluster for ECS. */
export function platform(): Platform & { readonly cluster: EcsCluster } {
  const logs = logSettings();
  const loadBalancer = loadBalancerArgs(logs);
  return {
    network: loadBalancer.network,
    ingress: new LoadBalancer("api", loadBalancer),
    cluster: new EcsCluster("services"),
    prefix: "shop-test",
    region,
    accountId,
    key: new Key("data", { description: "Data", accountId }),
    logs,
  };
}
