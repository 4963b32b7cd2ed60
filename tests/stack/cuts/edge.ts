/** What faces the internet. */
import type { CaughtCut } from "./caughtCut";

export const edge: readonly CaughtCut[] = [
  {
    title: "viewers may use plain HTTP",
    type: "aws:cloudfront/distribution:Distribution",
    set: { "orderedCacheBehaviors.0.viewerProtocolPolicy": "allow-all" },
    caughtBy: ["cloudfront-viewer-https"],
  },
  {
    title: "viewers may use an old TLS version",
    type: "aws:cloudfront/distribution:Distribution",
    set: { "viewerCertificate.minimumProtocolVersion": "TLSv1" },
    caughtBy: ["cloudfront-minimum-tls"],
  },
  {
    title: "the distribution has no web ACL",
    type: "aws:cloudfront/distribution:Distribution",
    set: { webAclId: undefined },
    caughtBy: ["cloudfront-waf"],
  },
  {
    title: "the distribution's web ACL is in another region",
    type: "aws:wafv2/webAcl:WebAcl",
    name: "edge-firewall-acl",
    set: { region: "eu-west-1" },
    caughtBy: ["cloudfront-waf-scope-region"],
  },
  {
    title: "the distribution keeps no access log",
    type: "aws:cloudwatch/logDelivery:LogDelivery",
    caughtBy: ["cloudfront-logging"],
  },
  {
    title: "CloudFront speaks plain HTTP to the load balancer",
    type: "aws:cloudfront/vpcOrigin:VpcOrigin",
    set: { "vpcOriginEndpointConfig.originProtocolPolicy": "http-only" },
    caughtBy: ["cloudfront-origin-https-only"],
  },
  {
    title: "CloudFront does not sign its requests to the bucket",
    type: "aws:cloudfront/distribution:Distribution",
    set: { "origins.0.originAccessControlId": undefined },
    caughtBy: ["cloudfront-s3-origin-access-control"],
  },
  {
    title: "pages carry no security headers",
    type: "aws:cloudfront/distribution:Distribution",
    set: { "defaultCacheBehavior.responseHeadersPolicyId": undefined },
    caughtBy: ["cloudfront-security-headers"],
  },
  {
    title: "the load balancer keeps malformed headers",
    type: "aws:lb/loadBalancer:LoadBalancer",
    set: { dropInvalidHeaderFields: false },
    caughtBy: ["alb-drop-invalid-headers"],
  },
  {
    title: "the load balancer keeps no access log",
    type: "aws:lb/loadBalancer:LoadBalancer",
    set: { "accessLogs.enabled": false },
    caughtBy: ["lb-access-logs"],
  },
  {
    title: "the load balancer faces the internet without a web ACL",
    type: "aws:wafv2/webAclAssociation:WebAclAssociation",
    also: { type: "aws:lb/loadBalancer:LoadBalancer", set: { internal: false } },
    caughtBy: ["alb-waf"],
  },
  {
    title: "the listener takes plain HTTP",
    type: "aws:lb/listener:Listener",
    set: { protocol: "HTTP", port: 80, sslPolicy: undefined, certificateArn: undefined },
    caughtBy: ["alb-http-redirect"],
  },
  {
    title: "the listener passes plain TCP on",
    type: "aws:lb/listener:Listener",
    set: { protocol: "TCP", sslPolicy: undefined, certificateArn: undefined },
    caughtBy: ["lb-listener-secure-protocol"],
  },
  {
    title: "the listener accepts TLS 1.0",
    type: "aws:lb/listener:Listener",
    set: { sslPolicy: "ELBSecurityPolicy-2016-08" },
    caughtBy: ["lb-listener-tls-policy"],
  },
  {
    title: "a web ACL has no managed rules",
    type: "aws:wafv2/webAcl:WebAcl",
    name: "api-firewall-acl",
    set: { rules: [] },
    caughtBy: ["waf-managed-baseline"],
  },
  {
    title: "a web ACL keeps no log",
    type: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    name: "edge-firewall-logging",
    caughtBy: ["waf-logging"],
  },
];
