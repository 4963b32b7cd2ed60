import * as cloudfront from "@pulumi/aws/cloudfront";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import type { Route } from "../../services/contract";
import type { LogBucket } from "../data/logBucket";
import { protectWithShieldAdvanced } from "../internal/edgeShield";
import { ArgumentError } from "../internal/errors";
import { siteSignals } from "../observability/slo/siteErrors";
import type { Watched } from "../observability/watched";
import type { Certificate } from "./certificate";
import { createAccessLog } from "./distribution/accessLog";
import { createBehaviors } from "./distribution/behaviors";
import { distributionFault, type ShieldRegion } from "./distribution/faults";
import { createOrigins } from "./distribution/origins";
import type { ApiOrigin } from "./ingress";
import type { SecurityHeaders } from "./responseHeaders";
import type { StaticSite } from "./staticSite";
import type { WebAcl } from "./webAcl";

/** Where CloudFront serves from: North America and Europe, most of the world, or everywhere. */
export type PriceClass = "PriceClass_100" | "PriceClass_200" | "PriceClass_All";

/** A second bucket with the same page, for when the first one's region fails. */
export interface SiteFailover {
  /** The page in another region, created with that region's provider. */
  readonly site: StaticSite;
  /** Answers of the first bucket that send a request to the second. @default 500, 502, 503 and 504 */
  readonly statusCodes?: readonly (400 | 403 | 404 | 416 | 500 | 502 | 503 | 504)[];
}

export interface DistributionArgs {
  readonly site: StaticSite;
  /** Where `/api/*` goes. */
  readonly api: ApiOrigin;
  /** Domain that the site answers on. */
  readonly domainName: string;
  /** Further domains that it answers on, in the same hosted zone and on the certificate. @default none */
  readonly aliases?: readonly string[];
  /** Route 53 hosted zone of the domains. */
  readonly hostedZoneId: pulumi.Input<string>;
  /** Certificate for the domains, in us-east-1. */
  readonly certificate: Certificate;
  /** Web ACL of scope CLOUDFRONT. */
  readonly webAcl: WebAcl;
  readonly accessLogs: LogBucket;
  /** Tells the VPC origin's name from those of other stacks in the account, such as `shop-dev`. */
  readonly prefix: string;
  /** Routes of the API, of which those with `cacheSeconds` are cached. @default no answer of the API is cached */
  readonly routes?: readonly Route[];
  /** @default "PriceClass_100" */
  readonly priceClass?: PriceClass;
  /** What the page may load besides its own origin, who may frame it, and for how long TLS is insisted on. @default see there */
  readonly securityHeaders?: SecurityHeaders;
  /** Seconds that errors of an origin are kept, 0 to 300; CloudFront's own choice would be 10. @default 0 */
  readonly errorCacheSeconds?: number;
  /**
   * One more cache between all edge locations and an origin, in the region nearest to that origin. Costs
   * about 0.009 USD per 10,000 requests that get there, so the API's only pays with cached routes. @default none
   */
  readonly originShield?: { readonly site?: ShieldRegion; readonly api?: ShieldRegion };
  /** @default the page comes from one bucket */
  readonly failover?: SiteFailover;
  /** Puts the distribution under AWS Shield Advanced, for accounts that subscribed at 3,000 USD a month. @default false */
  readonly shieldAdvanced?: boolean;
}

/** Errors that CloudFront would keep: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html */
const cacheableErrors = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504] as const;

/**
 * One CloudFront distribution in front of page and API. The page comes from the bucket, `/api/*` goes
 * to a public API, which knows CloudFront by a secret header, or to the load balancer, which CloudFront
 * reaches inside the VPC:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export class Distribution extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly distributionId: pulumi.Output<string>;
  /** CloudFront's own domain for the distribution. */
  readonly domainName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly watched: Watched;

  constructor(name: string, args: DistributionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:edge:Distribution", name, {}, opts);
    const fault = distributionFault(args);
    if (fault !== undefined) throw new ArgumentError("Distribution", name, fault);
    const child = { parent: this };

    const distribution = createCdn(name, args, child);
    createAccessLog(name, distribution, args.accessLogs, child);
    this.answerOn(`${name}-alias`, args.domainName, distribution, args);
    for (const alias of args.aliases ?? []) {
      const words = alias.replace("*", "any").replaceAll(".", "-");
      this.answerOn(`${name}-alias-${words}`, alias, distribution, args);
    }
    if (args.shieldAdvanced === true) {
      protectWithShieldAdvanced(`${name}-shield`, distribution.arn, child);
    }

    this.arn = distribution.arn;
    this.distributionId = distribution.id;
    // CloudFront tells its metrics in us-east-1, whatever the stack's region.
    this.watched = {
      ...{ name, owner: this, region: "us-east-1" },
      ...siteSignals(name, distribution.id),
    };
    this.domainName = distribution.domainName;
    this.url = pulumi.output(`https://${args.domainName}`);
    this.registerOutputs({
      arn: this.arn,
      distributionId: this.distributionId,
      domainName: this.domainName,
      url: this.url,
    });
  }

  /** Points a domain at the distribution, over IPv4 and IPv6. */
  private answerOn(
    name: string,
    domainName: string,
    distribution: cloudfront.Distribution,
    { hostedZoneId }: DistributionArgs,
  ): void {
    const target = {
      name: distribution.domainName,
      zoneId: distribution.hostedZoneId,
      evaluateTargetHealth: false,
    };
    for (const type of ["A", "AAAA"] as const) {
      new route53.Record(
        `${name}-${type.toLowerCase()}`,
        { zoneId: hostedZoneId, name: domainName, type, aliases: [target] },
        { parent: this },
      );
    }
  }
}

function createCdn(
  name: string,
  args: DistributionArgs,
  opts: pulumi.CustomResourceOptions,
): cloudfront.Distribution {
  const { domainName, aliases = [], errorCacheSeconds = 0 } = args;
  return new cloudfront.Distribution(
    `${name}-cdn`,
    {
      enabled: true,
      comment: domainName,
      aliases: [domainName, ...aliases],
      defaultRootObject: args.site.indexDocument,
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: args.priceClass ?? "PriceClass_100",
      webAclId: args.webAcl.arn,
      ...createOrigins(name, args, opts),
      ...createBehaviors(name, args, opts),
      customErrorResponses: cacheableErrors.map((errorCode) => ({
        errorCode,
        errorCachingMinTtl: errorCacheSeconds,
      })),
      viewerCertificate: {
        acmCertificateArn: args.certificate.arn,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
      restrictions: { geoRestriction: { restrictionType: "none" } },
    },
    opts,
  );
}
