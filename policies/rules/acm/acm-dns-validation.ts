import { CERTIFICATE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "acm-dns-validation",
  title: "ACM certificates are validated by DNS and have a strong key",
  service: "acm",
  severity: "medium",
  pillar: "operations",
  enforcement: "mandatory",
  controls: { fsbp: ["ACM.2"], prowler: ["acm_certificates_with_secure_key_algorithms"] },
  types: CERTIFICATE,
  fix: 'Set validationMethod to "DNS", and keyAlgorithm to RSA_2048 or an EC_ curve.',
  url: "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
  example: `
import { acm } from "@pulumi/aws";

new acm.Certificate("shop", {
  ...settings,
  validationMethod: "DNS",
  keyAlgorithm: "EC_prime256v1",
});`,
  check({ props, report }) {
    if (!props.at("certificateBody").isMissing) {
      report("it is imported, so AWS does not renew it");
      return;
    }
    // A certificate of a private authority is not validated at all.
    const isPrivate = !props.at("certificateAuthorityArn").isMissing;
    const method = props.at("validationMethod");
    const algorithm = props.at("keyAlgorithm");
    const faults = [
      ...(!isPrivate && method.isNot("DNS") ? [found(method, ["EMAIL", "NONE"])] : []),
      ...(algorithm.is("RSA_1024") ? [found(algorithm, ["RSA_1024"])] : []),
    ];
    if (faults.length > 0) report(faults.join(" and "));
  },
});
