import { DISTRIBUTION } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

const OLD = ["SSLv3", "TLSv1", "TLSv1.1"] as const;

export default defineResourceRule({
  id: "cloudfront-origin-tls12",
  title: "CloudFront uses no deprecated TLS to origins",
  service: "cloudfront",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["CloudFront.10"],
    checkov: ["CKV2_AWS_54"],
    cdkNag: ["AwsSolutions-CFR5"],
    prowler: ["cloudfront_distributions_using_deprecated_ssl_protocols"],
  },
  types: DISTRIBUTION,
  fix: 'Set customOriginConfig.originSslProtocols to ["TLSv1.2"].',
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-ciphers-cloudfront-to-origin.html",
  example: `
import { cloudfront } from "@pulumi/aws";

new cloudfront.Distribution("shop", {
  ...settings,
  origins: [
    {
      ...origin,
      customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
    },
  ],
});`,
  remedy: [{ path: "origins[].customOriginConfig?.originSslProtocols", value: ["TLSv1.2"] }],
  check({ props, report }) {
    for (const origin of props.at("origins").items()) {
      const protocols = origin.at("customOriginConfig").at("originSslProtocols");
      const items = protocols.items();
      const old = OLD.filter((name) => items.some((item) => item.is(name)));
      if (old.length > 0) report(`${protocols.path} holds ${old.join(", ")}`);
    }
  },
});
