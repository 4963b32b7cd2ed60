import { LogBucket } from "../../components/data/logBucket";
import { Certificate } from "../../components/edge/certificate";
import { LoadBalancer } from "../../components/edge/loadBalancer";
import { WebAcl } from "../../components/edge/webAcl";
import { UserPool } from "../../components/identity/userPool";
import { Network } from "../../components/network/network";
import { createFoundation, domain } from "../foundation";

function main() {
  const foundation = createFoundation();
  const { accountId, logs } = foundation;
  const network = new Network("network", foundation);
  const accessLogs = new LogBucket("access-logs", foundation);
  const certificate = new Certificate("certificate", domain);
  const webAcl = new WebAcl("firewall", { scope: "REGIONAL", logName: "example", logs });
  const loadBalancer = new LoadBalancer("api", {
    network,
    accountId,
    certificate,
    webAcl,
    accessLogs,
  });

  // On the internet, for callers who cannot come through CloudFront; every request carries a token.
  const partners = new LoadBalancer("partners", {
    network,
    accountId,
    certificate,
    accessLogs,
    webAcl: new WebAcl("partners-firewall", {
      scope: "REGIONAL",
      logName: "example",
      logs,
      senderAddress: { kind: "connection" },
    }),
    exposure: { kind: "internet" },
    identity: new UserPool("partners-pool", {
      ...foundation,
      signIn: { kind: "prefix", prefix: "shop-example-partners" },
      callbackUrls: ["https://partners.example.com/signed-in"],
      protect: true,
    }),
    idleTimeoutSeconds: 300,
    protect: true,
  });
  return { dnsName: loadBalancer.dnsName, partnersDnsName: partners.dnsName };
}

export = main;
