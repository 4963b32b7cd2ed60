import * as cloudfront from "@pulumi/aws/cloudfront";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import type { LogBucket } from "../data/logBucket";
import { singlePageFunction, stripPrefixFunction } from "../internal/edgeFunctions";
import type { Certificate } from "./certificate";
import type { ApiOrigin } from "./ingress";
import { createResponseHeadersPolicy } from "./responseHeaders";
import type { StaticSite } from "./staticSite";
import type { WebAcl } from "./webAcl";

/** Where CloudFront serves from: North America and Europe, most of the world, or everywhere. */
export type PriceClass = "PriceClass_100" | "PriceClass_200" | "PriceClass_All";

export interface DistributionArgs {
  readonly site: StaticSite;
  /** Where `/api/*` goes. */
  readonly api: ApiOrigin;
  /** Domain that the site answers on. */
  readonly domainName: string;
  /** Route 53 hosted zone of the domain. */
  readonly hostedZoneId: string;
  /** Certificate for the domain, in us-east-1. */
  readonly certificate: Certificate;
  /** Web ACL of scope CLOUDFRONT. */
  readonly webAcl: WebAcl;
  readonly accessLogs: LogBucket;
  /** Tells the VPC origin's name from those of other stacks in the account, such as `shop-dev`. */
  readonly prefix: string;
  /** @default "PriceClass_100" */
  readonly priceClass?: PriceClass;
}

/**
 * Ids of AWS's managed policies, the same in every account:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
const cachingOptimized = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const cachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const allViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3";

/** Path prefix of the API on the site's own origin, so that the page needs no CORS. */
const apiPrefix = "/api";

/**
 * One CloudFront distribution in front of page and API. The page comes from the bucket, `/api/*` goes
 * to the load balancer, which CloudFront reaches inside the VPC:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
 */
export class Distribution extends pulumi.ComponentResource {
  readonly distributionId: pulumi.Output<string>;
  readonly domainName: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: DistributionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("microservices:edge:Distribution", name, {}, opts);

    const distribution = new cloudfront.Distribution(
      `${name}-cdn`,
      {
        enabled: true,
        comment: args.domainName,
        aliases: [args.domainName],
        defaultRootObject: args.site.indexDocument,
        httpVersion: "http2and3",
        isIpv6Enabled: true,
        priceClass: args.priceClass ?? "PriceClass_100",
        webAclId: args.webAcl.arn,
        origins: [this.createSiteOrigin(name, args.site), this.createApiOrigin(name, args)],
        ...this.createBehaviors(name, args.site),
        viewerCertificate: {
          acmCertificateArn: args.certificate.arn,
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: "TLSv1.2_2021",
        },
        restrictions: { geoRestriction: { restrictionType: "none" } },
      },
      { parent: this },
    );
    this.createAccessLog(name, distribution, args.accessLogs);
    for (const type of ["A", "AAAA"] as const) {
      new route53.Record(
        `${name}-alias-${type.toLowerCase()}`,
        {
          zoneId: args.hostedZoneId,
          name: args.domainName,
          type,
          aliases: [
            {
              name: distribution.domainName,
              zoneId: distribution.hostedZoneId,
              evaluateTargetHealth: false,
            },
          ],
        },
        { parent: this },
      );
    }

    this.distributionId = distribution.id;
    this.domainName = distribution.domainName;
    this.url = pulumi.output(`https://${args.domainName}`);
    this.registerOutputs({
      distributionId: this.distributionId,
      domainName: this.domainName,
      url: this.url,
    });
  }

  private createSiteOrigin(name: string, site: StaticSite) {
    const accessControl = new cloudfront.OriginAccessControl(
      `${name}-site-access`,
      {
        description: "Signs requests to the page's bucket",
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      },
      { parent: this },
    );
    return {
      originId: "site",
      domainName: site.regionalDomainName,
      originAccessControlId: accessControl.id,
    };
  }

  private createApiOrigin(name: string, args: DistributionArgs) {
    const { api } = args;
    if (api.kind === "public") {
      return {
        originId: "api",
        domainName: api.domainName,
        originPath: api.path,
        customHeaders: [api.secretHeader],
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      };
    }
    const vpcOrigin = new cloudfront.VpcOrigin(
      `${name}-api-origin`,
      {
        vpcOriginEndpointConfig: {
          name: `${args.prefix}-${name}-api`,
          arn: api.arn,
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
        },
      },
      // CloudFront changes no VPC origin that a distribution uses, so a new one takes its place.
      // https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateVpcOrigin.html
      { parent: this, replaceOnChanges: ["vpcOriginEndpointConfig"] },
    );
    return {
      originId: "api",
      domainName: api.domainName,
      vpcOriginConfig: { vpcOriginId: vpcOrigin.id },
    };
  }

  private createBehaviors(name: string, site: StaticSite) {
    const singlePage = this.createFunction(
      `${name}-single-page`,
      singlePageFunction(site.indexDocument),
    );
    const stripPrefix = this.createFunction(`${name}-strip-api`, stripPrefixFunction(apiPrefix));
    const headers = createResponseHeadersPolicy(`${name}-headers`, { parent: this });
    const shared = {
      viewerProtocolPolicy: "redirect-to-https",
      responseHeadersPolicyId: headers.id,
      compress: true,
    };
    return {
      defaultCacheBehavior: {
        ...shared,
        targetOriginId: "site",
        allowedMethods: ["GET", "HEAD", "OPTIONS"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: cachingOptimized,
        functionAssociations: [{ eventType: "viewer-request", functionArn: singlePage.arn }],
      },
      orderedCacheBehaviors: [
        {
          ...shared,
          pathPattern: `${apiPrefix}/*`,
          targetOriginId: "api",
          allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
          cachedMethods: ["GET", "HEAD"],
          cachePolicyId: cachingDisabled,
          // Forwards the viewer's Host header, which the load balancer's certificate names.
          originRequestPolicyId: allViewer,
          functionAssociations: [{ eventType: "viewer-request", functionArn: stripPrefix.arn }],
        },
      ],
    };
  }

  private createFunction(name: string, code: string): cloudfront.Function {
    return new cloudfront.Function(
      name,
      { runtime: "cloudfront-js-2.0", publish: true, code },
      { parent: this },
    );
  }

  /**
   * Standard logging v2, which needs no ACL on the bucket; its resources live in us-east-1.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
   */
  private createAccessLog(
    name: string,
    distribution: cloudfront.Distribution,
    accessLogs: LogBucket,
  ): void {
    const region = "us-east-1";
    const source = new cloudwatch.LogDeliverySource(
      `${name}-log-source`,
      { region, logType: "ACCESS_LOGS", resourceArn: distribution.arn },
      { parent: this },
    );
    const destination = new cloudwatch.LogDeliveryDestination(
      `${name}-log-destination`,
      {
        region,
        outputFormat: "json",
        deliveryDestinationConfiguration: {
          destinationResourceArn: pulumi.interpolate`${accessLogs.arn}/cloudfront`,
        },
      },
      { parent: this, dependsOn: accessLogs.ready },
    );
    new cloudwatch.LogDelivery(
      `${name}-log-delivery`,
      { region, deliverySourceName: source.name, deliveryDestinationArn: destination.arn },
      { parent: this },
    );
  }
}
