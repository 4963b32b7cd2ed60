import { LISTENER } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

const ACTIONS = [
  "forward",
  "fixed-response",
  "authenticate-cognito",
  "authenticate-oidc",
  "jwt-validation",
];

/**
 * A redirect without a protocol keeps the request's own, HTTP, and is a violation too.
 */
export default defineResourceRule({
  id: "alb-http-redirect",
  title: "HTTP listeners only redirect to HTTPS",
  service: "elbv2",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ELB.1"],
    checkov: ["CKV_AWS_2", "CKV2_AWS_20"],
    prowler: ["elbv2_ssl_listeners"],
  },
  types: LISTENER,
  fix: 'Give the listener one default action of type "redirect" with redirect.protocol "HTTPS", or remove it.',
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
  example: `
import { lb } from "@pulumi/aws";

new lb.Listener("http", {
  ...settings,
  port: 80,
  protocol: "HTTP",
  defaultActions: [
    {
      type: "redirect",
      redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
    },
  ],
});`,
  check({ props, report }) {
    if (!props.at("protocol").is("HTTP")) return;
    for (const action of props.at("defaultActions").items()) {
      const type = action.at("type");
      if (type.isNot("redirect")) report(`protocol is "HTTP" and ${found(type, ACTIONS)}`);
      const protocol = action.at("redirect").at("protocol");
      if (type.is("redirect") && protocol.isNot("HTTPS")) {
        report(found(protocol, ["HTTP", "#{protocol}"]));
      }
    }
  },
});
