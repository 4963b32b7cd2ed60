import type * as acm from "@pulumi/aws/acm";
import type * as cloudfront from "@pulumi/aws/cloudfront";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as wafv2 from "@pulumi/aws/wafv2";
import {
  cloudfrontLogging,
  cloudfrontMinimumTls,
  cloudfrontOriginHttpsOnly,
  cloudfrontS3OriginAccessControl,
  cloudfrontSecurityHeaders,
  cloudfrontViewerHttps,
  cloudfrontWaf,
  cloudfrontWafScopeRegion,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const behavior = {
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
  targetOriginId: "site",
  viewerProtocolPolicy: "redirect-to-https",
  responseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03",
};
const distribution = resource<cloudfront.DistributionArgs>(
  "aws:cloudfront/distribution:Distribution",
  "cdn",
  {
    enabled: true,
    restrictions: { geoRestriction: { restrictionType: "none" } },
    defaultCacheBehavior: behavior,
    orderedCacheBehaviors: [{ ...behavior, pathPattern: "/api/*", targetOriginId: "api" }],
    origins: [
      { originId: "site", domainName: UNKNOWN, originAccessControlId: UNKNOWN },
      { originId: "api", domainName: UNKNOWN, vpcOriginConfig: { vpcOriginId: UNKNOWN } },
      {
        originId: "legacy",
        domainName: "legacy.example.com",
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      },
    ],
    viewerCertificate: {
      acmCertificateArn: UNKNOWN,
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2021",
    },
    webAclId: UNKNOWN,
    loggingConfig: { bucket: "logs.s3.amazonaws.com" },
  },
  {
    dependsOn: {
      webAclId: ["cdn-acl"],
      viewerCertificate: ["certificate-validation"],
      origins: ["site-bucket"],
    },
  },
);

describeRule(cloudfrontViewerHttps, {
  valid: [distribution],
  passes: {
    "HTTPS alone": { set: { "defaultCacheBehavior.viewerProtocolPolicy": "https-only" } },
    "no ordered behaviours": { set: { orderedCacheBehaviors: null } },
  },
  fails: {
    "plain HTTP by default": {
      set: { "defaultCacheBehavior.viewerProtocolPolicy": "allow-all" },
      says: 'defaultCacheBehavior.viewerProtocolPolicy is "allow-all"',
    },
    "plain HTTP on one path": {
      set: { "orderedCacheBehaviors[0].viewerProtocolPolicy": "allow-all" },
      says: 'orderedCacheBehaviors[0].viewerProtocolPolicy is "allow-all"',
    },
    "a behaviour without a policy": {
      set: { "defaultCacheBehavior.viewerProtocolPolicy": undefined },
      says: "defaultCacheBehavior.viewerProtocolPolicy is not set",
    },
    "a word that AWS does not know, without repeating it": {
      set: { "defaultCacheBehavior.viewerProtocolPolicy": "hunter2" },
      says: "defaultCacheBehavior.viewerProtocolPolicy is a value that is not shown here",
    },
  },
  silent: {
    "a behaviour": unknown("defaultCacheBehavior"),
    "the list of behaviours": unknown("orderedCacheBehaviors"),
    "one behaviour of the list": unknown("orderedCacheBehaviors[0]"),
    "a policy": unknown("defaultCacheBehavior.viewerProtocolPolicy"),
  },
});

describeRule(cloudfrontMinimumTls, {
  valid: [distribution],
  passes: {
    "a newer policy": { set: { "viewerCertificate.minimumProtocolVersion": "TLSv1.2_2025" } },
    "a TLS 1.3 policy": { set: { "viewerCertificate.minimumProtocolVersion": "TLSv1.3_2025" } },
    "CloudFront's own certificate": {
      set: { viewerCertificate: { cloudfrontDefaultCertificate: true } },
    },
  },
  fails: {
    "an older policy": {
      set: { "viewerCertificate.minimumProtocolVersion": "TLSv1.2_2019" },
      says: 'viewerCertificate.minimumProtocolVersion is "TLSv1.2_2019"',
    },
    "TLS 1.1": {
      set: { "viewerCertificate.minimumProtocolVersion": "TLSv1.1_2016" },
      says: 'is "TLSv1.1_2016"',
    },
    "a policy without a year": {
      set: { "viewerCertificate.minimumProtocolVersion": "TLSv1" },
      says: 'is "TLSv1"',
    },
    "no policy with a certificate of IAM": {
      set: { viewerCertificate: { iamCertificateId: "ASCA1" } },
      says: "viewerCertificate.minimumProtocolVersion is not set",
    },
  },
  silent: {
    "the version": unknown("viewerCertificate.minimumProtocolVersion"),
    "the certificate": unknown("viewerCertificate"),
  },
});

const vpcOrigin = resource<cloudfront.VpcOriginArgs>(
  "aws:cloudfront/vpcOrigin:VpcOrigin",
  "api-origin",
  {
    vpcOriginEndpointConfig: {
      arn: UNKNOWN,
      name: "api",
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
    },
  },
);
const ORIGIN_POLICY = "origins[2].customOriginConfig.originProtocolPolicy";

describeRule(cloudfrontOriginHttpsOnly, {
  valid: [distribution, vpcOrigin],
  passes: {
    "the viewer's protocol when viewers use HTTPS only": {
      set: { [ORIGIN_POLICY]: "match-viewer" },
    },
  },
  fails: {
    "plain HTTP": {
      set: { [ORIGIN_POLICY]: "http-only" },
      says: `${ORIGIN_POLICY} is "http-only"`,
    },
    "the viewer's protocol when viewers may use HTTP": {
      set: {
        [ORIGIN_POLICY]: "match-viewer",
        "defaultCacheBehavior.viewerProtocolPolicy": "allow-all",
      },
      says: `${ORIGIN_POLICY} is "match-viewer"`,
    },
    "a VPC origin that follows the viewer": {
      on: "api-origin",
      set: { "vpcOriginEndpointConfig.originProtocolPolicy": "match-viewer" },
      at: "api-origin",
      says: 'vpcOriginEndpointConfig.originProtocolPolicy is "match-viewer"',
    },
  },
  silent: { "the policy": unknown(ORIGIN_POLICY), "the origins": unknown("origins") },
});

describeRule(cloudfrontWaf, {
  valid: [distribution],
  fails: {
    "no web ACL": { set: { webAclId: undefined }, says: "webAclId is not set" },
    "an empty web ACL": { set: { webAclId: "" }, says: "webAclId is not set" },
  },
});

const acl = resource<wafv2.WebAclArgs>(
  "aws:wafv2/webAcl:WebAcl",
  "cdn-acl",
  {
    scope: "CLOUDFRONT",
    region: "us-east-1",
    defaultAction: { allow: {} },
    visibilityConfig: {
      cloudwatchMetricsEnabled: true,
      metricName: "cdn",
      sampledRequestsEnabled: true,
    },
  },
  { provider: { region: "eu-west-1" } },
);
const validation = resource<acm.CertificateValidationArgs>(
  "aws:acm/certificateValidation:CertificateValidation",
  "certificate-validation",
  { certificateArn: UNKNOWN },
  { dependsOn: { certificateArn: ["certificate"] }, provider: { region: "us-east-1" } },
);
const certificate = resource<acm.CertificateArgs>(
  "aws:acm/certificate:Certificate",
  "certificate",
  { domainName: "example.com" },
  { provider: { region: "us-east-1" } },
);
const EUROPEAN_ACL =
  "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/cdn/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111";

describeRule(cloudfrontWafScopeRegion, {
  valid: [distribution, acl, validation, certificate],
  passes: {
    "a region that comes from the environment": {
      on: "cdn-acl",
      set: { region: undefined },
      provider: {},
    },
    "a web ACL of the same stack in another region that is not used here": {
      add: [
        {
          ...acl,
          name: "api-acl",
          props: { ...acl.props, scope: "REGIONAL", region: "eu-west-1" },
        },
      ],
    },
    "an ARN of the right region": {
      set: { webAclId: EUROPEAN_ACL.replace("eu-west-1", "us-east-1") },
      drop: ["cdn-acl"],
      dependsOn: {},
    },
  },
  fails: {
    "a regional web ACL": {
      on: "cdn-acl",
      set: { scope: "REGIONAL" },
      at: "cdn",
      says: 'web ACL "cdn-acl" cannot be used here: scope is "REGIONAL"',
    },
    "a web ACL in another region of its own": {
      on: "cdn-acl",
      set: { region: "eu-west-1" },
      says: 'WebAcl "cdn-acl" is elsewhere: region is "eu-west-1"',
    },
    "a web ACL in its provider's region": {
      on: "cdn-acl",
      set: { region: undefined },
      says: 'WebAcl "cdn-acl" is elsewhere: provider.region is "eu-west-1"',
    },
    "a certificate of a provider elsewhere": {
      on: "certificate-validation",
      provider: { region: "eu-central-1" },
      says: 'CertificateValidation "certificate-validation" is elsewhere',
    },
    "a literal certificate of another region next to a web ACL of this stack": {
      set: {
        "viewerCertificate.acmCertificateArn":
          "arn:aws:acm:eu-west-1:111122223333:certificate/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111",
      },
      drop: ["certificate", "certificate-validation"],
      dependsOn: { webAclId: ["cdn-acl"] },
      says: "viewerCertificate.acmCertificateArn names something in eu-west-1",
    },
    "a literal ARN of another region": {
      set: { webAclId: EUROPEAN_ACL },
      drop: ["cdn-acl", "certificate", "certificate-validation"],
      dependsOn: {},
      says: "webAclId names something in eu-west-1",
    },
  },
  silent: {
    "the region": { on: "cdn-acl", ...unknown("region", { region: ["certificate"] }) },
    "the scope": { on: "cdn-acl", ...unknown("scope", { scope: ["certificate"] }) },
    "what the web ACL is": { set: { webAclId: UNKNOWN }, dependsOn: {} },
  },
});

const source = resource<cloudwatch.LogDeliverySourceArgs>(
  "aws:cloudwatch/logDeliverySource:LogDeliverySource",
  "cdn-logs",
  { logType: "ACCESS_LOGS", resourceArn: UNKNOWN, region: "us-east-1" },
  { dependsOn: { resourceArn: ["cdn"] } },
);
const delivery = resource<cloudwatch.LogDeliveryArgs>(
  "aws:cloudwatch/logDelivery:LogDelivery",
  "cdn-delivery",
  { deliveryDestinationArn: UNKNOWN, deliverySourceName: UNKNOWN, region: "us-east-1" },
  { dependsOn: { deliverySourceName: ["cdn-logs"] } },
);
const throughDelivery = { set: { loggingConfig: undefined } };

describeRule(cloudfrontLogging, {
  valid: [distribution, source, delivery],
  passes: {
    "the older logs alone": { drop: ["cdn-logs", "cdn-delivery"] },
    "a log delivery alone": throughDelivery,
    "a log delivery named by values": {
      drop: ["cdn-logs", "cdn-delivery"],
      add: [
        {
          ...source,
          dependsOn: {},
          props: { name: "cdn-v2", resourceArn: "arn:aws:cloudfront::1:cdn" },
        },
        { ...delivery, dependsOn: {}, props: { deliverySourceName: "cdn-v2" } },
      ],
      set: { loggingConfig: undefined, arn: "arn:aws:cloudfront::1:cdn" },
    },
  },
  fails: {
    "no logs at all": {
      ...throughDelivery,
      drop: ["cdn-logs", "cdn-delivery"],
      says: "no LogDeliverySource in the stack names this distribution",
    },
    "older logs without a bucket": {
      set: { loggingConfig: { prefix: "cdn/" } },
      drop: ["cdn-logs", "cdn-delivery"],
      says: "loggingConfig.bucket is not set",
    },
    "a source without a delivery": {
      ...throughDelivery,
      drop: ["cdn-delivery"],
      says: "its LogDeliverySource has no LogDelivery",
    },
    "a source of another distribution": {
      ...throughDelivery,
      drop: ["cdn-logs"],
      add: [
        { ...source, dependsOn: { resourceArn: ["other"] } },
        { ...acl, name: "other" },
      ],
      says: "no LogDeliverySource in the stack names this distribution",
    },
  },
  silent: {
    "what the source is for": {
      ...throughDelivery,
      drop: ["cdn-logs"],
      add: [{ ...source, dependsOn: {} }],
    },
  },
});

describeRule(cloudfrontS3OriginAccessControl, {
  valid: [distribution],
  passes: {
    "an S3 website, which can only be a custom origin": {
      set: { "origins[2].domainName": "logs.s3-website.eu-west-1.amazonaws.com" },
    },
    "an empty legacy identity": {
      set: { "origins[0].s3OriginConfig": { originAccessIdentity: "" } },
    },
  },
  fails: {
    "an S3 origin without control": {
      set: { "origins[0].originAccessControlId": undefined },
      says: "origins[0].originAccessControlId is not set",
    },
    "an S3 endpoint as a custom origin": {
      set: { "origins[2].domainName": "logs.s3.eu-west-1.amazonaws.com" },
      says: "origins[2].originAccessControlId is not set",
    },
    "a legacy identity": {
      set: {
        "origins[0].s3OriginConfig": {
          originAccessIdentity: "origin-access-identity/cloudfront/E1",
        },
      },
      says: "origins[0].s3OriginConfig.originAccessIdentity is set",
    },
  },
  silent: { "the origins": unknown("origins"), "one origin": unknown("origins[0]") },
});

describeRule(cloudfrontSecurityHeaders, {
  valid: [distribution],
  passes: {
    "a policy that is created with the stack": unknown(
      "defaultCacheBehavior.responseHeadersPolicyId",
    ),
  },
  fails: {
    "no policy by default": {
      set: { "defaultCacheBehavior.responseHeadersPolicyId": undefined },
      says: "defaultCacheBehavior.responseHeadersPolicyId is not set",
    },
    "no policy on one path": {
      set: { "orderedCacheBehaviors[0].responseHeadersPolicyId": null },
      says: "orderedCacheBehaviors[0].responseHeadersPolicyId is not set",
    },
  },
  silent: { "the behaviours": unknown("orderedCacheBehaviors") },
});
