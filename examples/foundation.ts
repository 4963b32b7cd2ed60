/**
 * What the examples share: the neighbours that a component asks for, at their smallest. A stack of its
 * own creates them once, as `index.ts` at the top of the repository does.
 */
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import type * as pulumi from "@pulumi/pulumi";
import { EcsCluster } from "../components/compute/cluster";
import type { Platform } from "../components/compute/platform";
import { Key } from "../components/data/key";
import { LogBucket } from "../components/data/logBucket";
import { Certificate } from "../components/edge/certificate";
import { LoadBalancer } from "../components/edge/loadBalancer";
import { WebAcl } from "../components/edge/webAcl";
import { Network } from "../components/network/network";
import { AlarmTopic } from "../components/observability/alarmTopic";
import { createLogSettings, type LogSettings } from "../components/observability/logGroup";

/** The examples' region; Pulumi.yaml of each example says the same to the provider. */
export const region = "eu-west-1";
/** The examples' domain and its hosted zone: put your own here. */
export const domain = { domainName: "shop.example.com", hostedZoneId: "Z0EXAMPLE0ZONE0ID000" };

export interface Foundation {
  readonly region: string;
  readonly accountId: pulumi.Output<string>;
  readonly logs: LogSettings;
}

/** Region, account, and how logs are kept: what nearly every component asks for. */
export function createFoundation(): Foundation {
  const { accountId } = getCallerIdentityOutput();
  const logs = createLogSettings("log-key", { retentionDays: 30, region, accountId });
  return { region, accountId, logs };
}

/** Everything that a service asks for: a network, a load balancer, a cluster, a key, and who is told. */
export function createPlatform(): Platform & {
  readonly cluster: EcsCluster;
  readonly alarms: AlarmTopic;
} {
  const foundation = createFoundation();
  const { accountId, logs } = foundation;
  const alarms = new AlarmTopic("alarms", foundation);
  const network = new Network("network", foundation);
  const ingress = new LoadBalancer("api", {
    network,
    accountId,
    certificate: new Certificate("api-certificate", domain),
    webAcl: new WebAcl("api-firewall", { scope: "REGIONAL", logName: "example", logs }),
    accessLogs: new LogBucket("access-logs", foundation),
  });
  return {
    ...foundation,
    network,
    ingress,
    cluster: new EcsCluster("services"),
    alarms,
    alarmTopicArn: alarms.arn,
    releaseTopicArn: alarms.arn,
    key: new Key("data-key", { description: "Encrypts images", accountId }),
    prefix: "example",
  };
}
