/** The smallest valid neighbours that a component under test needs. */
import { EcsCluster } from "../../components/compute/cluster";
import type { Platform } from "../../components/compute/microservice";
import { Key } from "../../components/data/key";
import { LogBucket } from "../../components/data/logBucket";
import { LoadBalancer } from "../../components/edge/loadBalancer";
import { WebAcl } from "../../components/edge/webAcl";
import { Network } from "../../components/network/network";
import type { LogSettings } from "../../components/observability/logGroup";
import { accountId, region } from "./recordingMocks";

export function logSettings(): LogSettings {
  return { retentionDays: 30, key: new Key("logs", { description: "Logs", accountId }) };
}

export function logBucket(): LogBucket {
  return new LogBucket("access-logs", { accountId, region });
}

export function regionalWebAcl(logs = logSettings()): WebAcl {
  return new WebAcl("firewall", { scope: "REGIONAL", logName: "shop-test", logs });
}

/** Everything that `LoadBalancer` asks for. */
export function loadBalancerArgs(logs = logSettings()) {
  return {
    network: new Network("network", { region, accountId, logs }),
    certificateArn: "arn:mock:certificate",
    webAcl: regionalWebAcl(logs),
    accessLogs: logBucket(),
  };
}

/** What every service of a stack shares. */
export function platform(): Platform {
  const logs = logSettings();
  return {
    cluster: new EcsCluster("services"),
    loadBalancer: new LoadBalancer("api", loadBalancerArgs(logs)),
    region,
    accountId,
    key: new Key("data", { description: "Data", accountId }),
    logs,
  };
}
