import type * as acm from "@pulumi/aws/acm";
import type * as cloudfront from "@pulumi/aws/cloudfront";
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as lb from "@pulumi/aws/lb";
import type * as route53 from "@pulumi/aws/route53";
import type * as wafv2 from "@pulumi/aws/wafv2";
import {
  acmDnsValidation,
  albDesyncMode,
  cloudfrontCompressHttp2,
  cloudfrontCustomCertificate,
  cloudfrontDefaultRootObject,
  cloudfrontHsts,
  cloudfrontOriginTls12,
  lbMultiAz,
  lbTargetGroupHealthCheck,
  route53PublicZoneLogging,
  wafLogDestinationPrefix,
  wafRuleMetrics,
  wafWebAclHasRules,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { type Change, resource, unknown } from "../helpers/fixture";

const metrics = { cloudwatchMetricsEnabled: true, metricName: "m", sampledRequestsEnabled: true };
const acl = resource<wafv2.WebAclArgs>("aws:wafv2/webAcl:WebAcl", "firewall", {
  scope: "REGIONAL",
  defaultAction: { allow: {} },
  visibilityConfig: metrics,
  rules: [
    {
      name: "common",
      priority: 1,
      statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "Common" } },
      visibilityConfig: metrics,
    },
  ],
});

describeRule(wafWebAclHasRules, {
  valid: [acl],
  passes: { "rules as JSON": { set: { rules: undefined, ruleJson: "[]" } } },
  fails: { "no rule": { set: { rules: [] }, says: "it has no rules" } },
});

describeRule(wafRuleMetrics, {
  valid: [acl],
  fails: {
    "an ACL that is not counted": {
      set: { "visibilityConfig.cloudwatchMetricsEnabled": false },
      says: "visibilityConfig.cloudwatchMetricsEnabled is false",
    },
    "a rule that is not counted": {
      set: { "rules[0].visibilityConfig.cloudwatchMetricsEnabled": false },
      says: "rules[0].visibilityConfig.cloudwatchMetricsEnabled is false",
    },
  },
  silent: { "the rules": unknown("rules") },
});

const logging = resource<wafv2.WebAclLoggingConfigurationArgs>(
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
  "logging",
  { resourceArn: UNKNOWN, logDestinationConfigs: [UNKNOWN] },
  { dependsOn: { logDestinationConfigs: ["log"] } },
);
const log = resource<cloudwatch.LogGroupArgs>("aws:cloudwatch/logGroup:LogGroup", "log", {
  name: "aws-waf-logs-shop",
});
const says = "the name of its destination does not start with aws-waf-logs-";

describeRule(wafLogDestinationPrefix, {
  valid: [logging, log],
  passes: {
    "a log group of another stack": {
      set: { logDestinationConfigs: ["arn:aws:logs:eu-west-1:1:log-group:aws-waf-logs-shop:*"] },
      dependsOn: {},
    },
    "a bucket of another stack": {
      set: { logDestinationConfigs: ["arn:aws:s3:::aws-waf-logs-shop"] },
      dependsOn: {},
    },
  },
  fails: {
    "another name": { on: "log", set: { name: "waf-shop" }, at: "logging", says },
    "a generated name": { on: "log", set: { name: undefined }, at: "logging", says },
    "a delivery stream of another name": {
      set: { logDestinationConfigs: ["arn:aws:firehose:eu-west-1:1:deliverystream/waf"] },
      dependsOn: {},
      says,
    },
  },
  silent: { "the name": { on: "log", ...unknown("name", { name: [] }) } },
});

const certificate = resource<acm.CertificateArgs>("aws:acm/certificate:Certificate", "shop", {
  domainName: "shop.example.com",
  validationMethod: "DNS",
});

describeRule(acmDnsValidation, {
  valid: [certificate],
  passes: {
    "an elliptic curve": { set: { keyAlgorithm: "EC_prime256v1" } },
    "a private authority": {
      set: { validationMethod: undefined, certificateAuthorityArn: "arn:aws:acm-pca:1" },
    },
  },
  fails: {
    "validation by mail": { set: { validationMethod: "EMAIL" }, says: 'is "EMAIL"' },
    "a short key": { set: { keyAlgorithm: "RSA_1024" }, says: 'keyAlgorithm is "RSA_1024"' },
    "an imported certificate": {
      set: { certificateBody: "-----BEGIN CERTIFICATE-----" },
      says: "it is imported, so AWS does not renew it",
    },
  },
  silent: { "the method": unknown("validationMethod") },
});

const zone = resource<route53.ZoneArgs>("aws:route53/zone:Zone", "zone", { name: "example.com" });
const queries = resource(
  "aws:route53/queryLog:QueryLog",
  "queries",
  { zoneId: UNKNOWN, cloudwatchLogGroupArn: UNKNOWN },
  { dependsOn: { zoneId: ["zone"] } },
);

describeRule(route53PublicZoneLogging, {
  valid: [zone, queries],
  passes: {
    "a private zone": { set: { vpcs: [{ vpcId: "vpc-1" }] }, drop: ["queries"] },
  },
  fails: { "no log": { drop: ["queries"], says: "no QueryLog in the stack names this zone" } },
  silent: { "the zone of a log": { on: "queries", set: {}, dependsOn: {} } },
});

const balancer = resource<lb.LoadBalancerArgs>("aws:lb/loadBalancer:LoadBalancer", "api", {
  subnets: ["subnet-1", "subnet-2"],
});

describeRule(albDesyncMode, {
  valid: [balancer],
  passes: {
    "the strictest": { set: { desyncMitigationMode: "strictest" } },
    "a network load balancer": {
      set: { loadBalancerType: "network", desyncMitigationMode: "monitor" },
    },
  },
  fails: {
    "looking on": {
      set: { desyncMitigationMode: "monitor" },
      says: 'desyncMitigationMode is "monitor"',
    },
  },
  silent: { "the mode": unknown("desyncMitigationMode") },
});

describeRule(lbMultiAz, {
  valid: [balancer],
  passes: {
    "subnets with addresses": {
      set: { subnets: undefined, subnetMappings: [{ subnetId: "a" }, { subnetId: "b" }] },
    },
  },
  fails: {
    "one subnet": { set: { subnets: ["subnet-1"] }, says: "subnets has 1 entries" },
    "one subnet twice": {
      set: { subnets: undefined, subnetMappings: [{ subnetId: "a" }, { subnetId: "a" }] },
      says: "subnetMappings has 1 entries",
    },
    "no subnet": { set: { subnets: undefined }, says: "subnetMappings has 0 entries" },
  },
  silent: { "the subnets": unknown("subnets") },
});

const targets = resource<lb.TargetGroupArgs>("aws:lb/targetGroup:TargetGroup", "orders", {
  protocol: "HTTP",
  port: 8080,
  healthCheck: { path: "/health" },
});

describeRule(lbTargetGroupHealthCheck, {
  valid: [targets],
  passes: { "plain TCP": { set: { protocol: "TCP", healthCheck: undefined } } },
  fails: {
    "the root page": { set: { healthCheck: undefined }, says: "healthCheck.path is not set" },
    "no check": {
      set: { "healthCheck.enabled": false },
      says: "healthCheck.enabled is false",
    },
  },
  silent: { "the protocol": unknown("protocol") },
});

const behavior = {
  targetOriginId: "site",
  viewerProtocolPolicy: "redirect-to-https",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
  compress: true,
};
const distribution = resource<cloudfront.DistributionArgs>(
  "aws:cloudfront/distribution:Distribution",
  "edge",
  {
    enabled: true,
    aliases: ["shop.example.com"],
    defaultRootObject: "index.html",
    httpVersion: "http2and3",
    defaultCacheBehavior: behavior,
    origins: [
      { originId: "site", domainName: "site.s3.amazonaws.com" },
      {
        originId: "api",
        domainName: "api.example.com",
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "https-only",
          originSslProtocols: ["TLSv1.2"],
        },
      },
    ],
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: {
      acmCertificateArn: "arn:aws:acm:us-east-1:1:certificate/1",
      sslSupportMethod: "sni-only",
    },
  },
);

describeRule(cloudfrontCustomCertificate, {
  valid: [distribution],
  passes: {
    "CloudFront's own name": {
      set: { aliases: undefined, viewerCertificate: { cloudfrontDefaultCertificate: true } },
    },
  },
  fails: {
    "CloudFront's certificate": {
      set: { viewerCertificate: { cloudfrontDefaultCertificate: true } },
      says: "viewerCertificate.cloudfrontDefaultCertificate is true",
    },
    "no certificate": {
      set: { "viewerCertificate.acmCertificateArn": undefined },
      says: "aliases is set and viewerCertificate names no certificate",
    },
    "an address of its own": {
      set: { "viewerCertificate.sslSupportMethod": "vip" },
      says: 'viewerCertificate.sslSupportMethod is "vip"',
    },
  },
  silent: {
    "the names": unknown("aliases"),
    "the method": unknown("viewerCertificate.sslSupportMethod"),
  },
});

const protocols = "origins[1].customOriginConfig.originSslProtocols";

describeRule(cloudfrontOriginTls12, {
  valid: [distribution],
  fails: {
    "old protocols": {
      set: { [protocols]: ["TLSv1", "TLSv1.1", "TLSv1.2"] },
      says: `${protocols} holds TLSv1, TLSv1.1`,
    },
  },
  silent: { "the protocols": unknown(protocols), "the origins": unknown("origins") },
});

describeRule(cloudfrontDefaultRootObject, {
  valid: [distribution],
  passes: {
    "an API that knows its root": {
      set: { defaultRootObject: undefined, "defaultCacheBehavior.targetOriginId": "api" },
    },
  },
  fails: {
    "a bucket without a root": {
      set: { defaultRootObject: undefined },
      says: "defaultRootObject is not set",
    },
  },
  silent: {
    "the origin": {
      set: { defaultRootObject: undefined, "defaultCacheBehavior.targetOriginId": UNKNOWN },
    },
  },
});

const orderedPlain: Change["set"] = {
  orderedCacheBehaviors: [{ ...behavior, pathPattern: "/api/*", compress: false }],
};

describeRule(cloudfrontCompressHttp2, {
  valid: [distribution],
  passes: { "CloudFront's version": { set: { httpVersion: undefined } } },
  fails: {
    "HTTP/1.1": { set: { httpVersion: "http1.1" }, says: 'httpVersion is "http1.1"' },
    "plain pages": {
      set: { "defaultCacheBehavior.compress": false },
      says: "defaultCacheBehavior.compress is false",
    },
    "plain answers": { set: orderedPlain, says: "orderedCacheBehaviors[0].compress is false" },
  },
  silent: { "the compression": unknown("defaultCacheBehavior.compress") },
});

const headers = resource<cloudfront.ResponseHeadersPolicyArgs>(
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
  "headers",
  {
    securityHeadersConfig: {
      strictTransportSecurity: { accessControlMaxAgeSec: 31_536_000, override: true },
    },
  },
);
const hsts = "securityHeadersConfig.strictTransportSecurity";

describeRule(cloudfrontHsts, {
  valid: [headers],
  passes: {
    "less where that is enough": {
      set: { [`${hsts}.accessControlMaxAgeSec`]: 86_400 },
      config: { maxAgeSeconds: 3600 },
    },
  },
  fails: {
    "a day": {
      set: { [`${hsts}.accessControlMaxAgeSec`]: 86_400 },
      says: `${hsts}.accessControlMaxAgeSec is 86400`,
    },
    "no header": {
      set: { securityHeadersConfig: undefined },
      says: `${hsts}.accessControlMaxAgeSec is not set`,
    },
    "a header that gives way to the origin's": {
      set: { [`${hsts}.override`]: false },
      says: `${hsts}.override is false`,
    },
  },
  silent: { "the age": unknown(`${hsts}.accessControlMaxAgeSec`) },
});
