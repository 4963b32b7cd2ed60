import { Certificate } from "../../../components/edge/certificate";
import { Distribution, type DistributionArgs } from "../../../components/edge/distribution";
import { StaticSite } from "../../../components/edge/staticSite";
import { domain, regionalWebAcl } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";
import { accountId } from "../../helpers/recordingMocks";
import { useWorkspace } from "../../helpers/workspace";
import { createDistribution, distributionArgs, open, siteFiles } from "./distributionParts";

/** Origin Shield's list, which a stack's settings may leave. */
function shieldedBy(region: string): DistributionArgs["originShield"] {
  return JSON.parse(JSON.stringify({ site: region })) as DistributionArgs["originShield"];
}

describe("Distribution's likeliest mistakes", () => {
  useWorkspace({ files: siteFiles });

  describeMistakes("Distribution", "distribution.md", [
    {
      argument: "webAcl",
      message:
        'webAcl must have scope CLOUDFRONT, got one of scope REGIONAL, which is for load balancers and APIs; create a WebAcl with scope "CLOUDFRONT"',
      make: () => createDistribution({ webAcl: regionalWebAcl() }),
    },
    {
      argument: "certificate",
      message:
        'certificate must be in us-east-1, the only region that CloudFront takes certificates from, got one in eu-west-1; create the Certificate with region "us-east-1"',
      make: () =>
        createDistribution({
          certificate: new Certificate("near", { ...domain, region: "eu-west-1" }),
        }),
    },
    {
      argument: "certificate",
      message:
        'certificate must name every domain, got shop.example.com without "www.shop.example.com"; add it to the Certificate\'s subjectAlternativeNames',
      make: () => createDistribution({ aliases: ["www.shop.example.com"] }),
    },
    {
      argument: "aliases",
      message:
        'every domain of aliases must be a lower-case domain name such as shop.example.com, got "https://shop.example.com"; give the name alone, without scheme, path or closing dot',
      make: () => createDistribution({ aliases: ["https://shop.example.com"] }),
    },
    {
      argument: "aliases",
      message:
        'aliases must name each domain once, got "shop.example.com" twice; remove one of them',
      make: () => createDistribution({ aliases: ["shop.example.com"] }),
    },
    {
      argument: "routes",
      message:
        'cacheSeconds of route "/catalog/*" must be a whole number from 0 to 3600, got 86400; let the service say no-store for what must be fresh',
      make: () => createDistribution({ routes: [open("/catalog/*", 86_400)] }),
    },
    {
      argument: "routes",
      message:
        'route "/orders/*" is for customers, whose answers belong to one person each, got cacheSeconds 60; remove cacheSeconds',
      make: () =>
        createDistribution({ routes: [{ path: "/orders/*", auth: "customer", cacheSeconds: 60 }] }),
    },
    {
      argument: "originShield",
      message:
        'originShield.site must be a region that has Origin Shield, got "eu-north-1", expected one of us-east-1, us-east-2, us-west-2, ap-northeast-1, ap-northeast-2, ap-south-1, ap-southeast-1, ap-southeast-2, eu-central-1, eu-west-1, eu-west-2, me-central-1, sa-east-1; take the one nearest to the origin',
      make: () => createDistribution({ originShield: shieldedBy("eu-north-1") }),
    },
    {
      argument: "failover",
      message:
        "failover.site must be another StaticSite than site, got the same; create a second one with the provider of another region",
      make: () => {
        const args = distributionArgs();
        return new Distribution("edge", { ...args, failover: { site: args.site } });
      },
    },
    {
      argument: "failover",
      message:
        "failover.statusCodes must hold at least one status, got none; leave it out for 500, 502, 503 and 504",
      make: () => {
        const { accessLogs, ...args } = distributionArgs();
        const site = new StaticSite("standby", { directory: "site", accountId, accessLogs });
        const failover = { site, statusCodes: [] };
        return new Distribution("edge", { ...args, accessLogs, failover });
      },
    },
    {
      argument: "errorCacheSeconds",
      message:
        "errorCacheSeconds must be a whole number from 0 to 300, got 3600; leave it out to keep no error",
      make: () => createDistribution({ errorCacheSeconds: 3600 }),
    },
    {
      argument: "securityHeaders",
      message:
        'contentSources["connect-src"] must list one source each, without spaces, semicolons and commas, got "https://a.example.com https://b.example.com"; make it several entries',
      make: () =>
        createDistribution({
          securityHeaders: {
            contentSources: { "connect-src": ["https://a.example.com https://b.example.com"] },
          },
        }),
    },
    {
      argument: "securityHeaders",
      message:
        "hstsMaxAgeSeconds must be a whole number of at least 31536000, a year, got 3600; leave it out for two years",
      make: () => createDistribution({ securityHeaders: { hstsMaxAgeSeconds: 3600 } }),
    },
  ]);
});
