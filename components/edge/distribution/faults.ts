/** What CloudFront would refuse, or accept and then not do. Pure. */
import { domainNameFault, withoutWildcard } from "../../internal/domainNames";
import { rangeFaults } from "../../internal/serviceFaults";
import type { DistributionArgs } from "../distribution";
import { securityHeadersFault } from "../responseHeaders";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html#choose-origin-shield-region */
const shieldRegions = [
  "us-east-1",
  "us-east-2",
  "us-west-2",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "eu-central-1",
  "eu-west-1",
  "eu-west-2",
  "me-central-1",
  "sa-east-1",
] as const;

/** A region that has Origin Shield. */
export type ShieldRegion = (typeof shieldRegions)[number];

/** Longest time that a route may ask to be cached for. */
const longestCacheSeconds = 3600;

/** The first fault, or undefined. */
export function distributionFault(args: DistributionArgs): string | undefined {
  return [
    ...neighbourFaults(args),
    ...domainFaults(args),
    ...routeFaults(args),
    ...shieldFaults(args),
    ...failoverFaults(args),
    ...rangeFaults("errorCacheSeconds", args.errorCacheSeconds ?? 0, 0, 300).map(
      (fault) => `${fault}; leave it out to keep no error`,
    ),
    securityHeadersFault(args.securityHeaders ?? {}),
  ].find((fault) => fault !== undefined);
}

function neighbourFaults({ webAcl, certificate }: DistributionArgs): string[] {
  return [
    ...(webAcl.scope === "CLOUDFRONT"
      ? []
      : [
          `webAcl must have scope CLOUDFRONT, got one of scope ${webAcl.scope}, which is for load balancers and APIs; create a WebAcl with scope "CLOUDFRONT"`,
        ]),
    ...(certificate.region === undefined || certificate.region === "us-east-1"
      ? []
      : [
          `certificate must be in us-east-1, the only region that CloudFront takes certificates from, got one in ${certificate.region}; create the Certificate with region "us-east-1"`,
        ]),
  ];
}

function domainFaults({ domainName, aliases = [], certificate }: DistributionArgs): string[] {
  const all = [domainName, ...aliases];
  const malformed = all
    .map((name) => domainNameFault("every domain of aliases", withoutWildcard(name)))
    .find((fault) => fault !== undefined);
  const twice = all.find((name, place) => all.indexOf(name) !== place);
  const uncovered = all.find((name) => !certificate.names.some((named) => covers(named, name)));
  return [
    ...(malformed === undefined ? [] : [malformed]),
    ...(twice === undefined
      ? []
      : [`aliases must name each domain once, got "${twice}" twice; remove one of them`]),
    ...(uncovered === undefined
      ? []
      : [
          `certificate must name every domain, got ${certificate.names.join(", ")} without "${uncovered}"; add it to the Certificate's subjectAlternativeNames`,
        ]),
  ];
}

/** Whether a name of a certificate stands for a domain: itself, or one level below a wildcard. */
function covers(named: string, domainName: string): boolean {
  if (named === domainName) return true;
  return named.startsWith("*.") && domainName.replace(/^[^.*]+/, "*") === named;
}

function routeFaults({ routes = [] }: DistributionArgs): string[] {
  return routes.flatMap(({ path, auth, cacheSeconds = 0 }) => [
    ...rangeFaults(`cacheSeconds of route "${path}"`, cacheSeconds, 0, longestCacheSeconds).map(
      (fault) => `${fault}; let the service say no-store for what must be fresh`,
    ),
    ...(auth === "customer" && cacheSeconds > 0
      ? [
          `route "${path}" is for customers, whose answers belong to one person each, got cacheSeconds ${cacheSeconds}; remove cacheSeconds`,
        ]
      : []),
  ]);
}

function shieldFaults({ originShield = {} }: DistributionArgs): string[] {
  const known: readonly string[] = shieldRegions;
  return Object.entries(originShield)
    .filter(([, region]) => !known.includes(region))
    .map(
      ([origin, region]) =>
        `originShield.${origin} must be a region that has Origin Shield, got "${region}", expected one of ${known.join(", ")}; take the one nearest to the origin`,
    );
}

function failoverFaults({ site, failover }: DistributionArgs): string[] {
  if (failover === undefined) return [];
  return [
    ...(failover.site === site
      ? [
          "failover.site must be another StaticSite than site, got the same; create a second one with the provider of another region",
        ]
      : []),
    ...(failover.statusCodes?.length === 0
      ? [
          "failover.statusCodes must hold at least one status, got none; leave it out for 500, 502, 503 and 504",
        ]
      : []),
  ];
}
