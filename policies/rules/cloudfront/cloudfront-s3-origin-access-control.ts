import { DISTRIBUTION } from "../../aws/types";
import { found } from "../../framework/display";
import type { Property } from "../../framework/property";
import { defineResourceRule } from "../../framework/rule";

const S3_ENDPOINT = /\.s3[.-](?!website)[a-z0-9.-]{0,60}amazonaws\.com(\.cn)?$/;

/**
 * In a first preview the bucket's domain name is unknown, but an origin that is neither a custom nor
 * a VPC origin can only be S3.
 */
function isS3Origin(origin: Property): boolean {
  if (S3_ENDPOINT.test(origin.at("domainName").text() ?? "")) return true;
  return (
    !origin.isUnknown &&
    origin.at("customOriginConfig").isMissing &&
    origin.at("vpcOriginConfig").isMissing
  );
}

export default defineResourceRule({
  id: "cloudfront-s3-origin-access-control",
  title: "S3 origins use origin access control",
  service: "cloudfront",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["CloudFront.13"],
    checkov: ["CKV2_AWS_46"],
    cdkNag: ["AwsSolutions-CFR7"],
    prowler: ["cloudfront_distributions_s3_origin_access_control"],
  },
  types: DISTRIBUTION,
  fix: "Create an OriginAccessControl and set the origin's originAccessControlId to it, without originAccessIdentity.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
  example: `
import { cloudfront } from "@pulumi/aws";

const access = new cloudfront.OriginAccessControl("page", {
  originAccessControlOriginType: "s3",
  signingBehavior: "always",
  signingProtocol: "sigv4",
});
new cloudfront.Distribution("shop", {
  ...settings,
  origins: [{ originId: "page", domainName: bucket.bucketRegionalDomainName, originAccessControlId: access.id }],
});`,
  check({ props, report }) {
    for (const origin of props.at("origins").items().filter(isS3Origin)) {
      const control = origin.at("originAccessControlId");
      if (control.isMissing) report(found(control));
      const identity = origin.at("s3OriginConfig").at("originAccessIdentity");
      if (identity.isUnknown || identity.isMissing) continue;
      report(`${identity.path} is set, the legacy way in that cannot use KMS keys`);
    }
  },
});
