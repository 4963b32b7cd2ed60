import { LogBucket } from "../../components/data/logBucket";
import { Certificate } from "../../components/edge/certificate";
import { Distribution } from "../../components/edge/distribution";
import { LoadBalancer } from "../../components/edge/loadBalancer";
import { StaticSite } from "../../components/edge/staticSite";
import { WebAcl } from "../../components/edge/webAcl";
import { Network } from "../../components/network/network";
import { createFoundation, domain } from "../foundation";

function main() {
  const foundation = createFoundation();
  const { accountId, logs } = foundation;
  const accessLogs = new LogBucket("access-logs", foundation);
  const loadBalancer = new LoadBalancer("api", {
    network: new Network("network", foundation),
    accountId,
    certificate: new Certificate("api-certificate", domain),
    webAcl: new WebAcl("api-firewall", { scope: "REGIONAL", logName: "example", logs }),
    accessLogs,
  });
  const site = new StaticSite("web", { directory: ".build/web", accountId, accessLogs });
  const certificate = new Certificate("certificate", { ...domain, region: "us-east-1" });
  const webAcl = new WebAcl("firewall", { scope: "CLOUDFRONT", logName: "example", logs });
  const shop = new Distribution("shop", {
    ...domain,
    site,
    api: loadBalancer.origin,
    certificate,
    webAcl,
    accessLogs,
    prefix: "example",
  });

  // The same page and API on domains of their own, with a cached catalogue and a shield for the page.
  const outlet = { ...domain, domainName: "outlet.example.com" };
  const aliases = ["www.outlet.example.com"];
  const outletShop = new Distribution("outlet", {
    ...outlet,
    aliases,
    site,
    api: loadBalancer.origin,
    certificate: new Certificate("outlet-certificate", {
      ...outlet,
      subjectAlternativeNames: aliases,
      region: "us-east-1",
    }),
    webAcl,
    accessLogs,
    prefix: "example",
    routes: [
      { path: "/catalog/*", auth: "public", cacheSeconds: 60 },
      { path: "/carts/*", auth: "public" },
    ],
    originShield: { site: "eu-west-1" },
    securityHeaders: { contentSources: { "connect-src": ["https://auth.example.com"] } },
  });
  return { url: shop.url, outletUrl: outletShop.url };
}

export = main;
