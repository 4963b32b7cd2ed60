import { REST_DOMAIN } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

const POLICY = /^(TLS_1_[0-3]|SecurityPolicy_TLS1[23]_[A-Za-z0-9_]{1,60})$/;
const MODERN = /^(TLS_1_[23]|SecurityPolicy_TLS1[23]_[A-Za-z0-9_]{1,60})$/;

/** A REST domain that says nothing gets TLS 1.0 at an edge-optimised endpoint. */
export default defineResourceRule({
  id: "apigw-domain-tls12",
  title: "Custom domain of a REST API takes TLS 1.2 and newer only",
  service: "apigateway",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: { checkov: ["CKV_AWS_206"] },
  types: REST_DOMAIN,
  fix: 'Set securityPolicy to "TLS_1_2" or a newer policy.',
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
  example: `
import { apigateway } from "@pulumi/aws";

new apigateway.DomainName("shop", { ...settings, securityPolicy: "TLS_1_2" });`,
  remedy: [{ path: "securityPolicy", value: "TLS_1_2" }],
  check({ props, report }) {
    const policy = props.at("securityPolicy");
    if (!policy.isUnknown && !MODERN.test(policy.text() ?? "")) report(found(policy, POLICY));
  },
});
