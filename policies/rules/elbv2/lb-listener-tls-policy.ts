import { LISTENER } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/**
 * TLS 1.3, and of 1.2 only ciphers with forward secrecy and GCM: the families that ELB.17 accepts, in
 * the dates known in September 2026 and later ones.
 */
const APPROVED = /^ELBSecurityPolicy-TLS13-1-(2-Res|3)(-FIPS)?(-PQ)?-\d{4}-\d{2}$/;
const SECURITY_POLICY = /^ELBSecurityPolicy-[A-Za-z0-9-]{1,60}$/;

/**
 * The catalogue accepts every policy of TLS13-1-2; the plain one still has ciphers in CBC mode, and AWS's
 * own control refuses it. Unset is a violation: through the API the default is
 * ELBSecurityPolicy-2016-08, which admits TLS 1.0.
 */
export default defineResourceRule({
  id: "lb-listener-tls-policy",
  title: "TLS listeners use a modern security policy",
  service: "elbv2",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["ELB.17"],
    checkov: ["CKV_AWS_103", "CKV2_AWS_74"],
    prowler: ["elbv2_insecure_ssl_ciphers"],
  },
  types: LISTENER,
  fix: 'Set sslPolicy to "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", or "ELBSecurityPolicy-TLS13-1-2-Res-2021-06".',
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
  example: `
import { lb } from "@pulumi/aws";

new lb.Listener("https", {
  ...settings,
  sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
});`,
  remedy: [{ path: "sslPolicy", value: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" }],
  check({ props, report }) {
    if (!props.at("protocol").is("HTTPS", "TLS")) return;
    const policy = props.at("sslPolicy");
    if (policy.isUnknown || APPROVED.test(policy.text() ?? "")) return;
    report(`${found(policy, SECURITY_POLICY)}${policy.isMissing ? ", which means TLS 1.0" : ""}`);
  },
});
