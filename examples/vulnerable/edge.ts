/** A front door that takes anything from anybody. */
import * as cloudfront from "@pulumi/aws/cloudfront";
import type * as lb from "@pulumi/aws/lb";
import type * as s3 from "@pulumi/aws/s3";
import * as wafv2 from "@pulumi/aws/wafv2";

export function createEdge(
  balancer: lb.LoadBalancer,
  bucket: s3.Bucket,
): { readonly site: cloudfront.Distribution } {
  // A web ACL without rules, which nothing uses.
  new wafv2.WebAcl("unused", {
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    visibilityConfig: {
      ...{ cloudwatchMetricsEnabled: false, sampledRequestsEnabled: false },
      metricName: "unused",
    },
  });
  const site = new cloudfront.Distribution("site", {
    enabled: true,
    aliases: ["shop.example.com"],
    origins: [
      {
        ...{ originId: "api", domainName: balancer.dnsName },
        customOriginConfig: {
          ...{ httpPort: 80, httpsPort: 443, originProtocolPolicy: "http-only" },
          originSslProtocols: ["TLSv1"],
        },
      },
      { originId: "files", domainName: bucket.bucketRegionalDomainName },
    ],
    defaultCacheBehavior: {
      ...{ targetOriginId: "api", viewerProtocolPolicy: "allow-all", compress: false },
      ...{ allowedMethods: ["GET", "HEAD"], cachedMethods: ["GET", "HEAD"] },
      cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: {
      acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/vulnerable",
      ...{ sslSupportMethod: "sni-only", minimumProtocolVersion: "TLSv1" },
    },
  });
  return { site };
}
