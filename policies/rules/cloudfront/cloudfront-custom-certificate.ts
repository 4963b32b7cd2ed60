import { DISTRIBUTION } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "cloudfront-custom-certificate",
  title: "CloudFront with own names has its own certificate",
  service: "cloudfront",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["CloudFront.7", "CloudFront.8"],
    checkov: ["CKV2_AWS_42"],
    prowler: [
      "cloudfront_distributions_custom_ssl_certificate",
      "cloudfront_distributions_https_sni_enabled",
    ],
  },
  types: DISTRIBUTION,
  fix: 'Set viewerCertificate.acmCertificateArn, and sslSupportMethod to "sni-only".',
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
  example: `
import { cloudfront } from "@pulumi/aws";

new cloudfront.Distribution("shop", {
  ...settings,
  aliases: ["shop.example.com"],
  viewerCertificate: {
    acmCertificateArn: certificate.arn,
    sslSupportMethod: "sni-only",
    minimumProtocolVersion: "TLSv1.2_2021",
  },
});`,
  check({ props, report }) {
    if (props.at("aliases").isMissing || props.at("aliases").isUnknown) return;
    const certificate = props.at("viewerCertificate");
    const byDefault = certificate.at("cloudfrontDefaultCertificate");
    const isOwn =
      !certificate.at("acmCertificateArn").isMissing ||
      !certificate.at("iamCertificateId").isMissing;
    const method = certificate.at("sslSupportMethod");
    if (certificate.isUnknown) return;
    if (byDefault.is(true)) report(found(byDefault));
    else if (!isOwn) report("aliases is set and viewerCertificate names no certificate");
    else if (method.isNot("sni-only")) report(found(method, ["vip", "static-ip"]));
  },
});
