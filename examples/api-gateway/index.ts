import { EcsCluster } from "../../components/compute/cluster";
import { ContainerService } from "../../components/compute/containerService";
import { FunctionService } from "../../components/compute/functionService";
import { Key } from "../../components/data/key";
import { LogBucket } from "../../components/data/logBucket";
import { ApiGateway } from "../../components/edge/apiGateway";
import { VpcLink } from "../../components/edge/apiGateway/vpcLink";
import { Certificate } from "../../components/edge/certificate";
import { LoadBalancer } from "../../components/edge/loadBalancer";
import { createOriginSecret } from "../../components/edge/originSecret";
import { WebAcl } from "../../components/edge/webAcl";
import { Network } from "../../components/network/network";
import { ServiceAlarms } from "../../components/observability/serviceAlarms";
import { AlarmTopic } from "../../components/observability/alarmTopic";
import { createFoundation, domain } from "../foundation";

function main() {
  const foundation = createFoundation();
  const { accountId, logs } = foundation;
  const network = new Network("network", foundation);
  const originSecret = createOriginSecret("origin-secret");
  const webAcl = new WebAcl("api-firewall", {
    scope: "REGIONAL",
    logName: "example",
    logs,
    originHeader: originSecret,
  });
  const vpcLink = new VpcLink("vpc-link", { network });
  const loadBalancer = new LoadBalancer("tasks", {
    network,
    accountId,
    webAcl,
    certificate: new Certificate("tasks-certificate", domain),
    accessLogs: new LogBucket("access-logs", foundation),
    exposure: { kind: "vpcLink", peerSecurityGroupId: vpcLink.securityGroupId },
  });

  const gateway = new ApiGateway("api", {
    ...foundation,
    protocol: "rest",
    webAcl,
    originSecret,
    privateServices: { vpcLink, loadBalancer, serverName: domain.domainName },
  });
  const platform = {
    ...foundation,
    network,
    ingress: gateway,
    cluster: new EcsCluster("services"),
    key: new Key("data-key", { description: "Encrypts images", accountId }),
    prefix: "example",
  };
  const carts = new FunctionService("carts", {
    ...platform,
    runtime: { kind: "lambda", memoryMiB: 256 },
    routes: [{ path: "/carts/*", auth: "public" }],
    grants: [],
  });
  const catalog = new ContainerService("catalog", {
    ...platform,
    runtime: { kind: "fargate", memoryMiB: 512 },
    routes: [{ path: "/catalog/*", auth: "public" }],
    grants: [],
  });
  const topic = new AlarmTopic("alarms", foundation);
  for (const [name, { monitored }] of Object.entries({ carts, catalog })) {
    new ServiceAlarms(name, { service: monitored, topic, prefix: "example" });
  }
  gateway.deploy();

  return { url: gateway.url };
}

export = main;
