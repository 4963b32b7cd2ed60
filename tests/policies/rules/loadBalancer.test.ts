import type * as lb from "@pulumi/aws/lb";
import type * as wafv2 from "@pulumi/aws/wafv2";
import {
  albDropInvalidHeaders,
  albHttpRedirect,
  albWaf,
  lbAccessLogs,
  lbListenerSecureProtocol,
  lbListenerTlsPolicy,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const https = resource<lb.ListenerArgs>("aws:lb/listener:Listener", "https", {
  loadBalancerArn: UNKNOWN,
  port: 443,
  protocol: "HTTPS",
  certificateArn: UNKNOWN,
  sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  defaultActions: [{ type: "fixed-response", fixedResponse: { contentType: "text/plain" } }],
});
const http = resource<lb.ListenerArgs>("aws:alb/listener:Listener", "http", {
  loadBalancerArn: UNKNOWN,
  port: 80,
  protocol: "HTTP",
  defaultActions: [
    { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
  ],
});

describeRule(albHttpRedirect, {
  valid: [http, https],
  fails: {
    "an HTTP listener that forwards": {
      set: { defaultActions: [{ type: "forward", targetGroupArn: UNKNOWN }] },
      says: 'defaultActions[0].type is "forward"',
    },
    "a redirect to HTTP": {
      set: { "defaultActions[0].redirect.protocol": "HTTP" },
      says: 'defaultActions[0].redirect.protocol is "HTTP"',
    },
    "a redirect that keeps the protocol": {
      set: { "defaultActions[0].redirect.protocol": undefined },
      says: "defaultActions[0].redirect.protocol is not set",
    },
  },
  silent: {
    "the protocol": unknown("protocol"),
    "the actions": unknown("defaultActions"),
    "the redirect": unknown("defaultActions[0].redirect.protocol"),
  },
});

describeRule(lbListenerSecureProtocol, {
  valid: [https, http],
  passes: {
    TLS: { set: { protocol: "TLS" } },
    "a plain protocol that is allowed": {
      set: { protocol: "UDP" },
      config: { allowedProtocols: ["UDP"] },
    },
    "a gateway load balancer, whose protocol is not chosen": { set: { protocol: undefined } },
  },
  fails: {
    TCP: { set: { protocol: "TCP" }, says: 'protocol is "TCP"' },
    "HTTP that forwards": {
      set: { protocol: "HTTP", defaultActions: [{ type: "forward", targetGroupArn: UNKNOWN }] },
      says: 'protocol is "HTTP"',
    },
    "a plain protocol other than the allowed one": {
      set: { protocol: "TCP_UDP" },
      config: { allowedProtocols: ["UDP"] },
      says: 'protocol is "TCP_UDP"',
    },
  },
  silent: {
    "the protocol": unknown("protocol"),
    "what an HTTP listener does": { set: { protocol: "HTTP", defaultActions: UNKNOWN } },
  },
});

describeRule(lbListenerTlsPolicy, {
  valid: [https, http],
  passes: {
    "the restricted policy with post-quantum exchange": {
      set: { sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" },
    },
    "TLS 1.3 alone with FIPS": { set: { sslPolicy: "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04" } },
  },
  fails: {
    "no policy": { set: { sslPolicy: undefined }, says: "sslPolicy is not set" },
    "TLS 1.2 with ciphers in CBC mode": {
      set: { sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
      says: 'sslPolicy is "ELBSecurityPolicy-TLS13-1-2-2021-06"',
    },
    "TLS 1.1": {
      set: { sslPolicy: "ELBSecurityPolicy-TLS13-1-1-2021-06" },
      says: 'sslPolicy is "ELBSecurityPolicy-TLS13-1-1-2021-06"',
    },
    "extended ciphers": {
      set: { sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06" },
      says: 'sslPolicy is "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06"',
    },
    "the older default on a network load balancer": {
      set: { protocol: "TLS", sslPolicy: "ELBSecurityPolicy-2016-08" },
      says: 'sslPolicy is "ELBSecurityPolicy-2016-08"',
    },
  },
  silent: { "the policy": unknown("sslPolicy"), "the protocol": unknown("protocol") },
});

const loadBalancer = resource<lb.LoadBalancerArgs>("aws:lb/loadBalancer:LoadBalancer", "api", {
  loadBalancerType: "application",
  internal: false,
  dropInvalidHeaderFields: true,
  accessLogs: { bucket: UNKNOWN, enabled: true },
});
const association = resource<wafv2.WebAclAssociationArgs>(
  "aws:wafv2/webAclAssociation:WebAclAssociation",
  "api-waf",
  { resourceArn: UNKNOWN, webAclArn: UNKNOWN },
  { dependsOn: { resourceArn: ["api"], webAclArn: ["edge-acl"] } },
);

describeRule(albDropInvalidHeaders, {
  valid: [loadBalancer],
  passes: {
    "a network load balancer": {
      set: { loadBalancerType: "network", dropInvalidHeaderFields: undefined },
    },
  },
  fails: {
    "headers that are kept": {
      set: { dropInvalidHeaderFields: false },
      says: "dropInvalidHeaderFields is false",
    },
    "the default": {
      set: { dropInvalidHeaderFields: undefined, loadBalancerType: undefined },
      says: "dropInvalidHeaderFields is not set",
    },
  },
  silent: {
    "the attribute": unknown("dropInvalidHeaderFields"),
    "the kind of load balancer": unknown("loadBalancerType"),
  },
});

describeRule(lbAccessLogs, {
  valid: [loadBalancer],
  passes: {
    "a network load balancer": { set: { loadBalancerType: "network", accessLogs: undefined } },
  },
  fails: {
    "no logs": { set: { accessLogs: undefined }, says: "accessLogs is not set" },
    "logs that are off": {
      set: { "accessLogs.enabled": false },
      says: "accessLogs.enabled is false",
    },
    "logs without a switch": {
      set: { "accessLogs.enabled": undefined },
      says: "accessLogs.enabled is not set",
    },
    "logs without a bucket": {
      set: { "accessLogs.bucket": "" },
      says: "accessLogs.bucket is not set",
    },
  },
  silent: { "the logs": unknown("accessLogs"), "the switch": unknown("accessLogs.enabled") },
});

describeRule(albWaf, {
  valid: [loadBalancer, association],
  passes: {
    "an internal load balancer": { set: { internal: true }, drop: ["api-waf"] },
    "a network load balancer": { set: { loadBalancerType: "network" }, drop: ["api-waf"] },
  },
  fails: {
    "a public one without a web ACL": { drop: ["api-waf"], says: "no WebAclAssociation" },
    "one that is public by default": {
      set: { internal: undefined },
      drop: ["api-waf"],
      says: "it faces the internet",
    },
    "a second one of the other token": {
      add: [{ ...loadBalancer, type: "aws:alb/loadBalancer:LoadBalancer", name: "other" }],
      at: "other",
      says: "no WebAclAssociation",
    },
  },
  silent: {
    "what the web ACL is on": { on: "api-waf", set: { resourceArn: UNKNOWN }, dependsOn: {} },
    "whether it is internal": {
      ...unknown("internal", { internal: ["edge-acl"] }),
      drop: ["api-waf"],
    },
  },
});
