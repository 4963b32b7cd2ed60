import { LISTENER } from "../../aws/types";
import { found } from "../../framework/display";
import { strings } from "../../framework/parameters";
import type { Property } from "../../framework/property";
import { defineResourceRule } from "../../framework/rule";

const PLAIN = ["HTTP", "TCP", "UDP", "TCP_UDP"] as const;

/** A listener that only sends viewers elsewhere carries nothing worth encrypting. */
function onlyRedirects(listener: Property): boolean {
  const actions = listener.at("defaultActions");
  const types = actions.items().map((action) => action.at("type"));
  return actions.isUnknown || (types.length > 0 && !types.some((type) => type.isNot("redirect")));
}

export default defineResourceRule({
  id: "lb-listener-secure-protocol",
  title: "Load balancer listeners use HTTPS or TLS",
  service: "elbv2",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: {
    fsbp: ["ELB.18"],
    checkov: ["CKV_AWS_2", "CKV_AWS_378"],
    prowler: ["elbv2_nlb_tls_termination_enabled", "elbv2_ssl_listeners"],
  },
  types: LISTENER,
  parameters: {
    allowedProtocols: strings({
      description: "Plain protocols that load balancers may listen with.",
      default: [],
    }),
  },
  fix: 'Use protocol "HTTPS" or "TLS" with a certificate, or allow the protocol by the parameter allowedProtocols.',
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-tls-listener.html",
  example: `
import { lb } from "@pulumi/aws";

new lb.Listener("https", {
  ...settings,
  port: 443,
  protocol: "HTTPS",
  certificateArn: certificate.arn,
});`,
  check({ props, parameters, report }) {
    const protocol = props.at("protocol");
    if (!protocol.is(...PLAIN) || protocol.is(...parameters.allowedProtocols)) return;
    if (protocol.is("HTTP") && onlyRedirects(props)) return;
    report(found(protocol, PLAIN));
  },
});
