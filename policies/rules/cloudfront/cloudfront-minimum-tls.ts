import { DISTRIBUTION } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

const SECURITY_POLICY = /^(SSLv3|TLSv1(\.\d)?(_\d{4})?)$/;

/** True for TLSv1.2_2021, its successors, and every policy that starts at TLS 1.3. */
function isModern(policy: string | undefined): boolean {
  const [, minor, year] = /^TLSv1\.(\d)_(\d{4})$/.exec(policy ?? "") ?? [];
  return Number(minor) >= 3 || (minor === "2" && Number(year) >= 2021);
}

/**
 * Only for an own certificate: with CloudFront's default one the version cannot be chosen.
 */
export default defineResourceRule({
  id: "cloudfront-minimum-tls",
  title: "CloudFront viewer TLS is at least 1.2",
  service: "cloudfront",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: { fsbp: ["CloudFront.15"], checkov: ["CKV_AWS_174"], cdkNag: ["AwsSolutions-CFR4"] },
  types: DISTRIBUTION,
  fix: 'Set viewerCertificate.minimumProtocolVersion to "TLSv1.2_2021" or newer.',
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
  example: `
import { cloudfront } from "@pulumi/aws";

new cloudfront.Distribution("shop", {
  ...settings,
  viewerCertificate: {
    acmCertificateArn: certificate.arn,
    sslSupportMethod: "sni-only",
    minimumProtocolVersion: "TLSv1.2_2021",
  },
});`,
  remedy: [{ path: "viewerCertificate.minimumProtocolVersion", value: "TLSv1.2_2021" }],
  check({ props, report }) {
    const certificate = props.at("viewerCertificate");
    const isCustom =
      !certificate.at("acmCertificateArn").isMissing ||
      !certificate.at("iamCertificateId").isMissing;
    const version = certificate.at("minimumProtocolVersion");
    if (!isCustom || version.isUnknown || isModern(version.text())) return;
    report(found(version, SECURITY_POLICY));
  },
});
